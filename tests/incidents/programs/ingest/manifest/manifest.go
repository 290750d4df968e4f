// Package manifest lists what was uploaded.
package manifest

import (
	"crypto/sha256"
	"encoding/hex"
	"sync"
)

type Item struct {
	Sum     string
	Size    int
	Preview []byte
}

type List struct {
	mu    sync.Mutex
	items []Item
}

// Add writes an item down and keeps its first bytes for the preview. Nothing takes items away.
func (l *List) Add(body []byte, preview int) Item {
	sum := sha256.Sum256(head(body, 64<<10))
	it := Item{Sum: hex.EncodeToString(sum[:]), Size: len(body)}
	if preview > 0 {
		it.Preview = append([]byte(nil), head(body, preview)...)
		l.mu.Lock()
		l.items = append(l.items, it)
		l.mu.Unlock()
	}
	return it
}

func head(b []byte, n int) []byte {
	if len(b) > n {
		return b[:n]
	}
	return b
}
