// quotad makes reports, a few at a time.
package main

import (
	"net/http"
	"strconv"

	ops "lib.quayside.example/opskit"
	"net.pelican.example/relay/quota"
)

func main() {
	rep := &quota.Reporter{Slots: quota.NewWeighted(24)}
	http.HandleFunc("/report", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		rep.Submit(n)
		w.WriteHeader(http.StatusAccepted)
	})
	ops.Run()
}
