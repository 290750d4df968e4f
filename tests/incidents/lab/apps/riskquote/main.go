// riskquote: insurance quotes from tables of risks that are read at start, and the last 500 quotes for those who come back to one.
package main

import (
	"bytes"
	"encoding/gob"
	"flag"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"text/tabwriter"

	"corp.example/holdout/lib/serve"
)

type cell struct {
	Zone, Trade uint16
	Factor      [12]float64
	Note        string
}

type tables struct {
	cells map[uint32]*cell
	trade int
}

func readTables(mib int) *tables {
	t := &tables{cells: map[uint32]*cell{}, trade: 400}
	for i := range mib << 20 / 240 {
		c := &cell{Zone: uint16(i / t.trade), Trade: uint16(i % t.trade), Note: fmt.Sprintf("as of clause %d of tariff %d, reviewed", i%90, i%17)}
		for k := range c.Factor {
			c.Factor[k] = 1 + float64(i*k%1000)/1000
		}
		t.cells[uint32(i)] = c
	}
	return t
}

type option struct {
	Name  string
	Cents []int
	Notes []string
}

type quote struct {
	ID      int
	Options []option
}

type ring[T any] struct {
	mu   sync.Mutex
	vals [500]T
	next int
}

func (r *ring[T]) put(v T) {
	r.mu.Lock()
	r.vals[r.next%len(r.vals)] = v
	r.next++
	r.mu.Unlock()
}

func (t *tables) quote(id int) *quote {
	q := &quote{ID: id}
	for o := range 36 {
		op := option{Name: fmt.Sprintf("cover %c with excess of %d", 'A'+o%26, o*50)}
		for k := range 24 {
			c := t.cells[uint32((id*7919+o*401+k)%len(t.cells))]
			op.Cents = append(op.Cents, int(c.Factor[k%12]*4999))
			op.Notes = append(op.Notes, c.Note+" ("+strconv.Itoa(k)+")")
		}
		q.Options = append(q.Options, op)
	}
	return q
}

func sheet(q *quote) []byte {
	var b bytes.Buffer
	w := tabwriter.NewWriter(&b, 0, 8, 2, ' ', tabwriter.AlignRight)
	for _, o := range q.Options {
		fmt.Fprintf(w, "%s\t", o.Name)
		for i, c := range o.Cents {
			fmt.Fprintf(w, "%d.%02d %s\t", c/100, c%100, o.Notes[i])
		}
		fmt.Fprintln(w)
	}
	w.Flush()
	return b.Bytes()
}

func main() {
	mib := flag.Int("mib", 50, "MiB of tables")
	flag.Parse()
	t := readTables(*mib)
	last := &ring[[]byte]{}
	http.HandleFunc("/quote", func(w http.ResponseWriter, r *http.Request) {
		id, _ := strconv.Atoi(r.FormValue("n"))
		q := t.quote(id)
		var kept bytes.Buffer
		if gob.NewEncoder(&kept).Encode(q.Options[:2]) == nil {
			last.put(kept.Bytes())
		}
		w.Write(sheet(q))
	})
	serve.Forever()
}
