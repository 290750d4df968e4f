// Package segment stores samples in memory maps outside the Go heap, so that the collector need not look at them.
package segment

import (
	"encoding/binary"
	"sync"
	"syscall"
)

// Segment is one memory map of samples.
type Segment struct {
	data []byte
	n    int
}

func mapSegment(size int) (*Segment, error) {
	data, err := syscall.Mmap(-1, 0, size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return nil, err
	}
	return &Segment{data: data}, nil
}

func (s *Segment) add(v uint64) bool {
	if s.n+8 > len(s.data) {
		return false
	}
	binary.LittleEndian.PutUint64(s.data[s.n:], v)
	s.n += 8
	return true
}

// Store has one open segment and the compacted past.
type Store struct {
	mu      sync.Mutex
	size    int
	open    *Segment
	sealed  []*Segment
	past    *Segment
	Compact int // segments that are sealed before they are compacted
}

// NewStore makes a store with segments of size bytes.
func NewStore(size, compact int) *Store { return &Store{size: size, Compact: compact} }

// Append adds samples.
func (s *Store) Append(vs []uint64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range vs {
		if s.open == nil || !s.open.add(v) {
			if s.open != nil {
				s.sealed = append(s.sealed, s.open)
			}
			next, err := mapSegment(s.size)
			if err != nil {
				return err
			}
			s.open = next
			s.open.add(v)
		}
	}
	if len(s.sealed) >= s.Compact {
		return s.compact()
	}
	return nil
}

// compact thins the sealed segments out into one. The old past is unmapped; the sealed ones are only forgotten.
func (s *Store) compact() error {
	thin, err := mapSegment(s.size)
	if err != nil {
		return err
	}
	for _, seg := range s.sealed {
		for i := 0; i < seg.n; i += 8 * s.Compact {
			thin.add(binary.LittleEndian.Uint64(seg.data[i:]))
		}
	}
	if s.past != nil {
		syscall.Munmap(s.past.data)
	}
	s.past, s.sealed = thin, nil
	return nil
}
