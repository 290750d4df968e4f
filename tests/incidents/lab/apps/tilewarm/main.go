// tilewarm: a cache with a bound in bytes and least-recently-used eviction; it is full after half a minute and stays so.
package main

import (
	"container/list"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"net/http"
	"strconv"
	"sync"

	"corp.example/holdout/lib/serve"
)

type tile struct {
	key  string
	data []byte
}

type cache struct {
	mu         sync.Mutex
	used, most int
	order      *list.List
	by         map[string]*list.Element
}

func (c *cache) get(key string) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.by[key]; e != nil {
		c.order.MoveToFront(e)
		return e.Value.(*tile).data
	}
	return nil
}

func (c *cache) put(key string, data []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.by[key] = c.order.PushFront(&tile{key, data})
	for c.used += len(data); c.used > c.most; {
		e := c.order.Back()
		t := c.order.Remove(e).(*tile)
		delete(c.by, t.key)
		c.used -= len(t.data)
	}
}

func shade(n int) []byte {
	raw := make([]byte, 0, 12<<10)
	for i := 0; i < 3000; i++ {
		raw = binary.LittleEndian.AppendUint32(raw, uint32(i*n))
	}
	return raw
}

func main() {
	c := &cache{most: 28 << 20, order: list.New(), by: map[string]*list.Element{}}
	http.HandleFunc("/tile", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		if n%4 == 3 {
			n -= 40
		}
		key := strconv.Itoa(n)
		data := c.get(key)
		if data == nil {
			data = shade(n)
			c.put(key, data)
		}
		var report []string
		for i := 0; i+64 <= 4096; i += 64 {
			report = append(report, fmt.Sprintf("%08x", crc32.ChecksumIEEE(data[i:i+64])))
		}
		fmt.Fprintln(w, report)
	})
	serve.Forever()
}
