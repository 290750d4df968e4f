// Package slab has blocks of memory beside the Go heap, for frames that the collector need not look at.
package slab

import (
	"sync/atomic"
	"syscall"
)

// Block is given back by as many calls of Release as there were of Retain, and one more.
type Block struct {
	Bytes []byte
	refs  atomic.Int32
}

var Mapped atomic.Int64 // in bytes

func Get(size int) (*Block, error) {
	size = (size + 4095) &^ 4095
	mem, err := syscall.Mmap(-1, 0, size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return nil, err
	}
	b := &Block{Bytes: mem}
	b.refs.Store(1)
	Mapped.Add(int64(size))
	return b, nil
}

func (b *Block) Retain() { b.refs.Add(1) }

func (b *Block) Release() {
	if b.refs.Add(-1) > 0 {
		return
	}
	Mapped.Add(-int64(len(b.Bytes)))
	syscall.Munmap(b.Bytes)
	b.Bytes = nil
}
