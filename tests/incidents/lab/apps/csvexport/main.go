// csvexport: holds a price list and renders exports of it; flags choose how.
package main

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"net/http"
	"sort"
	"strconv"
	"time"

	"corp.example/holdout/lib/serve"
)

type Price struct {
	SKU, Name, Currency string
	Cents               int64
	History             []int64
}

func loadPrices(mib int) []*Price {
	var out []*Price
	for i := 0; i < mib<<20/1200; i++ {
		p := &Price{SKU: "SKU-" + strconv.Itoa(i), Name: "article number " + strconv.Itoa(i), Currency: "EUR", Cents: int64(i), History: make([]int64, 120)}
		for j := range p.History {
			p.History[j] = int64(i ^ j)
		}
		out = append(out, p)
	}
	return out
}

func renderCSV(all []*Price, from, n int) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	for i := 0; i < n; i++ {
		p := all[(from+i)%len(all)]
		w.Write([]string{p.SKU, p.Name, p.Currency, strconv.FormatInt(p.Cents, 10), strconv.FormatInt(p.History[i%120], 10)})
	}
	w.Flush()
	return b.Bytes()
}

func ranking(all []*Price, copies int) int {
	var rows [][]Price
	for c := 0; c < copies; c++ {
		list := make([]Price, len(all))
		for i, p := range all {
			list[i] = *p
			list[i].History = append([]int64(nil), p.History...)
		}
		sort.Slice(list, func(i, j int) bool { return list[i].Cents*7919%int64(c+3) < list[j].Cents*7919%int64(c+3) })
		rows = append(rows, list)
	}
	return len(rows[0])
}

func main() {
	live := flag.Int("live", 30, "MiB")
	every := flag.Duration("every", 5*time.Millisecond, "")
	calm := flag.Duration("calm", 8*time.Second, "")
	rank := flag.Duration("rank", 0, "every so often a ranking is made")
	copies := flag.Int("copies", 1, "")
	more := flag.Int("more", 0, "every n rankings one copy more")
	most := flag.Int("most", 0, "never more copies than so many")
	flag.Parse()
	all := loadPrices(*live)
	http.HandleFunc("/n", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, len(all)) })
	if *every > 0 {
		go func() {
			time.Sleep(*calm)
			for i := 0; ; i++ {
				_ = len(renderCSV(all, i*37, 900))
				time.Sleep(*every)
			}
		}()
	}
	if *rank > 0 {
		go func() {
			for i := 0; ; i++ {
				time.Sleep(*rank)
				n := *copies
				if *more > 0 {
					n += i / *more
				}
				if *most > 0 && n > *most {
					n = *most
				}
				_ = ranking(all, n)
			}
		}()
	}
	serve.Forever()
}
