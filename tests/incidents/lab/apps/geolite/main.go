// geolite: answers where an address is, with a cache of a fixed number of answers that is full after a while.
package main

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"corp.example/holdout/lib/serve"
)

type place struct {
	city, country string
	names         map[string]string
	shape         []float32
}

// ring keeps the last n answers: the newest takes the place of the oldest.
type ring struct {
	mu    sync.Mutex
	by    map[string]*place
	order []string
	next  int
}

func (c *ring) get(ip string, make func() *place) *place {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p := c.by[ip]; p != nil {
		return p
	}
	p := make()
	if old := c.order[c.next]; old != "" {
		delete(c.by, old)
	}
	c.order[c.next], c.by[ip] = ip, p
	c.next = (c.next + 1) % len(c.order)
	return p
}

func locate(ip string) *place {
	p := &place{city: "city of " + ip, country: "NL", names: map[string]string{}, shape: make([]float32, 1600)}
	for _, l := range []string{"en", "de", "fr", "zh", "ja"} {
		p.names[l] = l + " name of " + ip
	}
	for i := range p.shape {
		p.shape[i] = float32(i)
	}
	return p
}

func main() {
	c := &ring{by: map[string]*place{}, order: make([]string, 4500)}
	http.HandleFunc("/where", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		ip := fmt.Sprintf("10.%d.%d.%d", n>>16&255, n>>8&255, n&255)
		p := c.get(ip, func() *place { return locate(ip) })
		var b strings.Builder
		for i, v := range p.shape[:300] {
			fmt.Fprintf(&b, "%d:%.1f,", i, v)
		}
		fmt.Fprintln(w, p.city, p.names["zh"], len(b.String()))
	})
	serve.Forever()
}
