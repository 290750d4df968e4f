// Package quota limits how many reports are made at once.
package quota

import (
	"container/list"
	"context"
	"sync"
)

// Weighted is a semaphore with weights and a queue.
type Weighted struct {
	mu      sync.Mutex
	size    int64
	cur     int64
	waiters list.List
}

type waiter struct {
	n     int64
	ready chan struct{}
}

// NewWeighted makes a semaphore of n.
func NewWeighted(n int64) *Weighted { return &Weighted{size: n} }

// Acquire takes n, and waits until it is there or ctx ends.
func (s *Weighted) Acquire(ctx context.Context, n int64) error {
	s.mu.Lock()
	if s.size-s.cur >= n && s.waiters.Len() == 0 {
		s.cur += n
		s.mu.Unlock()
		return nil
	}
	w := waiter{n, make(chan struct{})}
	s.waiters.PushBack(w)
	s.mu.Unlock()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-w.ready:
		return nil
	}
}

// Release gives n back.
func (s *Weighted) Release(n int64) {
	s.mu.Lock()
	s.cur -= n
	for e := s.waiters.Front(); e != nil; e = s.waiters.Front() {
		w := e.Value.(waiter)
		if s.size-s.cur < w.n {
			break
		}
		s.cur += w.n
		s.waiters.Remove(e)
		close(w.ready)
	}
	s.mu.Unlock()
}
