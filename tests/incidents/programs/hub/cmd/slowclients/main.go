// slowclients connects more and more clients to broadcastd, none of which reads. It is started by the runner, outside the pod.
package main

import (
	"net"
	"time"
)

func main() {
	var conns []net.Conn
	for {
		if c, err := net.Dial("tcp", "127.0.0.1:7072"); err == nil {
			c.(*net.TCPConn).SetReadBuffer(4 << 10)
			conns = append(conns, c)
		}
		time.Sleep(600 * time.Millisecond)
	}
}
