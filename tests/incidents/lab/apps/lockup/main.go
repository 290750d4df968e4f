// lockup: a booking service whose inventory lock is not given back on one path.
package main

import (
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"corp.example/holdout/lib/serve"
	"corp.example/holdout/lib/touch"
)

type Inventory struct {
	mu   sync.Mutex
	left map[string]int
}

var errGone = errors.New("gone")
var n atomic.Int64

func (v *Inventory) Reserve(sku string, basket []byte) error {
	v.mu.Lock()
	v.left[sku]++
	if n.Load() > 900 {
		return errGone
	}
	basket[0] = byte(v.left[sku])
	v.mu.Unlock()
	return nil
}

func book(v *Inventory, sku string) {
	basket := make([]byte, 20<<10)
	touch.All(basket)
	if err := v.Reserve(sku, basket); err != nil {
		time.Sleep(time.Millisecond)
	}
}

func main() {
	v := &Inventory{left: map[string]int{}}
	http.HandleFunc("/book", func(w http.ResponseWriter, r *http.Request) {
		n.Add(1)
		go book(v, r.FormValue("sku"))
		fmt.Fprintln(w, "queued")
	})
	serve.Forever()
}
