// Package ops is the part that every service of the company shares: one mux with the service's routes, /healthz and
// /debug/pprof, and an orderly end on SIGTERM.
package ops

import (
	"context"
	"log"
	"net/http"
	_ "net/http/pprof"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// settle is how long a service goes on after SIGTERM, until every load balancer has forgotten it.
const settle = 8 * time.Second

// Run serves on $ADDR until SIGTERM, lets things settle, then waits up to 20 s for requests in flight.
func Run() {
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("ok\n")) })
	Serve()
}

// Serve is Run for services with a /healthz of their own.
func Serve() {
	addr := os.Getenv("ADDR")
	if addr == "" {
		addr = "127.0.0.1:6060"
	}
	srv := &http.Server{Addr: addr}
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		term := make(chan os.Signal, 1)
		signal.Notify(term, syscall.SIGTERM)
		<-term
		time.Sleep(settle)
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		srv.Shutdown(ctx)
	}()
	if err := srv.ListenAndServe(); err != http.ErrServerClosed {
		log.Fatal(err)
	}
	<-drained
}

// Touch writes to every page of b, as a real payload would: memory that was never written is not resident.
func Touch(b []byte) []byte {
	for i := 0; i < len(b); i += 512 {
		b[i] = byte(i >> 9)
	}
	return b
}
