// relayd takes streams of readings and checks them.
package main

import (
	"flag"
	"hash/crc32"
	"log"
	"net"
	"sync/atomic"
	"time"

	ops "lib.quayside.example/opskit"
	"net.pelican.example/relay/wire"
)

func main() {
	streams := flag.Uint("streams", 12, "streams of the sender")
	pace := flag.Duration("pace", 5*time.Millisecond, "between two frames")
	slow := flag.Duration("slow", 200*time.Millisecond, "what a slow reader takes for a message")
	flag.Parse()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	var sum atomic.Uint32
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go wire.Serve(c, *slow, func(b []byte) { sum.Add(crc32.ChecksumIEEE(b)) })
		}
	}()
	out, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		log.Fatal(err)
	}
	go wire.Send(out, uint32(*streams), 16<<10, *pace)
	ops.Run()
}
