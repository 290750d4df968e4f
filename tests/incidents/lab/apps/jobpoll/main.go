// jobpoll: hands work to another service and asks until it is done. Jobs that were lost there are asked after for ever.
package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"corp.example/holdout/lib/serve"
)

type job struct {
	id      int
	request []byte
	tries   int
}

var running, finished atomic.Int64

func lookup(id, tries int) string {
	if id%3 == 0 {
		return "unknown" // lost when the other service was restarted
	}
	if tries > 2 {
		return "done"
	}
	return "running"
}

func (j *job) follow() {
	running.Add(1)
	defer running.Add(-1)
	for {
		j.tries++
		if lookup(j.id, j.tries) == "done" {
			finished.Add(1)
			return
		}
		time.Sleep(700 * time.Millisecond)
	}
}

func pack(id int) []byte {
	var b bytes.Buffer
	for i := 0; i < 400; i++ {
		fmt.Fprintf(&b, "row %d of job %d: %x\n", i, id, i*id*2654435761)
	}
	return b.Bytes()
}

func main() {
	http.HandleFunc("/submit", func(w http.ResponseWriter, r *http.Request) {
		id, _ := strconv.Atoi(r.FormValue("n"))
		j := &job{id: id, request: pack(id)}
		z := gzip.NewWriter(w)
		z.Write(j.request)
		z.Close()
		go j.follow()
	})
	serve.Forever()
}
