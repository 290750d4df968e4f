// codecd measures the loudness of audio frames.
package main

import (
	"encoding/json"
	"net/http"
	"strconv"

	ops "lib.quayside.example/opskit"
	"native.heron.example/codec/opus"
)

type measure struct {
	Frame    int       `json:"frame"`
	Loudness int       `json:"loudness"`
	Silent   bool      `json:"silent"`
	Curve    []float64 `json:"curve"`
}

func main() {
	http.HandleFunc("/measure", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		in := make([]byte, 16<<10)
		in[0] = byte(n)
		loud, err := opus.Decode(in, 128<<10)
		m := measure{Frame: n, Loudness: loud, Silent: err != nil, Curve: make([]float64, 512)}
		json.NewEncoder(w).Encode(m)
	})
	ops.Run()
}
