// Package spool writes bodies to files, for a later job.
package spool

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"
)

// Dir is a spool directory. Keep is how many files stay; 0 keeps all.
type Dir struct {
	Path string
	Keep int64
	next atomic.Int64
}

func (d *Dir) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n := d.next.Add(1)
	f, err := os.Create(d.name(n))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer f.Close()
	size, err := io.Copy(f, r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInsufficientStorage)
		return
	}
	if d.Keep > 0 && n > d.Keep {
		os.Remove(d.name(n - d.Keep))
	}
	fmt.Fprintln(w, size)
}

func (d *Dir) name(n int64) string { return filepath.Join(d.Path, fmt.Sprintf("part-%08d", n)) }
