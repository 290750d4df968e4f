// Package devices keeps a connection goroutine for every device of the fleet.
package devices

import (
	"encoding/binary"
	"time"
)

// Fleet is a fixed number of devices that are mostly silent.
type Fleet struct{ frames chan []byte }

// Connect starts n device goroutines over ramp, then leaves the number as it is.
func Connect(n int, ramp time.Duration) *Fleet {
	f := &Fleet{frames: make(chan []byte)}
	go func() {
		for i := 0; i < n; i++ {
			go f.serve(uint32(i))
			if i%50 == 49 {
				time.Sleep(ramp / time.Duration(n/50))
			}
		}
	}()
	return f
}

func (f *Fleet) serve(id uint32) {
	var hello [64]byte
	binary.BigEndian.PutUint32(hello[:], id)
	f.decode(hello[:], 3)
}

// decode reads nested frames: each level has its scratch space on the stack while it waits for the next frame.
func (f *Fleet) decode(head []byte, depth int) int {
	var scratch [2048]byte
	n := copy(scratch[:], head)
	if depth > 0 {
		return n + f.decode(scratch[:n], depth-1) + int(scratch[n-1])
	}
	frame, more := <-f.frames
	if !more {
		return n
	}
	return n + copy(scratch[n:], frame) + int(scratch[len(scratch)-1])
}
