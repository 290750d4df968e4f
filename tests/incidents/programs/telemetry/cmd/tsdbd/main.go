// tsdbd stores samples and answers queries; /healthz takes the lock that every writer takes.
package main

import (
	"encoding/json"
	"flag"
	"net/http"
	"sort"
	"strconv"
	"sync"
	"time"

	ops "lib.quayside.example/opskit"
	"obs.marten.example/telemetry/segment"
)

type series struct {
	Name   string             `json:"name"`
	Labels map[string]string  `json:"labels"`
	Points []float64          `json:"points"`
	Stats  map[string]float64 `json:"stats"`
}

type head struct {
	mu     sync.Mutex
	series []*series
}

func loadHead(n int) *head {
	h := &head{}
	for i := 0; i < n; i++ {
		h.series = append(h.series, newSeries(i))
	}
	return h
}

func newSeries(i int) *series {
	s := &series{Name: "http_requests_" + strconv.Itoa(i), Labels: map[string]string{"pod": "web-" + strconv.Itoa(i%40), "zone": "b"}, Points: make([]float64, 240)}
	for p := range s.Points {
		s.Points[p] = float64(i*p%1013) / 7
	}
	return s
}

func (h *head) query(n int) []byte {
	h.mu.Lock()
	defer h.mu.Unlock()
	var out []series
	for i := 0; i < 60; i++ {
		s := *h.series[(n*37+i)%len(h.series)]
		s.Points = append([]float64(nil), s.Points...)
		sort.Float64s(s.Points)
		s.Stats = map[string]float64{"p50": s.Points[120], "p99": s.Points[237]}
		out = append(out, s)
	}
	b, _ := json.Marshal(out)
	return b
}

// maintain rebuilds the head under its lock, longer every time, as retention was never set.
func (h *head) maintain(every, first, more time.Duration) {
	for hold := first; ; hold += more {
		time.Sleep(every)
		h.mu.Lock()
		for end := time.Now().Add(hold); time.Now().Before(end); {
			fresh := make([]*series, len(h.series))
			copy(fresh, h.series)
			sort.Slice(fresh, func(i, j int) bool { return fresh[i].Name < fresh[j].Name })
			h.series = fresh
			time.Sleep(40 * time.Millisecond)
		}
		h.mu.Unlock()
	}
}

func main() {
	count := flag.Int("series", 8000, "series in the head")
	seg := flag.Int("segment", 1<<20, "bytes of a segment")
	hold := flag.Duration("hold", 0, "how long the first maintenance takes; 0 for none")
	more := flag.Duration("more", 0, "how much longer each further one takes")
	flag.Parse()
	h, store := loadHead(*count), segment.NewStore(*seg, 6)
	if *hold > 0 {
		go h.maintain(4*time.Second, *hold, *more)
	}
	http.HandleFunc("/query", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		w.Write(h.query(n)[:64])
	})
	http.HandleFunc("/write", func(w http.ResponseWriter, r *http.Request) {
		vs := make([]uint64, 2048)
		for i := range vs {
			vs[i] = uint64(i) * 2654435761
		}
		if err := store.Append(vs); err != nil {
			http.Error(w, err.Error(), 507)
		}
	})
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) {
		h.mu.Lock()
		n := len(h.series)
		h.mu.Unlock()
		w.Write([]byte(strconv.Itoa(n)))
	})
	ops.Serve()
}
