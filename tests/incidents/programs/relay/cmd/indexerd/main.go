// indexerd answers searches in a fixed corpus.
package main

import (
	"encoding/json"
	"flag"
	"net/http"
	"strconv"

	ops "lib.quayside.example/opskit"
	"net.pelican.example/relay/corpus"
)

func main() {
	docs := flag.Int("docs", 12000, "documents")
	part := flag.Int("part", 200, "documents of one read")
	pause := flag.Duration("pause", 0, "between two reads")
	flag.Parse()
	x := corpus.Open(*docs, *part, *pause)
	http.HandleFunc("/search", func(w http.ResponseWriter, r *http.Request) {
		q, _ := strconv.Atoi(r.FormValue("q"))
		json.NewEncoder(w).Encode(x.Search(q, 20))
	})
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) {
		if !x.Ready() {
			http.Error(w, "still reading", http.StatusServiceUnavailable)
		}
	})
	ops.Serve()
}
