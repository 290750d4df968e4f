// tickstore: takes market ticks and answers with the last candle. The history of each symbol was meant to be cut at midnight.
package main

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"net/http"
	"sync"
	"time"

	"corp.example/holdout/lib/serve"
)

type Tick struct {
	At            time.Time
	Bid, Ask      float64
	Venue, Source string
}

type Candle struct {
	Symbol                 string  `json:"symbol"`
	Open, High, Low, Close float64 `json:",omitempty"`
	Ticks                  []Tick  `json:"ticks"`
}

type Store struct {
	mu     sync.Mutex
	series map[string][]Tick
}

func (s *Store) Append(symbol string, t []Tick) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.series[symbol] = append(s.series[symbol], t...)
}

func (s *Store) Last(symbol string, n int) []Tick {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.series[symbol]
	if len(all) > n {
		all = all[len(all)-n:]
	}
	return append([]Tick(nil), all...)
}

func candle(symbol string, ticks []Tick) Candle {
	c := Candle{Symbol: symbol, Ticks: ticks}
	for i, t := range ticks {
		if i == 0 {
			c.Open, c.High, c.Low = t.Bid, t.Bid, t.Bid
		}
		c.High, c.Low, c.Close = max(c.High, t.Bid), min(c.Low, t.Bid), t.Bid
	}
	return c
}

// feed makes the ticks that a venue would have sent in one message.
func feed(symbol string, n int) []Tick {
	h := fnv.New64a()
	fmt.Fprint(h, symbol)
	base := float64(h.Sum64()%90000) / 100
	out := make([]Tick, n)
	for i := range out {
		out[i] = Tick{At: time.Now(), Bid: base + float64(i)/100, Ask: base + float64(i+1)/100, Venue: "XETR", Source: symbol}
	}
	return out
}

func main() {
	s := &Store{series: map[string][]Tick{}}
	http.HandleFunc("/ticks", func(w http.ResponseWriter, r *http.Request) {
		n := 0
		fmt.Sscan(r.FormValue("n"), &n)
		symbol := fmt.Sprintf("SYM%03d", n%180)
		s.Append(symbol, feed(symbol, 60))
		json.NewEncoder(w).Encode(candle(symbol, s.Last(symbol, 50)))
	})
	serve.Forever()
}
