// embeddings: vectors that are loaded at start and searched by brute force; GOGC was turned down to make them fit.
package main

import (
	"flag"
	"fmt"
	"net/http"
	"sort"
	"strconv"

	"corp.example/holdout/lib/serve"
)

type item struct {
	id  int
	vec []float32
}

func loadVectors(n, dim int) []item {
	out := make([]item, n)
	for i := range out {
		v := make([]float32, dim)
		for j := range v {
			v[j] = float32((i*31+j*17)%997) / 997
		}
		out[i] = item{i, v}
	}
	return out
}

type hit struct {
	id    int
	score float32
}

func nearest(all []item, q []float32, k int) []hit {
	hits := make([]hit, 0, len(all))
	for _, it := range all {
		var s float32
		for j := 0; j < 64; j++ {
			s += it.vec[j] * q[j]
		}
		hits = append(hits, hit{it.id, s})
	}
	sort.Slice(hits, func(i, j int) bool { return hits[i].score > hits[j].score })
	return append([]hit(nil), hits[:k]...)
}

func main() {
	n := flag.Int("n", 36000, "vectors")
	flag.Parse()
	all := loadVectors(*n, 512)
	http.HandleFunc("/near", func(w http.ResponseWriter, r *http.Request) {
		i, _ := strconv.Atoi(r.FormValue("n"))
		fmt.Fprintln(w, nearest(all, all[i%len(all)].vec, 10))
	})
	serve.Forever()
}
