// Package transcode turns audio into another format in pooled buffers.
package transcode

import (
	"bytes"
	"fmt"
	"net/http"
	"os/exec"
	"strconv"
	"sync"
	"time"
)

// buffers are reused whatever size they grew to: after one large file every buffer stays large while it is in use.
var buffers = sync.Pool{New: func() interface{} { return new(bytes.Buffer) }}

// Pooled reads the body into a pooled buffer and works on it for a while.
func Pooled(work time.Duration) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		in := buffers.Get().(*bytes.Buffer)
		out := buffers.Get().(*bytes.Buffer)
		defer buffers.Put(in)
		defer buffers.Put(out)
		in.Reset()
		out.Reset()
		if _, err := in.ReadFrom(r.Body); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		convert(out, in.Bytes())
		time.Sleep(work)
		fmt.Fprintln(w, out.Len())
	}
}

func convert(out *bytes.Buffer, in []byte) {
	for i := 0; i < len(in); i += 4096 {
		end := i + 4096
		if end > len(in) {
			end = len(in)
		}
		out.Write(in[i:end])
	}
}

// Thumbnail runs the thumbnailer, a program of its own in the same container, for one picture.
func Thumbnail(w http.ResponseWriter, r *http.Request) {
	mib, _ := strconv.Atoi(r.FormValue("mib"))
	b, err := exec.Command("thumbnailer", "-mib", strconv.Itoa(mib)).CombinedOutput()
	if err != nil {
		http.Error(w, err.Error()+" "+string(b), http.StatusBadGateway)
		return
	}
	w.Write(b)
}
