// collectord takes batches of telemetry.
package main

import (
	"fmt"
	"net/http"

	ops "lib.quayside.example/opskit"
	"rules.kestrel.example/engine/internal/frames"
)

func main() {
	index := new(frames.Index)
	http.HandleFunc("/batch", func(w http.ResponseWriter, r *http.Request) {
		n, err := index.Ingest(r.Body, r.ContentLength)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		fmt.Fprintln(w, n)
	})
	ops.Run()
}
