// Package lines reads log lines and counts what it finds in them.
package lines

import (
	"fmt"
	"strings"
	"sync"
)

// Session is what is known of one login.
type Session struct {
	Token string
	Hits  int
}

// Index finds sessions by their token.
type Index struct {
	mu       sync.Mutex
	sessions map[string]*Session
	levels   map[string]int
}

// NewIndex makes an empty index.
func NewIndex() *Index { return &Index{sessions: map[string]*Session{}, levels: map[string]int{}} }

// Ingest reads a block of lines.
func (x *Index) Ingest(block string) int {
	n := 0
	for len(block) > 0 {
		line, rest, _ := strings.Cut(block, "\n")
		block = rest
		if f := strings.Fields(line); len(f) > 3 {
			x.take(f)
			n++
		}
	}
	return n
}

func (x *Index) take(f []string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.levels[f[1]]++
	token, ok := strings.CutPrefix(f[2], "token=")
	if !ok {
		return
	}
	s := x.sessions[token]
	if s == nil {
		s = &Session{Token: token}
		x.sessions[token] = s
	}
	s.Hits++
}

// Render makes the block that an agent sends: many lines without a token and one with.
func Render(agent string, n int) string {
	var b strings.Builder
	for i := 0; i < n; i++ {
		fmt.Fprintf(&b, "2026-11-20T10:%02d:%02d level%d request=%s-%d path=/v1/items/%d took=%dms\n", i/60%60, i%60, i%4, agent, i, i*31%977, i*7%431)
		if i == n/2 {
			fmt.Fprintf(&b, "2026-11-20T10:00:00 info token=%s-%x login ok\n", agent, len(agent)*7919+i)
		}
	}
	return b.String()
}
