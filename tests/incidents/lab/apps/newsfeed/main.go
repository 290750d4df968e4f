// newsfeed: readers wait for the next headline. Each request leaves a listener behind that nobody stops when the reader has gone.
package main

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"

	"corp.example/holdout/lib/serve"
)

type Headline struct {
	ID    int    `json:"id"`
	Topic string `json:"topic"`
	Text  string `json:"text"`
}

type Broker struct {
	mu     sync.Mutex
	topics map[string]chan struct{} // closed when there is news
	last   map[string][]Headline
}

func (b *Broker) wait(topic string) chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.topics[topic] == nil {
		b.topics[topic] = make(chan struct{})
	}
	return b.topics[topic]
}

func (b *Broker) recent(topic string) []Headline {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.last[topic]
}

// listen hands the headlines on; it ends with its context.
func (b *Broker) listen(ctx context.Context, topic string, out chan<- []Headline) {
	batch := make([]Headline, 0, 40)
	for {
		select {
		case <-ctx.Done():
			return
		case <-b.wait(topic):
			batch = append(batch[:0], b.recent(topic)...)
			out <- batch
		}
	}
}

func (b *Broker) read(w http.ResponseWriter, r *http.Request) {
	out := make(chan []Headline, 1)
	go b.listen(context.Background(), r.FormValue("topic"), out)
	select {
	case hs := <-out:
		json.NewEncoder(w).Encode(hs)
	case <-time.After(10 * time.Millisecond):
		json.NewEncoder(w).Encode([]Headline{{Topic: r.FormValue("topic"), Text: strings.Repeat("nothing new ", 20)}})
	}
}

func main() {
	b := &Broker{topics: map[string]chan struct{}{}, last: map[string][]Headline{}}
	http.HandleFunc("/news", b.read)
	serve.Forever()
}
