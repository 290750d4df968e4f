// Package dedupe remembers the references of recent postings, so that a retry is not booked twice.
package dedupe

import (
	"strings"
	"sync"
	"time"

	ops "lib.quayside.example/opskit"
)

type Receipt struct {
	Ref     string
	At      time.Time
	Payload []byte
}

// Window keeps receipts for ttl. References are compared without regard to case.
type Window struct {
	ttl  time.Duration
	mu   sync.Mutex
	seen map[string]*Receipt
}

func NewWindow(ttl time.Duration) *Window {
	w := &Window{ttl: ttl, seen: map[string]*Receipt{}}
	go w.sweep()
	return w
}

// Remember stores a receipt and says whether its reference is new.
func (w *Window) Remember(ref string, size int) bool {
	key := strings.ToUpper(ref)
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, known := w.seen[key]; known {
		return false
	}
	w.seen[key] = newReceipt(ref, size)
	return true
}

func newReceipt(ref string, size int) *Receipt {
	return &Receipt{Ref: ref, At: time.Now(), Payload: ops.Touch(make([]byte, size))}
}

// sweep forgets what is too old. It deletes by the reference as it was sent: one in lower case stays for ever.
func (w *Window) sweep() {
	for range time.Tick(500 * time.Millisecond) {
		w.mu.Lock()
		for _, r := range w.seen {
			if time.Since(r.At) > w.ttl {
				delete(w.seen, r.Ref)
			}
		}
		w.mu.Unlock()
	}
}
