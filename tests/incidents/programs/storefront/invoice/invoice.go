// Package invoice makes invoices of orders and prints them.
package invoice

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"text/tabwriter"

	"github.com/quillfeather/spanlog"
)

type line struct {
	sku   string
	count int
	cents int64
}

// Desk serves invoices.
type Desk struct{ Tracer *spanlog.Tracer }

// ServeHTTP prints the invoice of an order.
func (d *Desk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ctx, span := d.Tracer.Begin(r.Context(), "invoice")
	defer span.Finish()
	order := r.FormValue("order")
	span.Tag("order", order)
	span.Tag("remote", r.RemoteAddr)
	lines := d.load(ctx, order)
	w.Write(d.print(ctx, order, lines))
}

func (d *Desk) load(ctx context.Context, order string) []line {
	_, span := d.Tracer.Begin(ctx, "load")
	defer span.Finish()
	n, _ := strconv.Atoi(order)
	out := make([]line, 0, 40)
	for i := 0; i < 40; i++ {
		out = append(out, line{"LN-" + strconv.Itoa(n*31+i), i%4 + 1, int64(n*17 + i*999)})
	}
	span.Tag("query", fmt.Sprintf("SELECT sku, count, cents FROM order_lines WHERE order_id = %s ORDER BY position LIMIT 40", order))
	return out
}

func (d *Desk) print(ctx context.Context, order string, lines []line) []byte {
	_, span := d.Tracer.Begin(ctx, "print")
	defer span.Finish()
	var b bytes.Buffer
	t := tabwriter.NewWriter(&b, 0, 8, 2, ' ', tabwriter.AlignRight)
	for _, l := range lines {
		fmt.Fprintf(t, "%s\t%d\t%.2f\t\n", l.sku, l.count, float64(l.cents)/100)
	}
	t.Flush()
	span.Tag("bytes", strconv.Itoa(b.Len()))
	return b.Bytes()
}
