// hookrelay: takes webhooks and forwards them. Payloads are kept raw for a replay that nobody ever asked for.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"corp.example/holdout/lib/serve"
)

type Event struct {
	ID      string          `json:"id"`
	Kind    string          `json:"kind"`
	Headers map[string]any  `json:"headers"`
	Payload json.RawMessage `json:"payload"`
}

type Inbox struct {
	mu     sync.Mutex
	seen   map[string]json.RawMessage
	counts map[string]int
}

func decodeEvent(body string) (*Event, error) {
	e := new(Event)
	return e, json.NewDecoder(strings.NewReader(body)).Decode(e)
}

func (in *Inbox) Accept(e *Event) bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	if _, dup := in.seen[e.ID]; dup {
		return false
	}
	in.seen[e.ID] = e.Payload
	in.counts[e.Kind]++
	return true
}

func forward(e *Event) (int, error) {
	var doc map[string]any
	if err := json.Unmarshal(e.Payload, &doc); err != nil {
		return 0, err
	}
	doc["relay"] = e.ID
	out, err := json.MarshalIndent(doc, "", "  ")
	return len(out), err
}

// delivery is the body a sender would have posted.
func delivery(n string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `{"id":"evt_%s","kind":"invoice.paid","headers":{"x-attempt":1,"x-sender":"billing"},"payload":{"lines":[`, n)
	for i := 0; i < 40; i++ {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"sku":"sku-%s-%d","qty":%d,"net":%d.5}`, n, i, i%5, i*3)
	}
	fmt.Fprintf(&b, `],"customer":"cus_%s"}}`, n)
	return b.String()
}

func main() {
	in := &Inbox{seen: map[string]json.RawMessage{}, counts: map[string]int{}}
	http.HandleFunc("/hook", func(w http.ResponseWriter, r *http.Request) {
		e, err := decodeEvent(delivery(r.FormValue("n")))
		if err != nil {
			http.Error(w, err.Error(), 400)
			return
		}
		if in.Accept(e) {
			if _, err := forward(e); err != nil {
				http.Error(w, err.Error(), 502)
				return
			}
		}
		w.WriteHeader(http.StatusAccepted)
	})
	serve.Forever()
}
