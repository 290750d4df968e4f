// parkgate: the barriers of a few car parks. Every car that enters is photographed, recorded and given a ticket. The recorder was written
// for the first tests, as a list in memory, and went into production behind the interface that was meant for a database.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"corp.example/holdout/apps/parkgate/camera"
	"corp.example/holdout/lib/serve"
)

type Entry struct {
	Lane, Plate string
	At          time.Time
	Cents       int
	Frame       []byte
}

type Recorder interface {
	Record(e Entry)
	Since(t time.Time, most int) []Entry
}

type guarded struct{ sync.RWMutex }

type dayBook struct {
	guarded
	opened  time.Time
	entries []Entry
}

func (d *dayBook) Record(e Entry) {
	e.Frame = bytes.Clone(e.Frame)
	d.Lock()
	d.entries = append(d.entries, e)
	d.Unlock()
}

func (d *dayBook) Since(t time.Time, most int) []Entry {
	d.RLock()
	defer d.RUnlock()
	var out []Entry
	for i := len(d.entries) - 1; i >= 0 && len(out) < most && d.entries[i].At.After(t); i-- {
		out = append(out, d.entries[i])
	}
	return out
}

type lane struct {
	name string
	feed camera.Feed
	book Recorder
}

type ticket struct {
	Lane, Plate, Until string
	Rates              map[string]string
	Lines              []string
}

func plateOf(frame []byte, n string) string {
	return fmt.Sprintf("%c%c-%s", 'A'+frame[0]%26, 'A'+frame[7]%26, n)
}

func (l *lane) enter(n string) ticket {
	var plate string
	l.feed.Snap(func(frame []byte) {
		plate = plateOf(frame, n)
		l.book.Record(Entry{Lane: l.name, Plate: plate, At: time.Now(), Cents: 250, Frame: frame})
	})
	return printTicket(l.name, plate)
}

func printTicket(lane, plate string) ticket {
	t := ticket{Lane: lane, Plate: plate, Until: time.Now().Add(24 * time.Hour).Format(time.RFC1123), Rates: map[string]string{}}
	for h := 1; h <= 48; h++ {
		t.Rates[fmt.Sprintf("%d h", h)] = fmt.Sprintf("%.2f EUR", 2.5+float64(h)*0.9)
		t.Lines = append(t.Lines, strings.Repeat("-", 20)+strings.ToUpper(plate)+fmt.Sprintf(" hour %d", h))
	}
	return t
}

func main() {
	var book Recorder = &dayBook{opened: time.Now()}
	lanes := map[string]*lane{}
	for _, name := range []string{"north", "south", "roof", "cellar"} {
		lanes[name] = &lane{name: name, book: book}
	}
	http.HandleFunc("/enter", func(w http.ResponseWriter, r *http.Request) {
		l := lanes[r.FormValue("lane")]
		if l == nil {
			http.NotFound(w, r)
			return
		}
		json.NewEncoder(w).Encode(l.enter(r.FormValue("n")))
	})
	http.HandleFunc("/latest", func(w http.ResponseWriter, r *http.Request) {
		for _, e := range book.Since(time.Now().Add(-10*time.Second), 20) {
			fmt.Fprintln(w, e.Plate, e.Lane, len(e.Frame))
		}
	})
	serve.Forever()
}
