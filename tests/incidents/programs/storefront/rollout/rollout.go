// Package rollout decides which visitor sees which experiment.
package rollout

import (
	"crypto/sha256"
	"strings"
	"sync"
	"time"
)

// onChange are the functions called when the flags change.
var (
	mu       sync.RWMutex
	onChange []func(flags map[string]bool)
)

// OnChange registers fn; it is called with every later change of the flags.
func OnChange(fn func(flags map[string]bool)) {
	mu.Lock()
	onChange = append(onChange, fn)
	mu.Unlock()
}

// Publish tells everyone of new flags.
func Publish(flags map[string]bool) {
	mu.RLock()
	defer mu.RUnlock()
	for _, fn := range onChange {
		fn(flags)
	}
}

// Visit is one page view, with what it was decided on.
type Visit struct {
	ID      string
	Buckets [3840]uint16
	flags   map[string]bool
	seen    time.Time
}

// NewVisit starts a visit and keeps its decisions up to date.
func NewVisit(id string) *Visit {
	v := &Visit{ID: strings.Clone(id), seen: time.Now()}
	v.assign()
	OnChange(func(flags map[string]bool) { v.flags = flags })
	return v
}

func (v *Visit) assign() {
	sum := sha256.Sum256([]byte(v.ID))
	for i := range v.Buckets {
		v.Buckets[i] = uint16(sum[i%32])<<2 | uint16(i&3)
	}
}

// Bucket is the arm of an experiment.
func (v *Visit) Bucket(experiment int) int { return int(v.Buckets[experiment%len(v.Buckets)]) % 10 }
