// Package handles wraps native handles that a finalizer gives back.
package handles

import (
	"runtime"

	ops "lib.quayside.example/opskit"
)

type Handle struct {
	id  int
	mem []byte
}

// closing is where finalizers hand over their handle. Nobody reads from it once the closer has died.
var closing = make(chan int)

// Open makes a handle that is closed when nobody uses it any more.
func Open(id, size int) *Handle {
	h := &Handle{id: id, mem: ops.Touch(make([]byte, size))}
	runtime.SetFinalizer(h, func(h *Handle) { closing <- h.id })
	return h
}

func (h *Handle) Sum() (n int) {
	for _, b := range h.mem[:64] {
		n += int(b)
	}
	return n
}

// Closer takes closed handles until it has seen max of them.
func Closer(max int) {
	for i := 0; i < max; i++ {
		<-closing
	}
}
