// Package taste works out what a visitor may like.
package taste

import (
	"encoding/json"
	"hash/fnv"
	"math"
	"strconv"

	"shop.lantern.example/storefront/lru"
)

// Profile is a visitor's vector and what it led to.
type Profile struct {
	Visitor string    `json:"visitor"`
	Vector  []float64 `json:"-"`
	Items   []Item    `json:"items"`
}

// Item is one recommendation.
type Item struct {
	SKU   string  `json:"sku"`
	Score float64 `json:"score"`
}

// Engine answers from its cache where it can.
type Engine struct {
	Cache *lru.Cache[string, *Profile]
	Dims  int
}

// For gives the profile of a visitor as JSON.
func (e *Engine) For(visitor string) ([]byte, error) {
	p, ok := e.Cache.Get(visitor)
	if !ok {
		p = e.compute(visitor)
		e.Cache.Put(visitor, p)
	}
	return json.Marshal(p)
}

func (e *Engine) compute(visitor string) *Profile {
	h := fnv.New64a()
	h.Write([]byte(visitor))
	seed := h.Sum64()
	p := &Profile{Visitor: visitor, Vector: make([]float64, e.Dims)}
	for i := range p.Vector {
		seed = seed*6364136223846793005 + 1442695040888963407
		p.Vector[i] = math.Sin(float64(seed >> 40))
	}
	for i := 0; i < 24; i++ {
		p.Items = append(p.Items, Item{SKU: "LN-" + strconv.Itoa(int(seed>>uint(i))&0xffff), Score: p.Vector[i*7%e.Dims]})
	}
	return p
}
