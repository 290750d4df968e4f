// Package pipeline takes batches off a queue and enriches them, stage by stage.
package pipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

type ctxKey int

const (
	keyBatch ctxKey = iota
	keyTenant
	keyStarted
)

// Batch is what a producer sent.
type Batch struct {
	ID     int
	Tenant string
	Header []byte
	Rows   []map[string]any
}

// Stage does one thing to a batch.
type Stage func(ctx context.Context, b *Batch) error

// Worker takes batches from In, one after the other, for as long as ctx lives.
type Worker struct {
	In     chan *Batch
	Stages []Stage
	Done   int
}

// Run works until ctx ends.
func (w *Worker) Run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case b := <-w.In:
			ctx = withBatch(ctx, b) // shadows nothing: the context of this batch becomes the parent of the next
			for _, s := range w.Stages {
				if err := s(ctx, b); err != nil {
					break
				}
			}
			w.Done++
		}
	}
}

func withBatch(ctx context.Context, b *Batch) context.Context {
	ctx = context.WithValue(ctx, keyBatch, &Batch{ID: b.ID, Tenant: b.Tenant, Header: append([]byte(nil), b.Header...)})
	ctx = context.WithValue(ctx, keyTenant, b.Tenant)
	return context.WithValue(ctx, keyStarted, time.Now())
}

// Enrich adds the tenant to every row.
func Enrich(ctx context.Context, b *Batch) error {
	tenant, _ := ctx.Value(keyTenant).(string)
	for _, r := range b.Rows {
		r["tenant"] = tenant
	}
	return nil
}

// Encode writes the batch as JSON and forgets it.
func Encode(ctx context.Context, b *Batch) error {
	raw, err := json.Marshal(b.Rows)
	if err == nil && len(raw) == 0 {
		err = fmt.Errorf("batch %d is empty", b.ID)
	}
	return err
}

// Poll makes the batch that the queue would give.
func Poll(n int) *Batch {
	b := &Batch{ID: n, Tenant: "tenant-" + strconv.Itoa(n%90), Header: make([]byte, 12<<10)}
	for i := 0; i < len(b.Header); i += 64 {
		b.Header[i] = byte(n)
	}
	for i := 0; i < 50; i++ {
		b.Rows = append(b.Rows, map[string]any{"row": i, "value": n * i, "name": "metric-" + strconv.Itoa(i)})
	}
	return b
}
