// auditlog: requests write an audit entry into a large buffered channel; the one that drains it sends them off one at a time.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"corp.example/holdout/lib/serve"
)

type Entry struct {
	At     time.Time
	Actor  string
	Action string
	Before map[string]string
	After  map[string]string
}

var queue = make(chan *Entry, 1<<20)

func record(actor, action string) *Entry {
	e := &Entry{At: time.Now(), Actor: actor, Action: action, Before: map[string]string{}, After: map[string]string{}}
	for i := 0; i < 6; i++ {
		f := fmt.Sprintf("field%d", i)
		e.Before[f] = fmt.Sprintf("%s was set to %d by %s", f, i, actor)
		e.After[f] = fmt.Sprintf("%s is now %d, says %s", f, i+1, actor)
	}
	queue <- e
	return e
}

func drain(every time.Duration) {
	for e := range queue {
		if _, err := json.Marshal(e); err != nil {
			continue
		}
		time.Sleep(every) // the far end's answer
	}
}

func main() {
	go drain(40 * time.Millisecond)
	http.HandleFunc("/change", func(w http.ResponseWriter, r *http.Request) {
		e := record("user-"+r.FormValue("n"), "update")
		json.NewEncoder(w).Encode(e)
	})
	serve.Forever()
}
