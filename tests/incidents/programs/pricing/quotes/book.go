// Package quotes keeps the last prices of every symbol, in a ring.
package quotes

import (
	"context"
	"sync"

	"github.com/brightloop/pricing-gateway/partner"
)

const depth = 64

type series struct {
	at   int
	ring [depth]float64
}

type Book struct {
	from    partner.Asker
	mu      sync.Mutex
	symbols map[string]*series
}

func NewBook(from partner.Asker) *Book { return &Book{from: from, symbols: map[string]*series{}} }

// Refresh asks for a symbol and gives its mean over the ring.
func (b *Book) Refresh(ctx context.Context, symbol string) (float64, error) {
	p, err := b.from.Ask(ctx, symbol)
	if err != nil {
		return 0, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	s := b.symbols[symbol]
	if s == nil {
		s = new(series)
		b.symbols[symbol] = s
	}
	s.ring[s.at%depth] = p.Price
	s.at++
	sum := 0.0
	for _, v := range s.ring {
		sum += v
	}
	return sum / depth, nil
}
