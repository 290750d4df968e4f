// Package inbox takes job messages off a queue.
package inbox

import (
	"sync/atomic"
	"time"
)

type Message struct {
	ID  int
	Due time.Time
}

type Consumer struct {
	In    chan Message
	Idle  time.Duration // after so long without a message the consumer asks whether the queue is still there
	taken int64
	asked int64
}

// Run takes messages for ever. time.After in the loop makes a timer for every message, and before Go 1.23 each lives
// until it fires.
func (c *Consumer) Run() {
	for {
		select {
		case m := <-c.In:
			if !m.Due.IsZero() {
				atomic.AddInt64(&c.taken, 1)
			}
		case <-time.After(c.Idle):
			atomic.AddInt64(&c.asked, 1)
		}
	}
}

func (c *Consumer) Taken() int64 { return atomic.LoadInt64(&c.taken) }
