// retryq: sends events on; when the far end fails, they are queued for ever and each is tried again.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"corp.example/holdout/lib/serve"
)

type event struct {
	ID   int
	Body []byte
}

var (
	mu      sync.Mutex
	pending []*event
	start   = time.Now()
)

func deliver(e *event) bool { return time.Since(start) < 52*time.Second }

func enqueue(e *event) {
	mu.Lock()
	pending = append(pending, e)
	mu.Unlock()
}

func compose(n int) *event {
	rows := make([]map[string]string, 0, 40)
	for i := 0; i < 40; i++ {
		rows = append(rows, map[string]string{"k": strconv.Itoa(i * n), "v": fmt.Sprintf("value %d of event %d with some text to it", i, n)})
	}
	b, _ := json.Marshal(rows)
	return &event{n, append(make([]byte, 0, 48<<10), b...)}
}

func main() {
	http.HandleFunc("/event", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		e := compose(n)
		for i := range e.Body[:cap(e.Body)] {
			e.Body[:cap(e.Body)][i] |= 1
		}
		if !deliver(e) {
			enqueue(e)
		}
		w.WriteHeader(202)
	})
	serve.Forever()
}
