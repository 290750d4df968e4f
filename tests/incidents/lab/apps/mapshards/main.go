// mapshards: map data in blocks of memory that it asks the kernel for itself, a block for each region that was ever looked at.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"syscall"

	"corp.example/holdout/lib/serve"
)

type block struct {
	mem  []byte
	used int
}

type arena struct {
	mu     sync.Mutex
	blocks map[int]*block
}

func (a *arena) region(id int) *block {
	a.mu.Lock()
	defer a.mu.Unlock()
	if b := a.blocks[id]; b != nil {
		return b
	}
	mem, err := syscall.Mmap(-1, 0, 256<<10, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
	if err != nil {
		panic(err)
	}
	b := &block{mem: mem}
	for b.used = 0; b.used < len(mem); b.used += 64 {
		copy(b.mem[b.used:], strconv.Itoa(id*b.used))
	}
	a.blocks[id] = b
	return b
}

type feature struct {
	ID    int
	Props map[string]string
}

func describe(b *block, id int) []feature {
	out := make([]feature, 0, 80)
	for i := 0; i < 80; i++ {
		out = append(out, feature{i, map[string]string{"at": string(b.mem[i*64 : i*64+16]), "region": fmt.Sprint(id)}})
	}
	return out
}

func main() {
	a := &arena{blocks: map[int]*block{}}
	http.HandleFunc("/region", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		id := n / 20
		json.NewEncoder(w).Encode(describe(a.region(id), id))
	})
	serve.Forever()
}
