// Package session holds one open stream: a ring of the messages that its client has not seen yet.
package session

import (
	"sync"
	"time"

	ops "lib.quayside.example/opskit"
)

type Session struct {
	ID   string
	ring []byte
	in   chan []byte
	done chan struct{}
}

// Hub knows the open sessions; a closed one is forgotten.
type Hub struct {
	mu   sync.Mutex
	open map[string]*Session
	Ring int
}

func NewHub(ring int) *Hub { return &Hub{open: map[string]*Session{}, Ring: ring} }

func (h *Hub) Open(id string) *Session {
	s := &Session{ID: id, ring: ops.Touch(make([]byte, h.Ring)), in: make(chan []byte, 4), done: make(chan struct{})}
	h.mu.Lock()
	h.open[id] = s
	h.mu.Unlock()
	go s.pump()
	return s
}

func (h *Hub) Close(s *Session) {
	h.mu.Lock()
	delete(h.open, s.ID)
	h.mu.Unlock()
	close(s.done)
}

func (h *Hub) Count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.open)
}

// Stream serves the session for as long as its client stays.
func (s *Session) Stream(stay time.Duration) int {
	timer := time.NewTimer(stay)
	defer timer.Stop()
	<-timer.C
	return len(s.ring)
}

func (s *Session) pump() {
	for {
		select {
		case m := <-s.in:
			copy(s.ring, m)
		case <-s.done:
			return
		}
	}
}
