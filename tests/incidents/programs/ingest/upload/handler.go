// Package upload takes media over HTTP.
package upload

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"code.helio.example/media/ingest/manifest"
)

type Handler struct {
	List    *manifest.List
	Preview int           // bytes kept of each upload
	Scan    time.Duration // how long the virus scanner holds the body
}

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := readBody(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	time.Sleep(h.Scan)
	preview := h.Preview
	if r.FormValue("preview") == "0" {
		preview = 0
	}
	it := h.List.Add(body, preview)
	w.Header().Set("ETag", it.Sum)
	fmt.Fprintln(w, strconv.Itoa(it.Size))
}

// readBody takes the whole body into memory, however large it is.
func readBody(r *http.Request) ([]byte, error) {
	defer r.Body.Close()
	return io.ReadAll(r.Body)
}
