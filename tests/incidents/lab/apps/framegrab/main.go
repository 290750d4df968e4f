// framegrab: single frames of cameras, as thumbnails. A frame that is sharp enough is retained for the index and released by it; one that is
// not sharp leaves early, and the reference that was taken for the index is never given back.
package main

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"net/http"
	"strconv"

	"corp.example/holdout/apps/framegrab/slab"
	"corp.example/holdout/lib/serve"
)

const frameSize = 96 << 10

type frame struct {
	*slab.Block
	camera int
	sharp  bool
}

func grab(camera int) (*frame, error) {
	b, err := slab.Get(frameSize)
	if err != nil {
		return nil, err
	}
	f := &frame{Block: b, camera: camera, sharp: camera%4 != 0}
	v := uint32(camera)*2654435761 + 1
	for i := 0; i < len(b.Bytes); i += 4 {
		v ^= v << 13
		v ^= v >> 17
		v ^= v << 5
		b.Bytes[i], b.Bytes[i+1], b.Bytes[i+2] = byte(v), byte(v>>8), byte(v>>16)
	}
	return f, nil
}

type index struct {
	work   chan *frame
	seen   []uint32 // how often a fingerprint was
	recent [250]summary
}

func (x *index) run() {
	for f := range x.work {
		sum := crc32.ChecksumIEEE(f.Bytes)
		x.seen[int(sum)%len(x.seen)]++
		x.recent[f.camera%len(x.recent)] = summarise(f)
		f.Release()
	}
}

type summary struct {
	Camera    int
	Histogram map[string]int
	Rows      []string
}

func summarise(f *frame) summary {
	s := summary{Camera: f.camera, Histogram: map[string]int{}}
	for i := 0; i < len(f.Bytes); i += 96 {
		s.Histogram[fmt.Sprintf("%02x", f.Bytes[i]&^7)]++
	}
	for y := 0; y < 48; y++ {
		s.Rows = append(s.Rows, fmt.Sprintf("%x", f.Bytes[y*2000:y*2000+48]))
	}
	return s
}

func (x *index) thumbnail(camera int) (summary, error) {
	f, err := grab(camera)
	if err != nil {
		return summary{}, err
	}
	defer f.Release()
	f.Retain() // for the index
	s := summarise(f)
	if !f.sharp {
		return s, nil
	}
	x.work <- f
	return s, nil
}

func main() {
	x := &index{work: make(chan *frame, 8), seen: make([]uint32, 1<<20)}
	go x.run()
	http.HandleFunc("/thumb", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		s, err := x.thumbnail(n)
		if err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		json.NewEncoder(w).Encode(s)
	})
	serve.Forever()
}
