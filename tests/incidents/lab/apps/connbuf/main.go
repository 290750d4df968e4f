// connbuf: a fixed number of connections, each with a buffer that grows to the largest message it has seen and stays.
package main

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"sync"

	"corp.example/holdout/lib/serve"
)

type conn struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

var conns [260]conn

func (c *conn) write(n int) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.buf.Reset()
	size := 2000 + (n*7919)%60000
	for c.buf.Len() < size {
		fmt.Fprintf(&c.buf, "message %d for a connection, part at %d\n", n, c.buf.Len())
	}
	return c.buf.Len()
}

func main() {
	http.HandleFunc("/send", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		fmt.Fprintln(w, conns[n%len(conns)].write(n))
	})
	serve.Forever()
}
