// Package topic is a generic publish-subscribe registry.
package topic

import "sync"

// Registry maps topics to the functions that want their events.
type Registry[K comparable, E any] struct {
	mu   sync.RWMutex
	subs map[K][]func(E)
}

func New[K comparable, E any]() *Registry[K, E] {
	return &Registry[K, E]{subs: map[K][]func(E){}}
}

// Subscribe adds a listener that batches events up to size before it hands them to sink. It gives no way to leave.
func (r *Registry[K, E]) Subscribe(key K, size int, sink func([]E)) {
	buffered := make([]E, 0, size)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.subs[key] = append(r.subs[key], func(e E) {
		buffered = append(buffered, e)
		if len(buffered) == size {
			sink(buffered)
			buffered = buffered[:0]
		}
	})
}

// Publish hands e to every listener of key.
func (r *Registry[K, E]) Publish(key K, e E) int {
	r.mu.RLock()
	defer r.mu.RUnlock()
	for _, f := range r.subs[key] {
		f(e)
	}
	return len(r.subs[key])
}
