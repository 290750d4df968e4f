// Package history keeps what every job did, by day. Days are never dropped.
package history

import (
	"fmt"
	"strings"
	"sync"
)

type Log struct {
	mu   sync.Mutex
	days map[int]*strings.Builder
}

func New() *Log { return &Log{days: map[int]*strings.Builder{}} }

func (l *Log) Record(job int, what string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.days[job%32]
	if b == nil {
		b = new(strings.Builder)
		l.days[job%32] = b
	}
	fmt.Fprintf(b, "job=%d %s\n", job, strings.Repeat(what, 700))
}
