// journald takes operations as JSON and writes the day's journal.
package main

import (
	"encoding/json"
	"io"
	"net/http"
	"time"

	ops "lib.quayside.example/opskit"
	"obs.marten.example/telemetry/journal"
)

func main() {
	var j journal.Journal
	time.AfterFunc(24*time.Hour, j.Midnight)
	http.HandleFunc("/op", func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), 400)
			return
		}
		details := map[string]any{}
		if json.Unmarshal(raw, &details) != nil {
			details["raw"] = string(raw)
		}
		details["from"] = r.RemoteAddr
		j.Note(r.FormValue("name"), details)
		w.WriteHeader(http.StatusAccepted)
	})
	http.HandleFunc("/today", func(w http.ResponseWriter, r *http.Request) { j.WriteTo(w) })
	ops.Run()
}
