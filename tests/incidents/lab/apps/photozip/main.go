// photozip: downloads of a whole album are zipped in memory before the first byte is sent.
package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"corp.example/holdout/lib/serve"
)

func photo(n int) []byte {
	b := make([]byte, 300<<10)
	x := uint32(n)*2654435761 + 1
	for i := range b {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		b[i] = byte(x)
	}
	return b
}

func album(id, n int) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < n; i++ {
		f, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("%d/%04d.jpg", id, i), Method: zip.Store, Modified: time.Now()})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(photo(id + i)); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func main() {
	http.HandleFunc("/album", func(w http.ResponseWriter, r *http.Request) {
		id, _ := strconv.Atoi(r.FormValue("n"))
		n, _ := strconv.Atoi(r.FormValue("photos"))
		b, err := album(id, n)
		if err != nil {
			http.Error(w, err.Error(), 500)
			return
		}
		w.Write(b)
	})
	serve.Forever()
}
