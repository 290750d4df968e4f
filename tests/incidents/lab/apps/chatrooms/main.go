// chatrooms: each connection is taken over from net/http and gets a pump that writes. When the reader ends, nobody tells the pump.
package main

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"corp.example/holdout/lib/serve"
)

type client struct {
	room string
	conn net.Conn
	out  chan []byte
	back []byte // the last messages, for a client that comes back
}

type hub struct {
	mu    sync.Mutex
	rooms map[string]map[*client]bool
}

func (h *hub) join(c *client) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.rooms[c.room] == nil {
		h.rooms[c.room] = map[*client]bool{}
	}
	h.rooms[c.room][c] = true
}

func (h *hub) leave(c *client) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.rooms[c.room], c)
}

func (c *client) writePump(w *bufio.Writer) {
	for m := range c.out {
		c.back = append(c.back[:0], m...)
		w.Write(m)
		w.Flush()
	}
}

func (c *client) readPump(h *hub, r *bufio.Reader) {
	defer h.leave(c)
	defer c.conn.Close()
	c.conn.SetReadDeadline(time.Now().Add(200 * time.Millisecond))
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		h.say(c.room, line)
	}
}

func (h *hub) say(room, line string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.rooms[room] {
		select {
		case c.out <- []byte(line):
		default:
		}
	}
}

func main() {
	h := &hub{rooms: map[string]map[*client]bool{}}
	http.HandleFunc("/room", func(w http.ResponseWriter, r *http.Request) {
		conn, rw, err := w.(http.Hijacker).Hijack()
		if err != nil {
			http.Error(w, err.Error(), 500)
			return
		}
		fmt.Fprint(rw, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")
		rw.Flush()
		c := &client{room: r.FormValue("r"), conn: conn, out: make(chan []byte, 64), back: make([]byte, 0, 2048)}
		h.join(c)
		go c.writePump(rw.Writer)
		go c.readPump(h, rw.Reader)
	})
	serve.Forever()
}
