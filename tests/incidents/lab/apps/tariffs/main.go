// tariffs: prices of electricity by postcode. The table of the new year is larger than that of the old one and replaces it in one go;
// GOMEMLIMIT was worked out for the old one.
package main

import (
	"bufio"
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
	zonesAround = 16
	answerSize  = 512 << 10 // an answer is sent in one piece
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
	Supplier string
	Yearly   string
	Terms    []string
}

func clauses(t *tariff) []string {
	out := make([]string, 0, len(t.Terms))
	for _, c := range t.Terms {
		out = append(out, strings.ToUpper(c))
	}
	return out
}

func (e *edition) compare(n, kwh int) []offer {
	var out []offer
	for k := range zonesAround {
		for _, t := range e.zones[(n*13+k)%len(e.zones)].Tariffs {
			out = append(out, offer{t.Supplier, fmt.Sprintf("%.2f EUR", float64(t.Base+t.PerKWh[k%4]*kwh)/100), clauses(t)})
		}
	}
	return out
}

func main() {
	zones := flag.Int("zones", 4600, "postcodes of the old edition")
	more := flag.Int("more", 3000, "postcodes that the new one has besides")
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
		out := bufio.NewWriterSize(w, answerSize)
		json.NewEncoder(out).Encode(current.Load().compare(n, 3500))
		out.Flush()
	})
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(current.Load().compare(1, 1000)[:3])
	})
	serve.Forever()
}
