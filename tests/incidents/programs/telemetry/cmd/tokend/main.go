// tokend counts logins in the logs of agents.
package main

import (
	"fmt"
	"net/http"

	ops "lib.quayside.example/opskit"
	"obs.marten.example/telemetry/lines"
)

func main() {
	idx := lines.NewIndex()
	http.HandleFunc("/pull", func(w http.ResponseWriter, r *http.Request) {
		block := lines.Render(r.FormValue("agent"), 180)
		fmt.Fprintln(w, idx.Ingest(block))
	})
	ops.Run()
}
