// Package presence tells friends of a user that they are online.
package presence

import (
	"context"
	"fmt"
	"sync"
	"time"

	ops "lib.quayside.example/opskit"
)

type roster struct {
	user    string
	friends []string
	photo   []byte
}

// Tracker watches users. Its root context lives as long as the service.
type Tracker struct {
	root context.Context
	mu   sync.Mutex
	seen map[string]int
}

func NewTracker(root context.Context) *Tracker { return &Tracker{root: root, seen: map[string]int{}} }

// Watch starts to watch one user and gives the roster to show now.
// The watch is never cancelled: go vet would say so, had the cancel function been given a name.
func (t *Tracker) Watch(user string) int {
	ctx, _ := context.WithCancel(t.root)
	r := loadRoster(user)
	changes := make(chan string)
	go t.follow(ctx, r, changes)
	return len(r.friends)
}

func (t *Tracker) follow(ctx context.Context, r *roster, changes <-chan string) {
	beat := time.NewTicker(time.Hour)
	defer beat.Stop()
	for {
		select {
		case who := <-changes:
			t.note(who)
		case <-beat.C:
			t.note(r.user)
		case <-ctx.Done():
			return
		}
	}
}

func (t *Tracker) note(user string) {
	t.mu.Lock()
	t.seen[user]++
	t.mu.Unlock()
}

func loadRoster(user string) *roster {
	r := &roster{user: user, photo: ops.Touch(make([]byte, 6<<10))}
	for i := 0; i < 12; i++ {
		r.friends = append(r.friends, fmt.Sprintf("%s-friend-%d", user, i))
	}
	return r
}

// Lookup asks for many users at once, one goroutine each, and waits for all of them.
func (t *Tracker) Lookup(users int) int {
	var wg sync.WaitGroup
	found := make(chan int, users)
	for i := 0; i < users; i++ {
		wg.Add(1)
		go func(i int) {
			defer wg.Done()
			time.Sleep(4 * time.Second)
			found <- i % 2
		}(i)
	}
	wg.Wait()
	close(found)
	n := 0
	for f := range found {
		n += f
	}
	return n
}
