// tracer: every request gets a context below the server's; nobody calls cancel.
package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"corp.example/holdout/lib/serve"
)

type spanKey struct{}

type span struct {
	id   string
	tags [96]string
}

var root, stop = context.WithCancel(context.Background())

func begin(id string) context.Context {
	ctx, cancel := context.WithCancel(root)
	_ = cancel
	s := &span{id: strings.Clone(id)}
	for i := range s.tags {
		s.tags[i] = s.id
	}
	return context.WithValue(ctx, spanKey{}, s)
}

func handle(ctx context.Context) int {
	inner, cancel := context.WithCancel(ctx)
	_ = cancel
	return len(inner.Value(spanKey{}).(*span).id)
}

func main() {
	defer stop()
	http.HandleFunc("/t", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, handle(begin(r.FormValue("id")))) })
	serve.Forever()
}
