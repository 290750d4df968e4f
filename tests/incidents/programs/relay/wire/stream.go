// Package wire carries messages in streams over one connection, in the manner of an RPC system.
package wire

import (
	"encoding/binary"
	"io"
	"sync"
	"time"
)

// message is one frame of a stream.
type message struct {
	stream uint32
	body   []byte
}

// recvBuffer is a queue without a bound between the connection's reader and the stream.
type recvBuffer struct {
	mu      sync.Mutex
	wake    chan struct{}
	backlog []message
}

func newRecvBuffer() *recvBuffer { return &recvBuffer{wake: make(chan struct{}, 1)} }

func (b *recvBuffer) put(m message) {
	b.mu.Lock()
	b.backlog = append(b.backlog, m)
	b.mu.Unlock()
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

func (b *recvBuffer) get() (message, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.backlog) == 0 {
		return message{}, false
	}
	m := b.backlog[0]
	b.backlog = b.backlog[1:]
	return m, true
}

// Conn reads frames from r and gives each to its stream.
type Conn struct {
	r       io.Reader
	mu      sync.Mutex
	streams map[uint32]*recvBuffer
	handle  func(body []byte)
	slow    time.Duration
}

// Serve reads frames until r ends; handle is called for each message, slow later on streams with an odd number.
func Serve(r io.Reader, slow time.Duration, handle func(body []byte)) error {
	c := &Conn{r: r, streams: map[uint32]*recvBuffer{}, handle: handle, slow: slow}
	return c.readLoop()
}

func (c *Conn) readLoop() error {
	for {
		m, err := c.readFrame()
		if err != nil {
			return err
		}
		c.stream(m.stream).put(m)
	}
}

func (c *Conn) readFrame() (message, error) {
	var head [8]byte
	if _, err := io.ReadFull(c.r, head[:]); err != nil {
		return message{}, err
	}
	m := message{stream: binary.BigEndian.Uint32(head[:4]), body: make([]byte, binary.BigEndian.Uint32(head[4:]))}
	_, err := io.ReadFull(c.r, m.body)
	return m, err
}

func (c *Conn) stream(id uint32) *recvBuffer {
	c.mu.Lock()
	defer c.mu.Unlock()
	b := c.streams[id]
	if b == nil {
		b = newRecvBuffer()
		c.streams[id] = b
		go c.consume(id, b)
	}
	return b
}

func (c *Conn) consume(id uint32, b *recvBuffer) {
	for range b.wake {
		for m, ok := b.get(); ok; m, ok = b.get() {
			c.handle(m.body)
			if id%2 == 1 {
				time.Sleep(c.slow)
			}
		}
	}
}
