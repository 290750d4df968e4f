// sensorhub: readings wait under their value of calibration until the batch is written, and are then deleted. A sensor without calibration
// reports NaN; a map takes NaN as a key as often as it comes, and can neither find nor delete it.
package main

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"

	"corp.example/holdout/lib/serve"
)

type reading struct {
	Sensor string
	Series []float64
	Tags   map[string]string
}

type pending struct {
	sync.Mutex
	byScale map[float64]*reading
}

func (p *pending) hold(scale float64, r *reading) {
	p.Lock()
	p.byScale[scale] = r
	p.Unlock()
}

func (p *pending) written(scale float64) {
	p.Lock()
	delete(p.byScale, scale)
	p.Unlock()
}

func measure(n int) *reading {
	r := &reading{Sensor: fmt.Sprintf("s-%05d", n), Series: make([]float64, 2200), Tags: map[string]string{}}
	for i := range r.Series {
		r.Series[i] = math.Sin(float64(n+i) / 40)
	}
	for i := range 8 {
		r.Tags[fmt.Sprintf("tag%d", i)] = fmt.Sprintf("%d.%d", n%100, i)
	}
	return r
}

func scaleOf(n int) float64 {
	if n%3 == 0 {
		return math.NaN()
	}
	return 1 + float64(n)/1e6
}

func calibrate(series []float64, by float64) []float64 {
	out := make([]float64, len(series))
	for i, v := range series {
		out[i] = v * by
	}
	return out
}

// batch is what one gateway sends: it is worked on for a while, with room for every step.
func (p *pending) batch(n int) []byte {
	scratch := make([][]float64, 0, 24)
	scale, r := scaleOf(n), measure(n)
	p.hold(scale, r)
	defer p.written(scale)
	for k := range 24 {
		scratch = append(scratch, calibrate(r.Series, float64(k+1)))
		time.Sleep(12 * time.Millisecond) // the store takes its time
	}
	body, _ := json.Marshal(map[string]any{"sensor": r.Sensor, "tags": r.Tags, "last": scratch[len(scratch)-1][:200]})
	return body
}

func main() {
	p := &pending{byScale: map[float64]*reading{}}
	http.HandleFunc("/batch", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		w.Write(p.batch(n))
	})
	serve.Forever()
}
