package quota

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"sync"
)

// Group runs functions side by side and keeps the first error.
type Group struct {
	wg   sync.WaitGroup
	once sync.Once
	err  error
}

// Go runs f in a goroutine.
func (g *Group) Go(f func() error) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		if err := f(); err != nil {
			g.once.Do(func() { g.err = err })
		}
	}()
}

type section struct {
	Title string    `json:"title"`
	Cells []float64 `json:"cells"`
}

// Reporter makes reports in the background.
type Reporter struct {
	Slots *Weighted
	jobs  Group
}

// Submit decodes a report's request and makes it later.
func (r *Reporter) Submit(id int) {
	s := decodeSection(id)
	r.jobs.Go(func() error { return r.render(context.Background(), id, s) })
}

func decodeSection(id int) *section {
	s := &section{Title: "report " + strconv.Itoa(id), Cells: make([]float64, 1800)}
	for i := range s.Cells {
		s.Cells[i] = float64(id%97*i) / 3
	}
	return s
}

func (r *Reporter) render(ctx context.Context, id int, s *section) error {
	if err := r.Slots.Acquire(ctx, 1); err != nil {
		return err
	}
	if id%29 == 28 {
		return errors.New("no template for " + s.Title) // the slot is not given back
	}
	b, err := json.Marshal(s)
	r.Slots.Release(1)
	if len(b) == 0 {
		err = errors.New("empty")
	}
	return err
}
