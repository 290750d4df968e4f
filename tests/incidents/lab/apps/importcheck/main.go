// importcheck: checks rows of uploads and reports what is wrong. All errors of all uploads end up in one list.
package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"corp.example/holdout/lib/serve"
)

type rowError struct {
	upload, row int
	fields      []string
	err         error
}

func (e *rowError) Error() string { return fmt.Sprintf("upload %d, row %d: %v", e.upload, e.row, e.err) }
func (e *rowError) Unwrap() error { return e.err }

var (
	errQty   = errors.New("quantity is not a number")
	mu       sync.Mutex
	allWrong []error
)

func check(upload, row int, fields []string) error {
	if _, err := strconv.Atoi(fields[2]); err != nil {
		return &rowError{upload, row, fields, fmt.Errorf("%w: %q", errQty, fields[2])}
	}
	return nil
}

func upload(n int) string {
	var b strings.Builder
	for i := 0; i < 120; i++ {
		qty := strconv.Itoa(i)
		if i%12 == 5 {
			qty = "n/a"
		}
		fmt.Fprintf(&b, "ART-%06d,a long enough name of article %d,%s,%d.50\n", n*7+i, i, qty, i)
	}
	return b.String()
}

func checkAll(n int, text string) (int, error) {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return 0, err
	}
	var wrong []error
	for i, fields := range rows {
		if err := check(n, i, fields); err != nil {
			wrong = append(wrong, err)
		}
	}
	mu.Lock()
	allWrong = append(allWrong, wrong...)
	mu.Unlock()
	return len(rows), errors.Join(wrong...)
}

func main() {
	http.HandleFunc("/upload", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		rows, err := checkAll(n, upload(n))
		fmt.Fprintln(w, rows, err)
	})
	serve.Forever()
}
