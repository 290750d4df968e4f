// indexd builds a search index shard by shard.
package main

import (
	"fmt"
	"net/http"
	"strconv"

	ops "lib.quayside.example/opskit"
	"warehouse.finch.example/search-index/postings"
)

// sizes are the record sizes of the catalogues; each falls into another size class.
var sizes = []int{96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448, 480, 512}

func main() {
	index := new(postings.Index)
	http.HandleFunc("/build", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		size := sizes[n%len(sizes)]
		fmt.Fprintln(w, index.Build(12, size, 8192/size))
	})
	ops.Run()
}
