// prefetch: fetches the parts of a page side by side and gives up at the first error. The others still want to hand over their part.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"corp.example/holdout/lib/serve"
)

type part struct {
	name string
	doc  map[string]any
}

var errGone = errors.New("gone")

func fetch(ctx context.Context, name string, n int) (part, error) {
	time.Sleep(time.Duration(2+n%7) * time.Millisecond)
	if n%4 == 1 && name == "stock" {
		return part{}, errGone
	}
	raw := `{"` + name + `":[` + strings.TrimSuffix(strings.Repeat(`{"id":1,"text":"some words of a part"},`, 30), ",") + `]}`
	var doc map[string]any
	if err := json.Unmarshal([]byte(raw), &doc); err != nil {
		return part{}, err
	}
	return part{name, doc}, nil
}

func assemble(ctx context.Context, n int) (map[string]any, error) {
	parts, fail := make(chan part), make(chan error, 8)
	names := []string{"header", "stock", "reviews", "related", "footer"}
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			p, err := fetch(ctx, name, n)
			if err != nil {
				fail <- err
				return
			}
			parts <- p
		}()
	}
	page := map[string]any{}
	for len(page) < len(names) {
		select {
		case p := <-parts:
			page[p.name] = p.doc
		case err := <-fail:
			return nil, err
		}
	}
	wg.Wait()
	return page, nil
}

func main() {
	http.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		page, err := assemble(r.Context(), n)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		fmt.Fprintln(w, len(page))
	})
	serve.Forever()
}
