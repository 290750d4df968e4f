// hooks: a small plugin host. For each request a hook is registered that captures it; hooks are never taken off the list.
package main

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"corp.example/holdout/lib/serve"
)

type host struct {
	mu     sync.RWMutex
	before []func(path string) bool
}

func (h *host) Before(f func(path string) bool) {
	h.mu.Lock()
	h.before = append(h.before, f)
	h.mu.Unlock()
}

func (h *host) allowed(path string) bool {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for _, f := range h.before[max(0, len(h.before)-5):] {
		if !f(path) {
			return false
		}
	}
	return true
}

func denyList(h *host, q url.Values, n string) {
	words := make(map[string]string, 24)
	for i := 0; i < 24; i++ {
		words[fmt.Sprintf("word-%s-%d", n, i)] = q.Get("n")
	}
	h.Before(func(path string) bool { _, bad := words[path]; return !bad })
}

func page(q url.Values) string {
	var b strings.Builder
	for i := 0; i < 150; i++ {
		b.WriteString("<li>" + html.EscapeString(fmt.Sprintf("<%d> & %v", i, q)) + "</li>")
	}
	return b.String()
}

func main() {
	h := &host{}
	http.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		denyList(h, q, q.Get("n"))
		if !h.allowed(r.URL.Path) {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		fmt.Fprint(w, page(q))
	})
	serve.Forever()
}
