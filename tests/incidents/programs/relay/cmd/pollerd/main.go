// pollerd reads devices on request.
package main

import (
	"encoding/json"
	"net/http"

	ops "lib.quayside.example/opskit"
	"net.pelican.example/relay/watch"
)

func main() {
	desk := watch.NewDesk()
	http.HandleFunc("/read", func(w http.ResponseWriter, r *http.Request) {
		var all []float64
		for i := 0; i < 40; i++ {
			all = append(all, desk.Look(r.FormValue("device")))
		}
		json.NewEncoder(w).Encode(all)
	})
	ops.Run()
}
