// edged serves map tiles: the base map from a cache that is full from the start, the rest drawn on demand.
package main

import (
	"flag"
	"fmt"
	"log"
	"net/http"
	"runtime/debug"
	"strconv"
	"syscall"
	"time"

	"github.com/stonefly/edge-cache/lru"
	"github.com/stonefly/edge-cache/tile"
	ops "lib.quayside.example/opskit"
)

func main() {
	live := flag.Int("live", 40, "MiB of base map")
	size := flag.Int("size", 8<<10, "bytes of a tile of the base map")
	mapped := flag.Int("mapped", 0, "MiB of glyphs kept outside the Go heap, in mapped memory; constant")
	edge := flag.Int("edge", 256, "pixels along the edge of a drawn tile")
	slow := flag.Duration("slow-after", 0, "from then on the database does not answer, and /healthz asks it; 0 for never")
	probes := flag.Int("health", 0, "small tiles that /healthz draws to see that drawing works")
	gogc := flag.Int("gogc", 0, "collector percentage set by the program itself; 0 leaves $GOGC alone")
	crash := flag.Duration("crash-after", 0, "a request after this time finds a bug; 0 for never")
	flag.Parse()
	if *gogc > 0 {
		debug.SetGCPercent(*gogc)
	}
	began := time.Now()
	stock := lru.New(*live << 20 / *size)
	for i := 0; i < *live<<20 / *size; i++ {
		stock.Add(strconv.Itoa(i), tile.Stock(i, *size))
	}
	if *mapped > 0 {
		glyphs, err := syscall.Mmap(-1, 0, *mapped<<20, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
		if err != nil {
			log.Fatal(err)
		}
		ops.Touch(glyphs)
	}
	recent := lru.New(64)
	var byZoom map[int]int
	http.HandleFunc("/tile", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		if *slow > 0 && time.Since(began) > *slow {
			select {} // waits for a connection of the database's pool
		}
		stock.Get(strconv.Itoa(n * 7919 % stock.Len()))
		t, err := tile.Render(n, n/7, *edge)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		if *crash > 0 && time.Since(began) > *crash {
			go func() { byZoom[n%20]++ }()
		}
		recent.Add(r.FormValue("n"), t)
		fmt.Fprintln(w, len(t.PNG))
	})
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) {
		if *slow > 0 && time.Since(began) > *slow {
			select {}
		}
		for i := 0; i < *probes; i++ {
			if _, err := tile.Render(i, 1, 192); err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
		}
		fmt.Fprintln(w, "ok", recent.Len())
	})
	ops.Serve()
}
