package main

import (
	"io"
	"net/http"
	"sync"
	"syscall"
	"time"
)

// probe is a liveness probe, asked of the program as the kubelet would, in seconds.
type probe struct {
	Path    string  `json:"path"`
	Delay   float64 `json:"delay"`
	Timeout float64 `json:"timeout"`
	Period  float64 `json:"period"`
	Failure int     `json:"failure"`
	Grace   float64 `json:"grace"`
}

type prober struct {
	probe    *probe
	mu       sync.Mutex
	asked    int
	failed   int
	last     string // the last failure
	firstAt  float64
	killedAt float64
}

func newProber(p *probe) *prober { return &prober{probe: p} }

// run asks until so many probes in a row failed, then sends SIGTERM and, after the grace period, SIGKILL.
func (p *prober) run(t0 time.Time, signal func(syscall.Signal)) {
	if p.probe == nil {
		return
	}
	sec := func(f float64) time.Duration { return time.Duration(f * float64(time.Second)) }
	cl := &http.Client{Timeout: sec(p.probe.Timeout), Transport: &http.Transport{DisableKeepAlives: true}}
	time.Sleep(sec(p.probe.Delay))
	row := 0
	for {
		began := time.Now()
		why := ""
		r, err := cl.Get("http://" + addr + p.probe.Path)
		if err != nil {
			why = err.Error()
		} else {
			io.Copy(io.Discard, r.Body)
			r.Body.Close()
			if r.StatusCode >= 400 {
				why = "HTTP probe failed with statuscode: " + r.Status[:3]
			}
		}
		p.mu.Lock()
		p.asked++
		if why == "" {
			row = 0
		} else {
			row++
			p.failed++
			p.last = why
			if p.firstAt == 0 {
				p.firstAt = time.Since(t0).Seconds()
			}
		}
		dead := row >= p.probe.Failure
		if dead {
			p.killedAt = time.Since(t0).Seconds()
		}
		p.mu.Unlock()
		if dead {
			signal(syscall.SIGTERM)
			time.Sleep(sec(p.probe.Grace))
			signal(syscall.SIGKILL)
			return
		}
		time.Sleep(sec(p.probe.Period) - time.Since(began))
	}
}

func (p *prober) report(exit map[string]any) {
	if p.probe == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	exit["liveness"] = map[string]any{"asked": p.asked, "failed": p.failed, "last_failure": p.last, "first_failure_at_seconds": p.firstAt, "killed_at_seconds": p.killedAt}
}

// evictor kills the program when the container's memory passes a threshold, as the kubelet does when the node is short of it.
type evictor struct {
	over int64
	at   memPoint
}

func (e *evictor) look(p memPoint, kill func()) {
	if e.over > 0 && e.at.Current == 0 && p.Current > e.over {
		e.at = p
		kill()
	}
}

func (e *evictor) report(exit map[string]any) {
	if e.at.Current > 0 {
		exit["evicted_at_bytes"] = e.at.Current
	}
}
