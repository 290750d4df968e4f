// Package corpus is a search index that is read once at start and never changes.
package corpus

import (
	"sort"
	"strconv"
	"sync/atomic"
	"time"
)

// Doc is one document with its terms.
type Doc struct {
	ID    int
	Title string
	Terms []uint32
	Body  []byte
}

// Index holds every document and where its terms are.
type Index struct {
	docs     []*Doc
	postings map[uint32][]int32
	ready    atomic.Bool
}

// Open reads n documents, in parts with a pause as a remote store gives them.
func Open(n, part int, pause time.Duration) *Index {
	x := &Index{postings: map[uint32][]int32{}}
	go func() {
		for i := 0; i < n; i++ {
			x.add(readDoc(i))
			if i%part == part-1 {
				time.Sleep(pause)
			}
		}
		x.ready.Store(true)
	}()
	return x
}

func readDoc(i int) *Doc {
	d := &Doc{ID: i, Title: "document " + strconv.Itoa(i), Terms: make([]uint32, 64), Body: make([]byte, 2400)}
	for t := range d.Terms {
		d.Terms[t] = uint32(i*t*2654435) % 5000
	}
	for b := range d.Body {
		d.Body[b] = byte('a' + (b+i)%26)
	}
	return d
}

func (x *Index) add(d *Doc) {
	x.docs = append(x.docs, d)
	for _, t := range d.Terms {
		x.postings[t] = append(x.postings[t], int32(d.ID))
	}
}

// Ready says whether every document was read.
func (x *Index) Ready() bool { return x.ready.Load() }

// Hit is a found document.
type Hit struct {
	Title   string  `json:"title"`
	Score   float64 `json:"score"`
	Snippet string  `json:"snippet"`
}

// Search gives the best documents for a term.
func (x *Index) Search(q, most int) []Hit {
	if !x.Ready() {
		return nil
	}
	var hits []Hit
	for _, id := range x.postings[uint32(q)%5000] {
		d := x.docs[id]
		hits = append(hits, Hit{Title: d.Title, Score: float64(q*d.ID%1009) / 7, Snippet: string(d.Body[:300])})
		if len(hits) == 4000 {
			break
		}
	}
	sort.Slice(hits, func(i, j int) bool { return hits[i].Score > hits[j].Score })
	if len(hits) > most {
		hits = hits[:most]
	}
	return hits
}
