// scanroom: turns and shrinks scanned pages. Letters are small; plans of buildings are not, and each step makes a picture of its own.
package main

import (
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"strconv"
	"sync"

	"corp.example/holdout/lib/serve"
)

type archive struct {
	mu     sync.Mutex
	thumbs map[int]*image.Gray
	order  []int
}

// scan stands in for the decoder: a page of w times h pixels.
func scan(w, h int) *image.RGBA {
	page := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := 0; y < h; y++ {
		row := page.Pix[y*page.Stride : y*page.Stride+4*w]
		for x := 0; x < len(row); x += 4 {
			row[x], row[x+1], row[x+2], row[x+3] = byte(x>>3), byte(y>>2), byte(x^y), 255
		}
	}
	return page
}

func turn(src *image.RGBA) *image.RGBA {
	b := src.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dy(), b.Dx()))
	for y := 0; y < b.Dy(); y++ {
		for x := 0; x < b.Dx(); x++ {
			i, o := src.PixOffset(x, y), out.PixOffset(b.Dy()-1-y, x)
			copy(out.Pix[o:o+4], src.Pix[i:i+4])
		}
	}
	return out
}

func shrink(src *image.RGBA, side int) *image.Gray {
	b := src.Bounds()
	out := image.NewGray(image.Rect(0, 0, side, side))
	for y := 0; y < side; y++ {
		for x := 0; x < side; x++ {
			p := src.RGBAAt(x*b.Dx()/side, y*b.Dy()/side)
			out.SetGray(x, y, color.GrayModel.Convert(p).(color.Gray))
		}
	}
	return out
}

func (a *archive) keep(n int, t *image.Gray) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.thumbs[n] = t
	a.order = append(a.order, n)
	if len(a.order) > 300 {
		delete(a.thumbs, a.order[0])
		a.order = append(a.order[:0:0], a.order[1:]...)
	}
}

func number(r *http.Request, name string, or int) int {
	if n, err := strconv.Atoi(r.FormValue(name)); err == nil {
		return n
	}
	return or
}

func main() {
	a := &archive{thumbs: map[int]*image.Gray{}}
	http.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		page := scan(number(r, "w", 420), number(r, "h", 594))
		upright := turn(page)
		t := shrink(upright, 120)
		a.keep(number(r, "n", 0), t)
		w.Header().Set("Content-Type", "image/jpeg")
		jpeg.Encode(w, t, &jpeg.Options{Quality: 60})
	})
	http.HandleFunc("/count", func(w http.ResponseWriter, r *http.Request) {
		a.mu.Lock()
		defer a.mu.Unlock()
		fmt.Fprintln(w, len(a.thumbs))
	})
	serve.Forever()
}
