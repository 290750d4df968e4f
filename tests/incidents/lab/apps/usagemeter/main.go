// usagemeter: a middleware that measures requests, with a histogram for each tenant, path and status. The path has ids in it.
package main

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"corp.example/holdout/lib/serve"
)

type key struct{ name, tenant, path, status string }

type histogram struct {
	bounds  []float64
	buckets []atomic.Uint64
	sum     atomic.Uint64
	labels  map[string]string
}

type registry struct {
	mu     sync.RWMutex
	series map[key]*histogram
}

var bounds = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}

func (g *registry) with(k key) *histogram {
	g.mu.RLock()
	h := g.series[k]
	g.mu.RUnlock()
	if h != nil {
		return h
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if h = g.series[k]; h == nil {
		h = &histogram{bounds: bounds, buckets: make([]atomic.Uint64, len(bounds)+1), labels: map[string]string{"name": k.name, "tenant": k.tenant, "path": k.path, "status": k.status}}
		g.series[k] = h
	}
	return h
}

func (h *histogram) observe(d time.Duration) {
	h.buckets[sort.SearchFloat64s(h.bounds, d.Seconds())].Add(1)
	h.sum.Add(uint64(d))
}

func measured(g *registry, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		t := time.Now()
		next.ServeHTTP(w, r)
		tenant, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/t/"), "/")
		g.with(key{"seconds", tenant, r.URL.Path, "200"}).observe(time.Since(t))
		g.with(key{"queue_seconds", tenant, r.URL.Path, "200"}).observe(time.Since(t) / 10)
	})
}

var page = template.Must(template.New("p").Parse(`<h1>{{.Path}}</h1><ul>{{range .Rows}}<li><a href="{{$.Path}}/{{.}}">{{.}} of {{$.Path}}</a></li>{{end}}</ul>`))

func document(w http.ResponseWriter, r *http.Request) {
	rows := make([]string, 20)
	for i := range rows {
		rows[i] = fmt.Sprintf("version-%d", i)
	}
	var b bytes.Buffer
	if err := page.Execute(&b, map[string]any{"Path": r.URL.Path, "Rows": rows}); err != nil {
		http.Error(w, err.Error(), 500)
		return
	}
	w.Write(b.Bytes())
}

func main() {
	g := &registry{series: map[key]*histogram{}}
	http.Handle("/t/", measured(g, http.HandlerFunc(document)))
	serve.Forever()
}
