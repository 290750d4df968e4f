// Package lru is a bounded cache: what was not asked for the longest goes first.
package lru

import (
	"container/list"
	"sync"
)

type entry[K comparable, V any] struct {
	key K
	val V
}

// Cache holds at most max values.
type Cache[K comparable, V any] struct {
	mu    sync.Mutex
	max   int
	order *list.List
	items map[K]*list.Element
}

// New makes a cache for max values.
func New[K comparable, V any](max int) *Cache[K, V] {
	return &Cache[K, V]{max: max, order: list.New(), items: make(map[K]*list.Element)}
}

// Get finds a value and makes it the youngest.
func (c *Cache[K, V]) Get(k K) (v V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, hit := c.items[k]; hit {
		c.order.MoveToFront(e)
		return e.Value.(*entry[K, V]).val, true
	}
	return v, false
}

// Put adds a value and evicts the oldest.
func (c *Cache[K, V]) Put(k K, v V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items[k] = c.order.PushFront(&entry[K, V]{k, v})
	for c.order.Len() > c.max {
		c.evict()
	}
}

func (c *Cache[K, V]) evict() {
	oldest := c.order.Back()
	c.order.Remove(oldest) // the map keeps the element, and with it the value
}

// Len is how many values the cache holds.
func (c *Cache[K, V]) Len() int { return c.order.Len() }
