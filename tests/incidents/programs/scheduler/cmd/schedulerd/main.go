// schedulerd takes jobs and runs them.
package main

import (
	"flag"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"jobs.tern.example/scheduler/dispatch"
	"jobs.tern.example/scheduler/history"
	"jobs.tern.example/scheduler/inbox"
	ops "lib.quayside.example/opskit"
)

func main() {
	rate := flag.Int("messages", 0, "messages a second on the queue")
	fail := flag.Float64("fail", 0, "part of the jobs whose worker fails")
	input := flag.Int("input", 10<<10, "bytes of a job's input")
	flag.Parse()
	consumer := &inbox.Consumer{In: make(chan inbox.Message, 256), Idle: 30 * time.Minute}
	go consumer.Run()
	if *rate > 0 {
		go func() {
			for i := 0; ; i++ {
				consumer.In <- inbox.Message{ID: i, Due: time.Now()}
				if i%(*rate/50) == 0 {
					time.Sleep(20 * time.Millisecond)
				}
			}
		}()
	}
	pool := &dispatch.Pool{Workers: make(chan struct{}, 16), Deadline: 100 * time.Millisecond, FailRate: *fail}
	log := history.New()
	http.HandleFunc("/job", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		if err := pool.Submit(n, *input); err != nil {
			http.Error(w, err.Error(), http.StatusGatewayTimeout)
			return
		}
		fmt.Fprintln(w, "done", n)
	})
	http.HandleFunc("/export", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		pool.Export(4, true)
		log.Record(n, "exported ")
		fmt.Fprintln(w, "queued", n)
	})
	http.HandleFunc("/stats", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, consumer.Taken()) })
	ops.Run()
}
