// thumbnailer decodes one picture in memory and prints the size of its thumbnail.
package main

import (
	"flag"
	"fmt"
	"time"

	ops "lib.quayside.example/opskit"
)

func main() {
	mib := flag.Int("mib", 16, "MiB of the decoded picture")
	pace := flag.Duration("pace", 5*time.Millisecond, "time between two MiB")
	hold := flag.Duration("hold", 0, "how long it is kept")
	flag.Parse()
	var rows [][]byte
	for i := 0; i < *mib; i++ {
		rows = append(rows, ops.Touch(make([]byte, 1<<20)))
		time.Sleep(*pace)
	}
	time.Sleep(*hold)
	fmt.Println(len(rows) * 160)
}
