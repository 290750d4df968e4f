// seatholds: seats of a concert are held for a few seconds while somebody pays. When the sale opens there are many, afterwards few.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"corp.example/holdout/lib/serve"
)

const holdFor = 6 * time.Second

type hold struct {
	Seats   []string
	Until   time.Time
	Drawing []byte // the plan of the hall with these seats marked
}

type box struct {
	held  sync.Map // of string to *hold
	count atomic.Int64
}

func draw(seats []string) []byte {
	out := make([]byte, 0, 56<<10)
	for row := 0; len(out) < 54<<10; row++ {
		out = fmt.Appendf(out, "<g id=\"row-%d\" title=\"%s\">", row, seats[row%len(seats)])
		for i := range 40 {
			out = append(out, "<use href=#s x="...)
			out = append(out, byte('0'+i/10), byte('0'+i%10), '>')
		}
		out = append(out, "</g>\n"...)
	}
	return out
}

func (b *box) hold(n string) *hold {
	h := &hold{Until: time.Now().Add(holdFor)}
	for i := range 4 {
		h.Seats = append(h.Seats, fmt.Sprintf("%s-%d", n, i))
	}
	h.Drawing = draw(h.Seats)
	b.held.Store(n, h)
	b.count.Add(1)
	return h
}

func (b *box) expire() {
	for now := range time.Tick(500 * time.Millisecond) {
		b.held.Range(func(k, v any) bool {
			if v.(*hold).Until.Before(now) {
				b.held.Delete(k)
				b.count.Add(-1)
			}
			return true
		})
	}
}

type reply struct {
	Seats []string
	Until time.Time
	Bytes int
	Left  int64
}

func main() {
	b := &box{}
	go b.expire()
	http.HandleFunc("/hold", func(w http.ResponseWriter, r *http.Request) {
		h := b.hold(r.FormValue("n"))
		json.NewEncoder(w).Encode(reply{h.Seats, h.Until, len(h.Drawing), 40000 - b.count.Load()})
	})
	serve.Forever()
}
