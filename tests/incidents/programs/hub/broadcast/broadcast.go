// Package broadcast sends every frame to every TCP client.
package broadcast

import (
	"log"
	"net"
	"sync"
	"time"

	ops "lib.quayside.example/opskit"
)

// Server writes without a deadline: a client that does not read keeps its socket's send buffer full.
type Server struct {
	mu    sync.Mutex
	conns map[net.Conn]chan []byte
}

func Listen(addr string) (*Server, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	s := &Server{conns: map[net.Conn]chan []byte{}}
	go s.accept(l)
	go s.tick()
	return s, nil
}

func (s *Server) accept(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			log.Print(err)
			return
		}
		c.(*net.TCPConn).SetWriteBuffer(1 << 20) // smooths bursts, somebody thought
		frames := make(chan []byte, 1)
		s.mu.Lock()
		s.conns[c] = frames
		s.mu.Unlock()
		go func() {
			for f := range frames {
				if _, err := c.Write(f); err != nil {
					return
				}
			}
		}()
	}
}

func (s *Server) tick() {
	frame := ops.Touch(make([]byte, 32<<10)) // one frame, shared by all
	for range time.Tick(40 * time.Millisecond) {
		s.mu.Lock()
		for _, frames := range s.conns {
			select {
			case frames <- frame:
			default: // busy: this client misses a frame
			}
		}
		s.mu.Unlock()
	}
}

func (s *Server) Clients() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.conns)
}
