// Package camera is the client of the cameras above the lanes. A feed has one frame that every snap overwrites.
package camera

import "sync"

const frameSize = 6 << 10

type Feed struct {
	mu    sync.Mutex
	seq   uint32
	frame [frameSize]byte
}

// Snap fills the feed's frame with the next picture and hands it to look; the bytes are look's only while it runs.
func (f *Feed) Snap(look func(frame []byte)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.seq++
	v := f.seq * 2654435761
	for i := range f.frame {
		v ^= v << 13
		v ^= v >> 17
		v ^= v << 5
		f.frame[i] = byte(v)
	}
	look(f.frame[:])
}
