// parcels: tells senders and receivers where a parcel is. For each parcel a few goroutines wait on its condition for the next scan; parcels
// that were lost on the way are never scanned again, and nobody gives up on them.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"corp.example/holdout/lib/serve"
)

type scan struct {
	Depot string
	At    time.Time
	Final bool
}

type shipment struct {
	mu    sync.Mutex
	moved *sync.Cond
	scans []scan
}

func newShipment() *shipment {
	s := &shipment{}
	s.moved = sync.NewCond(&s.mu)
	return s
}

func (s *shipment) add(depot string, final bool) {
	s.mu.Lock()
	s.scans = append(s.scans, scan{depot, time.Now(), final})
	s.mu.Unlock()
	s.moved.Broadcast()
}

// awaitFinal blocks until the parcel was handed over.
func (s *shipment) awaitFinal() scan {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.scans) == 0 || !s.scans[len(s.scans)-1].Final {
		s.moved.Wait()
	}
	return s.scans[len(s.scans)-1]
}

type notice struct {
	channel string
	text    []byte
}

func compose(channel, id string) *notice {
	n := &notice{channel: channel, text: make([]byte, 0, 3<<10)}
	for len(n.text) < 2900 {
		n.text = fmt.Appendf(n.text, "[%s] parcel %s was handed over at %%[1]s by %%[2]s. ", channel, id)
	}
	return n
}

type desk struct {
	mu   sync.Mutex
	sent map[string]int
}

func (d *desk) deliver(n *notice, s scan) {
	out := fmt.Sprintf(string(n.text), s.At, s.Depot)
	d.mu.Lock()
	d.sent[n.channel] += len(out)
	d.mu.Unlock()
}

func (d *desk) follow(id string, s *shipment) {
	for _, channel := range []string{"mail", "sms", "push"} {
		go func() {
			n := compose(channel, id)
			d.deliver(n, s.awaitFinal())
		}()
	}
}

func route(id int) []scan {
	out := make([]scan, 0, 120)
	for i := 0; i < 120; i++ {
		out = append(out, scan{Depot: fmt.Sprintf("depot-%03d", (id*31+i*7)%400), At: time.Now().Add(time.Duration(i) * time.Hour), Final: i == 119})
	}
	return out
}

func main() {
	d := &desk{sent: map[string]int{}}
	http.HandleFunc("/ship", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		s := newShipment()
		d.follow(r.FormValue("n"), s)
		s.add("origin", false)
		if n%3 == 0 { // the van came back; the others were lost with it
			time.AfterFunc(2*time.Second, func() { s.add("door", true) })
		}
		json.NewEncoder(w).Encode(route(n))
	})
	serve.Forever()
}
