// broadcastd sends the same frames to every client.
package main

import (
	"fmt"
	"log"
	"net/http"
	"strings"

	"gitlab.corvid.example/realtime/hub/broadcast"
	ops "lib.quayside.example/opskit"
)

func main() {
	s, err := broadcast.Listen("127.0.0.1:7072")
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		rows := make([]string, 0, 2000)
		for i := 0; i < 2000; i++ {
			rows = append(rows, fmt.Sprintf("%d client(s), row %d", s.Clients(), i))
		}
		fmt.Fprintln(w, len(strings.Join(rows, "\n")))
	})
	ops.Run()
}
