// Package memo computes a value once for each key.
package memo

import "sync"

type cell[V any] struct {
	once sync.Once
	val  V
}

// Memo is meant to live as long as one request.
type Memo[K comparable, V any] struct {
	mu    sync.Mutex
	cells map[K]*cell[V]
}

func (m *Memo[K, V]) Do(key K, compute func(K) V) V {
	m.mu.Lock()
	if m.cells == nil {
		m.cells = make(map[K]*cell[V])
	}
	c, ok := m.cells[key]
	if !ok {
		c = new(cell[V])
		m.cells[key] = c
	}
	m.mu.Unlock()
	c.once.Do(func() { c.val = compute(key) })
	return c.val
}
