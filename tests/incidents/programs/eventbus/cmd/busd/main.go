// busd hands events to the connections that asked for them.
package main

import (
	"flag"
	"fmt"
	"hash/crc32"
	"net/http"
	"strconv"

	ops "lib.quayside.example/opskit"
	"stream.osprey.example/bus/handles"
	"stream.osprey.example/bus/topic"
)

type shard uint8

type event struct {
	ID   int64
	Kind [4]uint32
	Data [6]float64
}

func main() {
	closes := flag.Int("closes", 1<<40, "handles after which the closer dies")
	flag.Parse()
	bus := topic.New[shard, event]()
	delivered := 0
	go handles.Closer(*closes)
	http.HandleFunc("/watch", func(w http.ResponseWriter, r *http.Request) {
		key := shard(crc32.ChecksumIEEE([]byte(r.FormValue("t"))) % 64)
		bus.Subscribe(key, 160, func(batch []event) { delivered += len(batch) })
		fmt.Fprintln(w, "watching", key)
	})
	http.HandleFunc("/publish", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		fmt.Fprintln(w, bus.Publish(shard(n%64), event{ID: int64(n)}))
	})
	http.HandleFunc("/render", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		fmt.Fprintln(w, handles.Open(n, 40<<10).Sum())
	})
	ops.Run()
}
