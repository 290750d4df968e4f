// Package journal keeps the day's operations as one text that can be downloaded.
package journal

import (
	"bytes"
	"fmt"
	"io"
	"sync"
	"time"
)

// Journal is an append-only text, cut at midnight.
type Journal struct {
	mu   sync.Mutex
	text bytes.Buffer
	rows int
}

// Note appends one operation with its details.
func (j *Journal) Note(op string, details map[string]any) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.rows++
	fmt.Fprintf(&j.text, "%s %07d %s", time.Now().UTC().Format(time.RFC3339Nano), j.rows, op)
	for k, v := range details {
		fmt.Fprintf(&j.text, " %s=%v", k, v)
	}
	j.text.WriteByte('\n')
}

// WriteTo writes the day so far.
func (j *Journal) WriteTo(w io.Writer) (int64, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	n, err := w.Write(j.text.Bytes())
	return int64(n), err
}

// Midnight cuts the text; it is called by a timer, once a day.
func (j *Journal) Midnight() {
	j.mu.Lock()
	j.text.Reset()
	j.mu.Unlock()
}
