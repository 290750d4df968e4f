// renderq: renders charts in the background and keeps results until they are fetched. Not everybody comes back.
package main

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"corp.example/holdout/lib/serve"
)

type task struct{ id, points int }

type result struct {
	svg  []byte
	made time.Time
}

var (
	tasks   = make(chan task, 64)
	results sync.Map
)

func draw(t task) []byte {
	var b bytes.Buffer
	b.WriteString(`<svg viewBox="0 0 800 200"><polyline points="`)
	for i := 0; i < t.points; i++ {
		fmt.Fprintf(&b, "%d,%d ", i*3, (i*i*t.id)%200)
	}
	b.WriteString(`"/></svg>`)
	return b.Bytes()
}

func worker() {
	for t := range tasks {
		svg := draw(t)
		results.Store(strconv.Itoa(t.id), &result{svg: append([]byte(nil), svg...), made: time.Now()})
	}
}

func main() {
	for i := 0; i < 3; i++ {
		go worker()
	}
	http.HandleFunc("/draw", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		tasks <- task{n, 500}
		// every second one is fetched by a later request
		if v, ok := results.LoadAndDelete(strconv.Itoa(n - 100)); ok && n%2 == 0 {
			w.Write(v.(*result).svg)
			return
		} else if ok {
			results.Store(strconv.Itoa(n-100), v)
		}
		w.WriteHeader(http.StatusAccepted)
	})
	serve.Forever()
}
