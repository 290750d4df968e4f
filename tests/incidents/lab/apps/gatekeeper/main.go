// gatekeeper: limits requests per client address.
package main

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"corp.example/holdout/lib/serve"
)

type bucket struct {
	tokens float64
	last   time.Time
	hits   [512]int64
}

type Gate struct{ clients sync.Map }

func (g *Gate) bucketFor(addr string) *bucket {
	if b, ok := g.clients.Load(addr); ok {
		return b.(*bucket)
	}
	b, _ := g.clients.LoadOrStore(strings.Clone(addr), newBucket())
	return b.(*bucket)
}

func newBucket() *bucket { return &bucket{tokens: 10, last: time.Now()} }

func (g *Gate) Allow(addr string) bool {
	b := g.bucketFor(addr)
	b.hits[time.Now().Nanosecond()%len(b.hits)]++
	b.tokens--
	return b.tokens > 0
}

func page(n int) string {
	var s strings.Builder
	for i := 0; i < n; i++ {
		fmt.Fprintf(&s, "<li>%d %s</li>\n", i, strings.Repeat("x", i%40))
	}
	return s.String()
}

func main() {
	var g Gate
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if g.Allow(r.FormValue("ip")) {
			fmt.Fprint(w, page(400)[:40])
		}
	})
	serve.Forever()
}
