// Package table writes stored tables as CSV.
package table

import (
	"encoding/csv"
	"fmt"
	"io"
)

const pageRows = 60

type Column struct{ Name, Unit string }

type Table struct {
	Name    string
	Columns []Column
	Rows    int
}

type page struct {
	first int
	cells [pageRows][]string
}

// load reads a page of rows from the store.
func (t *Table) load(first int) *page {
	p := &page{first: first}
	for i := range p.cells {
		if first+i >= t.Rows {
			break
		}
		row := make([]string, len(t.Columns))
		for j, c := range t.Columns {
			row[j] = fmt.Sprintf("%s-%d%s", c.Name, (first+i)*31+j, c.Unit)
		}
		p.cells[i] = row
	}
	return p
}

// WriteTo writes all rows; like any io.WriterTo it blocks as long as w does.
func (t *Table) WriteTo(w io.Writer) (int64, error) {
	out := csv.NewWriter(w)
	head := make([]string, len(t.Columns))
	for j, c := range t.Columns {
		head[j] = c.Name
	}
	if err := out.Write(head); err != nil {
		return 0, err
	}
	for first := 0; first < t.Rows; first += pageRows {
		for _, row := range t.load(first).cells {
			if row == nil {
				break
			}
			if err := out.Write(row); err != nil {
				return 0, err
			}
		}
	}
	out.Flush()
	return int64(t.Rows), out.Error()
}
