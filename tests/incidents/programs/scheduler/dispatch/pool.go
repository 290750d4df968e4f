// Package dispatch runs jobs on workers and waits for their results.
package dispatch

import (
	"errors"
	"math/rand"
	"sync"
	"time"

	ops "lib.quayside.example/opskit"
)

type Job struct {
	ID     int
	Input  []byte
	Output int
}

type Result struct {
	Job *Job
	Err error
}

type Pool struct {
	Workers  chan struct{}
	Deadline time.Duration
	FailRate float64
}

var errLate = errors.New("no result in time")

// Submit runs a job. The worker of a failed job gives no result, and the collector of it waits for ever.
func (p *Pool) Submit(id, size int) error {
	job := &Job{ID: id, Input: ops.Touch(make([]byte, size))}
	results := make(chan Result)
	verdict := make(chan error, 1)
	go p.collect(job, results, verdict)
	go p.work(job, results)
	select {
	case err := <-verdict:
		return err
	case <-time.After(p.Deadline):
		return errLate
	}
}

func (p *Pool) work(job *Job, results chan<- Result) {
	p.Workers <- struct{}{}
	defer func() { <-p.Workers }()
	time.Sleep(2 * time.Millisecond)
	if rand.Float64() < p.FailRate {
		return
	}
	results <- Result{Job: job}
}

func (p *Pool) collect(job *Job, results <-chan Result, verdict chan<- error) {
	r := <-results
	job.Output = len(job.Input)
	verdict <- r.Err
}

// Export asks every part of a report and waits for all of them. A part that is missing never calls Done.
func (p *Pool) Export(parts int, missing bool) {
	var all sync.WaitGroup
	all.Add(parts)
	for i := 0; i < parts; i++ {
		if missing && i == parts-1 {
			continue
		}
		go func() {
			defer all.Done()
			time.Sleep(time.Millisecond)
		}()
	}
	go func() {
		page := make([]byte, 4<<10)
		all.Wait()
		ops.Touch(page)
	}()
}
