// heartbeat: keeps a session for each device and pings it.
package main

import (
	"fmt"
	"net/http"
	"time"

	"corp.example/holdout/lib/serve"
	"corp.example/holdout/lib/touch"
)

type Session struct {
	id    string
	frame []byte
	seen  time.Time
}

func (s *Session) watch() {
	t := time.NewTicker(2 * time.Second)
	for range t.C {
		s.seen = time.Now()
		s.frame[0]++
	}
}

func connect(id string) *Session {
	s := &Session{id: id, frame: make([]byte, 8<<10)}
	touch.All(s.frame)
	go s.watch()
	return s
}

func main() {
	http.HandleFunc("/connect", func(w http.ResponseWriter, r *http.Request) {
		s := connect(r.FormValue("d"))
		fmt.Fprintln(w, s.id)
	})
	serve.Forever()
}
