// Package claims makes sure that a request that is sent twice is done once.
package claims

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"sync"
	"time"
)

type claim struct {
	id     string
	at     time.Time
	answer []byte
}

// Register knows every request that is being worked on.
type Register struct {
	open sync.Map // request id -> *claim
	Work time.Duration
	Size int
}

// Do works on a request, unless it is being worked on.
func (r *Register) Do(id string, refuse bool) ([]byte, error) {
	c := &claim{id: id, at: time.Now()}
	if was, busy := r.open.LoadOrStore(id, c); busy {
		return was.(*claim).answer, nil
	}
	c.answer = r.answerFor(id)
	if refuse {
		return nil, fmt.Errorf("claim %s was refused", id) // its entry stays
	}
	scratch := make([]byte, r.Size)
	for i := range scratch {
		scratch[i] = byte(i)
	}
	time.Sleep(r.Work)
	r.open.Delete(id)
	return append(c.answer, scratch[:16]...), nil
}

func (r *Register) answerFor(id string) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	for i := 0; i < 120; i++ {
		fmt.Fprintf(z, "%s line %d of the claim, paid %d.%02d\n", id, i, i*i, i%100)
	}
	z.Close()
	return append(make([]byte, 0, 24<<10), b.Bytes()...)
}
