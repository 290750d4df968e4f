// Package quotes prices carts against a price list that is held in memory.
package quotes

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sort"
	"strconv"
)

// Offer is a price with its conditions.
type Offer struct {
	SKU        string            `json:"sku"`
	Title      string            `json:"title"`
	Cents      int64             `json:"cents"`
	Tiers      []int64           `json:"tiers"`
	Conditions map[string]string `json:"conditions"`
}

// Book holds every offer.
type Book struct{ offers []*Offer }

// Load makes a book of n offers.
func Load(n int) *Book {
	b := &Book{offers: make([]*Offer, 0, n)}
	for i := 0; i < n; i++ {
		b.offers = append(b.offers, parseOffer(i))
	}
	return b
}

func parseOffer(i int) *Offer {
	o := &Offer{SKU: "LN-" + strconv.Itoa(i), Title: fmt.Sprintf("article %d of the autumn list", i), Cents: int64(i%9000 + 99), Tiers: make([]int64, 96), Conditions: map[string]string{}}
	for t := range o.Tiers {
		o.Tiers[t] = o.Cents * int64(100-t/2) / 100
	}
	o.Conditions["region"] = "eu-" + strconv.Itoa(i%7)
	o.Conditions["channel"] = "web"
	return o
}

type cart struct {
	Lines []Offer `json:"lines"`
	Total int64   `json:"total"`
}

// ServeHTTP prices a cart of many lines, through JSON and back as the old gateway wants it.
func (b *Book) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n, _ := strconv.Atoi(r.FormValue("n"))
	lines, _ := strconv.Atoi(r.FormValue("lines"))
	c := b.collect(n, lines)
	raw, _ := json.Marshal(c)
	var again cart
	if err := json.Unmarshal(raw, &again); err != nil {
		http.Error(w, err.Error(), 500)
		return
	}
	sort.Slice(again.Lines, func(i, j int) bool { return again.Lines[i].Cents < again.Lines[j].Cents })
	json.NewEncoder(w).Encode(again.Lines[:1])
}

func (b *Book) collect(n, lines int) cart {
	var c cart
	for i := 0; i < lines; i++ {
		o := b.offers[(n*911+i*13)%len(b.offers)]
		c.Lines = append(c.Lines, *o)
		c.Total += o.Cents
	}
	return c
}
