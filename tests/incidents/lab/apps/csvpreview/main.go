// csvpreview: shows the first rows of stored tables as they would be exported. The export runs in a goroutine, into a pipe; who wants a
// preview reads twenty lines of it and goes away without closing it.
package main

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"net/http"
	"strconv"
	"strings"

	"corp.example/holdout/apps/csvpreview/table"
	"corp.example/holdout/lib/serve"
)

type store struct{ tables []*table.Table }

func open() *store {
	s := &store{}
	for i := range 40 {
		t := &table.Table{Name: fmt.Sprintf("t%02d", i), Rows: 12 + 800*(i%8)}
		for j := range 6 {
			t.Columns = append(t.Columns, table.Column{Name: fmt.Sprintf("measure_%d_%d", i, j), Unit: "kg"})
		}
		s.tables = append(s.tables, t)
	}
	return s
}

// export streams a table as CSV.
func (s *store) export(n int) io.ReadCloser {
	t := s.tables[n%len(s.tables)]
	r, w := io.Pipe()
	go func() {
		_, err := t.WriteTo(w)
		w.CloseWithError(err)
	}()
	return r
}

func (s *store) preview(n, lines int) []string {
	rows := bufio.NewScanner(s.export(n))
	var out []string
	for len(out) < lines && rows.Scan() {
		out = append(out, rows.Text())
	}
	return out
}

func render(rows []string) string {
	var b strings.Builder
	b.WriteString("<table>")
	for _, r := range rows {
		b.WriteString("<tr>")
		for _, c := range strings.Split(r, ",") {
			fmt.Fprintf(&b, "<td>%s</td>", html.EscapeString(c))
		}
		b.WriteString("</tr>")
	}
	return b.String() + "</table>"
}

func main() {
	s := open()
	http.HandleFunc("/preview", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		io.WriteString(w, render(s.preview(n, 20)))
	})
	http.HandleFunc("/export", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		body := s.export(n)
		defer body.Close()
		io.Copy(w, body)
	})
	serve.Forever()
}
