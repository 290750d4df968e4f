// Package postings is the HTTP side: one posting a request.
package postings

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"go.northwind.example/ledger/internal/audit"
	"go.northwind.example/ledger/internal/book"
	"go.northwind.example/ledger/internal/dedupe"
)

type Service struct {
	Book        *book.Book
	Window      *dedupe.Window
	Trail       *audit.Trail
	Audit       atomic.Bool // a feature flag that can be turned on while the service runs
	ReceiptSize int
	ScoreTime   time.Duration
	Features    int
	HealthBatch int
}

// score stands for the fraud check: it works on a feature vector for a while, then lets it go.
func (s *Service) score(ref string) float64 {
	v := make([]float64, s.Features)
	sum := 0.0
	for i := range v {
		v[i] = math.Sqrt(float64(i + len(ref)))
		sum += v[i]
	}
	time.Sleep(s.ScoreTime)
	return sum / (1 + v[len(v)-1])
}

func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ref := r.FormValue("ref")
	n, _ := strconv.Atoi(r.FormValue("n"))
	risk := s.score(ref)
	if !s.Window.Remember(ref, s.ReceiptSize) {
		http.Error(w, "duplicate", http.StatusConflict)
		return
	}
	id, balance := s.Book.Apply(n, ref, int64(n%1000))
	if s.Audit.Load() {
		e := audit.Event{At: time.Now(), Account: id, Ref: ref, Amount: int64(n % 1000), Balance: balance,
			Headers: map[string]string{"user-agent": r.UserAgent(), "risk": fmt.Sprint(risk)}, Body: strings.Repeat(ref+" ", 700)}
		if err := s.Trail.Append(e); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
	}
	fmt.Fprintf(w, "%s %d %.3f\n", id, balance, risk)
}

// Health scores a batch of made-up postings, as the real ones are: a service that can't do that is of no use.
func (s *Service) Health(w http.ResponseWriter, r *http.Request) {
	sum := 0.0
	for i := 0; i < s.HealthBatch; i++ {
		v := make([]float64, 32<<10)
		for k := range v {
			v[k] = float64(i ^ k)
		}
		sum += v[len(v)-1-i]
	}
	fmt.Fprintf(w, "ok %.0f\n", sum)
}
