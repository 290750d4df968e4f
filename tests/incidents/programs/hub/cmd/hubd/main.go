// hubd keeps streams to browsers and devices open.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"gitlab.corvid.example/realtime/hub/devices"
	"gitlab.corvid.example/realtime/hub/presence"
	"gitlab.corvid.example/realtime/hub/session"
	ops "lib.quayside.example/opskit"
)

func main() {
	ring := flag.Int("ring", 96<<10, "bytes of a session's ring")
	stay := flag.Duration("stay", 16*time.Second, "how long a client keeps its stream")
	fleet := flag.Int("devices", 0, "devices that connect")
	ramp := flag.Duration("ramp", 12*time.Second, "time in which they do")
	flag.Parse()
	hub := session.NewHub(*ring)
	tracker := presence.NewTracker(context.Background())
	if *fleet > 0 {
		devices.Connect(*fleet, *ramp)
	}
	http.HandleFunc("/subscribe", func(w http.ResponseWriter, r *http.Request) {
		s := hub.Open(r.FormValue("d"))
		defer hub.Close(s)
		fmt.Fprintln(w, s.Stream(*stay))
	})
	http.HandleFunc("/presence", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, tracker.Watch(r.FormValue("u")))
	})
	http.HandleFunc("/whois", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		fmt.Fprintln(w, tracker.Lookup(n))
	})
	http.HandleFunc("/digest", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		json.NewEncoder(w).Encode(digest(n))
	})
	ops.Run()
}

type line struct {
	Device string   `json:"device"`
	Tags   []string `json:"tags"`
	Note   string   `json:"note"`
}

// digest is what a dashboard asks for: short-lived, a few hundred KiB.
func digest(n int) []line {
	out := make([]line, 0, 400)
	for i := 0; i < 400; i++ {
		out = append(out, line{fmt.Sprintf("device-%d", n+i), strings.Split("eu,prod,v2", ","), strings.Repeat("ok ", 120)})
	}
	return out
}
