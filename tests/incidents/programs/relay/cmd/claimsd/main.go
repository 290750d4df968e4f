// claimsd pays claims.
package main

import (
	"flag"
	"net/http"
	"time"

	ops "lib.quayside.example/opskit"
	"net.pelican.example/relay/claims"
)

func main() {
	work := flag.Duration("work", 300*time.Millisecond, "what a claim takes")
	size := flag.Int("size", 512<<10, "bytes of a claim's papers")
	flag.Parse()
	reg := &claims.Register{Work: *work, Size: *size}
	http.HandleFunc("/claim", func(w http.ResponseWriter, r *http.Request) {
		b, err := reg.Do(r.FormValue("id"), r.FormValue("refuse") != "")
		if err != nil {
			http.Error(w, err.Error(), http.StatusConflict)
			return
		}
		w.Write(b)
	})
	ops.Run()
}
