// tariffs: prices of electricity by postcode. The table of the new year is larger than that of the old one and replaces it in one go;
// GOMEMLIMIT was worked out for the old one.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"sort"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"corp.example/holdout/lib/serve"
)

type tariff struct {
	Supplier string
	Base     int
	PerKWh   [4]int
	Terms    []string
}

type zone struct {
	Postcode string
	Tariffs  []*tariff
}

type edition struct {
	year  int
	zones []*zone
}

const (
	suppliers   = 24
	zonesAround = 160
)

func newTariff(year, zone, i int) *tariff {
	t := &tariff{Supplier: fmt.Sprintf("Stadtwerke %d", i), Base: 900 + i*7, PerKWh: [4]int{28 + i%5, 27, 26, 25}, Terms: make([]string, 12)}
	for k := range t.Terms {
		t.Terms[k] = fmt.Sprintf("%d/%d/%d: notice %d", year, zone, i, k)
	}
	return t
}

func readEdition(year, zones int) *edition {
	e := &edition{year: year, zones: make([]*zone, 0, zones)}
	for z := range zones {
		at := &zone{Postcode: fmt.Sprintf("%05d", z*7), Tariffs: make([]*tariff, 0, suppliers)}
		for i := range suppliers {
			at.Tariffs = append(at.Tariffs, newTariff(year, z, i))
		}
		e.zones = append(e.zones, at)
	}
	return e
}

type offer struct {
	Postcode, Supplier string
	Cents              int
	Terms              []string
}

func clauses(t *tariff) []string {
	out := make([]string, 0, len(t.Terms))
	for _, c := range t.Terms {
		out = append(out, strings.ToUpper(c))
	}
	return out
}

// offersAt has the offers of a postcode, the cheapest first.
func (z *zone) offersAt(kwh int) []offer {
	out := make([]offer, 0, len(z.Tariffs))
	for i, t := range z.Tariffs {
		cents := t.Base + t.PerKWh[i%4]*kwh
		out = append(out, offer{z.Postcode, t.Supplier, cents, clauses(t)})
	}
	sort.Slice(out, func(a, b int) bool { return out[a].Cents < out[b].Cents })
	return out
}

// compare has the best offers of all postcodes around the nth.
func (e *edition) compare(n, kwh int) []offer {
	var best []offer
	for k := range zonesAround {
		at := e.zones[(n*13+k)%len(e.zones)]
		best = append(best, at.offersAt(kwh)[:2]...)
		sort.Slice(best, func(a, b int) bool { return best[a].Cents < best[b].Cents })
		best = best[:min(len(best), 5)]
	}
	return best
}

func main() {
	zones := flag.Int("zones", 3000, "postcodes of the old edition")
	more := flag.Int("more", 4400, "postcodes that the new one has besides")
	swap := flag.Duration("swap", 24*time.Second, "when the new one comes")
	flag.Parse()
	var current atomic.Pointer[edition]
	current.Store(readEdition(2025, *zones))
	go func() {
		time.Sleep(*swap)
		old := current.Load()
		next := readEdition(2026, *more)
		next.zones = append(next.zones, old.zones...)
		current.Store(next)
	}()
	http.HandleFunc("/compare", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		json.NewEncoder(w).Encode(current.Load().compare(n, 3500))
	})
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(current.Load().compare(1, 1000))
	})
	serve.Forever()
}
