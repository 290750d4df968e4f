// Package spanlog traces what a service does in spans and hands finished traces to an exporter.
package spanlog

import (
	"context"
	"sync"
	"time"
)

// Span is one timed piece of work.
type Span struct {
	Name       string
	Start, End time.Time
	Tags       []Tag
	tr         *Tracer
	trace      uint64
}

// Tag is a key and its value.
type Tag struct{ Key, Value string }

// Exporter takes the spans of a finished trace.
type Exporter interface{ Export(spans []*Span) error }

// Tracer collects spans by trace until the exporter has taken them.
type Tracer struct {
	mu      sync.Mutex
	next    uint64
	pending map[uint64][]*Span
	Exp     Exporter
}

// New makes a Tracer; without an exporter it only measures.
func New(exp Exporter) *Tracer { return &Tracer{pending: map[uint64][]*Span{}, Exp: exp} }

type key struct{}

// Begin starts a span below the one in ctx, or a new trace.
func (t *Tracer) Begin(ctx context.Context, name string) (context.Context, *Span) {
	s := &Span{Name: name, Start: time.Now(), tr: t, Tags: make([]Tag, 0, 32)}
	if up, ok := ctx.Value(key{}).(*Span); ok {
		s.trace = up.trace
	} else {
		t.mu.Lock()
		t.next++
		s.trace = t.next
		t.mu.Unlock()
	}
	return context.WithValue(ctx, key{}, s), s
}

// Tag notes a value.
func (s *Span) Tag(k, v string) { s.Tags = append(s.Tags, Tag{k, v}) }

// Finish ends the span and queues it for export.
func (s *Span) Finish() {
	s.End = time.Now()
	s.tr.enqueue(s)
}

func (t *Tracer) enqueue(s *Span) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.pending[s.trace] = append(t.pending[s.trace], s)
	if t.Exp != nil && len(t.pending[s.trace]) >= 3 {
		if t.Exp.Export(t.pending[s.trace]) == nil {
			delete(t.pending, s.trace)
		}
	}
}
