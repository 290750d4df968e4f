// fares: holds every fare in memory and answers searches with fresh copies. Nothing of an answer outlives its request.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand"
	"net/http"
	"sort"
	"strings"
	"time"

	"corp.example/holdout/lib/serve"
)

type Fare struct {
	From, To, Class string
	Rules           []string
	Cents           int
}

type Book struct {
	byRoute map[string][]*Fare
	routes  []string
	cached  map[string][]byte
}

func newFare(from, to string, i int) *Fare {
	f := &Fare{From: from, To: to, Class: string(rune('A' + i%26)), Cents: 1900 + i*7}
	for k := 0; k < 6; k++ {
		f.Rules = append(f.Rules, fmt.Sprintf("rule %d of %s-%s: change costs %d, refund %d, valid from %s", k, from, to, k*900, i%80, strings.Repeat("2", 10)))
	}
	return f
}

func load(mib int) *Book {
	b := &Book{byRoute: map[string][]*Fare{}}
	for n := 0; n < mib<<20/10200; n++ {
		from, to := fmt.Sprintf("P%03d", n%700), fmt.Sprintf("Q%03d", n/700)
		r := from + "-" + to
		b.routes = append(b.routes, r)
		for i := 0; i < 12; i++ {
			b.byRoute[r] = append(b.byRoute[r], newFare(from, to, i))
		}
	}
	return b
}

type answer struct {
	Route string
	Fares []Fare
	Note  string
}

func (b *Book) search(from, n int) []byte {
	out := make([]answer, 0, n)
	for i := 0; i < n; i++ {
		r := b.routes[(from+i*13)%len(b.routes)]
		a := answer{Route: r, Note: strings.ToUpper(r)}
		for _, f := range b.byRoute[r] {
			c := *f
			c.Rules = append([]string(nil), f.Rules...)
			a.Fares = append(a.Fares, c)
		}
		sort.Slice(a.Fares, func(x, y int) bool { return a.Fares[x].Cents < a.Fares[y].Cents })
		out = append(out, a)
	}
	body, err := json.Marshal(out)
	if err != nil {
		return nil
	}
	return body
}

func main() {
	mib := flag.Int("mib", 40, "MiB of fares")
	rows := flag.Int("rows", 40, "routes in an answer")
	flag.Parse()
	b := load(*mib)
	http.HandleFunc("/search", func(w http.ResponseWriter, r *http.Request) {
		body := b.search(rand.Intn(len(b.routes)), *rows)
		time.Sleep(20 * time.Millisecond) // a slow reader
		w.Write(body)
	})
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, len(b.search(1, 2))) })
	serve.Forever()
}
