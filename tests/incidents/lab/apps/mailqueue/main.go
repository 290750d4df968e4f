// mailqueue: takes mails quicker than it sends them.
package main

import (
	"container/list"
	"fmt"
	"net/http"
	"sync"
	"time"

	"corp.example/holdout/lib/serve"
	"corp.example/holdout/lib/touch"
)

type Mail struct {
	To   string
	Body []byte
}

type Queue[T any] struct {
	mu sync.Mutex
	l  *list.List
}

func (q *Queue[T]) Push(v T) {
	q.mu.Lock()
	q.l.PushBack(v)
	q.mu.Unlock()
}

func (q *Queue[T]) Pop() (v T, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if e := q.l.Front(); e != nil {
		return q.l.Remove(e).(T), true
	}
	return v, false
}

func compose(to string) *Mail {
	m := &Mail{To: to, Body: make([]byte, 12<<10)}
	touch.All(m.Body)
	return m
}

func main() {
	q := &Queue[*Mail]{l: list.New()}
	go func() {
		for {
			if m, ok := q.Pop(); ok {
				_ = len(m.Body)
			}
			time.Sleep(12 * time.Millisecond)
		}
	}()
	http.HandleFunc("/send", func(w http.ResponseWriter, r *http.Request) { q.Push(compose(r.FormValue("to"))); fmt.Fprintln(w, "queued") })
	serve.Forever()
}
