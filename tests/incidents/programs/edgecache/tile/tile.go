// Package tile draws map tiles.
package tile

import (
	"bytes"
	"image"
	"image/color"
	"image/png"

	ops "lib.quayside.example/opskit"
)

// Tile is an encoded picture as the cache keeps it.
type Tile struct {
	X, Y int
	PNG  []byte
}

// Render draws and encodes one tile; all but the result dies with the call.
func Render(x, y, edge int) (*Tile, error) {
	img := image.NewNRGBA(image.Rect(0, 0, edge, edge))
	for v := 0; v < edge; v += 2 {
		for u := 0; u < edge; u++ {
			img.SetNRGBA(u, v, color.NRGBA{R: byte(u * x), G: byte(v * y), B: byte(u ^ v), A: 255})
		}
	}
	var out bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := enc.Encode(&out, img); err != nil {
		return nil, err
	}
	return &Tile{X: x, Y: y, PNG: out.Bytes()}, nil
}

// Stock makes the n-th tile of the base map, which is loaded at start and stays.
func Stock(n, size int) *Tile {
	return &Tile{X: n, Y: n, PNG: ops.Touch(make([]byte, size))}
}
