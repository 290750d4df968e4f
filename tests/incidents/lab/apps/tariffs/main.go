// tariffs: prices of electricity by postcode. The table of the new year is larger than that of the old one and replaces it in one go;
// GOMEMLIMIT was worked out for the old one.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
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
	Terms    string
}

type zone struct {
	Postcode string
	Tariffs  []*tariff
}

type edition struct {
	year  int
	zones []*zone
}

const suppliers = 24

func newTariff(year, zone, i int) *tariff {
	return &tariff{Supplier: fmt.Sprintf("Stadtwerke %d", i), Base: 900 + i*7, PerKWh: [4]int{28 + i%5, 27, 26, 25},
		Terms: fmt.Sprintf("%d/%d/%d ", year, zone, i) + strings.Repeat("notice of four weeks; ", 12)}
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
	Supplier string
	Yearly   string
	Terms    []string
}

func (e *edition) compare(n, kwh int) []offer {
	var out []offer
	for k := range 4 {
		for _, t := range e.zones[(n*13+k)%len(e.zones)].Tariffs {
			out = append(out, offer{t.Supplier, fmt.Sprintf("%.2f EUR", float64(t.Base+t.PerKWh[k]*kwh)/100), strings.Split(t.Terms, "; ")})
		}
	}
	return out
}

func main() {
	zones := flag.Int("zones", 5200, "postcodes of the old edition")
	more := flag.Int("more", 1700, "postcodes that the new one has besides")
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
		json.NewEncoder(w).Encode(current.Load().compare(1, 1000)[:3])
	})
	serve.Forever()
}
