// Package lru is a bounded cache.
package lru

import (
	"container/list"
	"sync"
)

type entry struct {
	key string
	val interface{}
}

type Cache struct {
	mu    sync.Mutex
	max   int
	order *list.List
	index map[string]*list.Element
}

func New(max int) *Cache {
	return &Cache{max: max, order: list.New(), index: make(map[string]*list.Element)}
}

func (c *Cache) Get(key string) (interface{}, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.index[key]
	if !ok {
		return nil, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*entry).val, true
}

func (c *Cache) Add(key string, val interface{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.index[key]; ok {
		e.Value.(*entry).val = val
		c.order.MoveToFront(e)
		return
	}
	c.index[key] = c.order.PushFront(&entry{key, val})
	for c.order.Len() > c.max {
		last := c.order.Back()
		c.order.Remove(last)
		delete(c.index, last.Value.(*entry).key)
	}
}

func (c *Cache) Len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.order.Len()
}
