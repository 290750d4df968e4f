// stationboard: the day's timetable in memory, and boards that are put together for each request.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"net/http"
	"sort"
	"strconv"
	"text/tabwriter"
	"time"

	"corp.example/holdout/lib/serve"
)

type Stop struct {
	Train, Destination, Platform string
	At                           time.Time
	Via                          []string
}

var table = map[string][]Stop{}

func readTimetable(stations, trains int) {
	day := time.Date(2026, 11, 1, 5, 0, 0, 0, time.UTC)
	for s := 0; s < stations; s++ {
		name := "station-" + strconv.Itoa(s)
		for t := 0; t < trains; t++ {
			stop := Stop{Train: "IC " + strconv.Itoa(s*31+t), Destination: "terminus of line " + strconv.Itoa(t%40), Platform: strconv.Itoa(t % 14), At: day.Add(time.Duration(t*7) * time.Minute)}
			for v := 0; v < 5; v++ {
				stop.Via = append(stop.Via, "via station-"+strconv.Itoa((s+v*3)%stations))
			}
			table[name] = append(table[name], stop)
		}
	}
}

func board(station string, n int) []byte {
	rows := append([]Stop(nil), table[station]...)
	sort.Slice(rows, func(i, j int) bool { return rows[i].At.Before(rows[j].At) })
	var b bytes.Buffer
	w := tabwriter.NewWriter(&b, 4, 1, 1, ' ', 0)
	for _, s := range rows[:min(n, len(rows))] {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%v\n", s.At.Format("15:04"), s.Train, s.Destination, s.Platform, s.Via)
	}
	w.Flush()
	return b.Bytes()
}

func main() {
	stations := flag.Int("stations", 700, "")
	flag.Parse()
	readTimetable(*stations, 150)
	http.HandleFunc("/board", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		w.Write(board("station-"+strconv.Itoa(n%*stations), 120))
	})
	serve.Forever()
}
