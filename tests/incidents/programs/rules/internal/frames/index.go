// Package frames reads batches of telemetry and remembers which devices have sent any.
package frames

import (
	"bytes"
	"io"
	"sync"
)

// Index keeps the id of every batch: a slice of the batch it came in, which keeps the whole batch alive.
type Index struct {
	mu  sync.Mutex
	ids [][]byte
}

func (x *Index) Ingest(r io.Reader, size int64) (int, error) {
	batch, err := ReadBatch(r, size)
	if err != nil {
		return 0, err
	}
	lines := bytes.Count(batch, []byte("0123"))
	x.note(batch[4:28])
	return lines, nil
}

func (x *Index) note(id []byte) {
	x.mu.Lock()
	x.ids = append(x.ids, id)
	x.mu.Unlock()
}

// ReadBatch reads one batch of a known size.
func ReadBatch(r io.Reader, size int64) ([]byte, error) {
	b := make([]byte, size)
	_, err := io.ReadFull(r, b)
	return b, err
}
