// thumbs: scales pictures and keeps them in an LRU cache. Its bound counts what an item says of its size, and nobody says it.
package main

import (
	"bytes"
	"container/list"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"strconv"
	"sync"

	"corp.example/holdout/lib/serve"
)

type sized interface{ Size() int }

type LRU struct {
	mu    sync.Mutex
	most  int
	used  int
	order *list.List
	items map[string]*list.Element
}

type node struct {
	key   string
	value any
}

func newLRU(most int) *LRU { return &LRU{most: most, order: list.New(), items: map[string]*list.Element{}} }

func (c *LRU) Get(k string) (any, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.items[k]
	if !ok {
		return nil, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*node).value, true
}

func (c *LRU) Add(k string, v any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items[k] = c.order.PushFront(&node{k, v})
	if s, ok := v.(sized); ok {
		c.used += s.Size()
	}
	for c.used > c.most {
		last := c.order.Back()
		c.order.Remove(last)
		n := last.Value.(*node)
		delete(c.items, n.key)
		c.used -= n.value.(sized).Size()
	}
}

func scale(seed, w, h int) []byte {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := 0; y < h; y++ {
		for x := 0; x < w; x++ {
			m.Set(x, y, color.RGBA{uint8(x * seed), uint8(y ^ seed), uint8(x + y), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 80}); err != nil {
		return nil
	}
	return b.Bytes()
}

func main() {
	cache := newLRU(24 << 20)
	http.HandleFunc("/thumb", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		if n%3 == 0 {
			n /= 2
		}
		k := fmt.Sprintf("img/%d@160x120", n)
		v, ok := cache.Get(k)
		if !ok {
			v = scale(n, 160, 120)
			cache.Add(k, v)
		}
		w.Write(v.([]byte))
	})
	serve.Forever()
}
