// checkoutd shows orders.
package main

import (
	"fmt"
	"net/http"
	"strings"

	ops "lib.quayside.example/opskit"
	"metrics.wren.example/checkout/telemetry"
)

func main() {
	t := telemetry.New()
	http.HandleFunc("/orders/", t.Wrap(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "order %s\n", strings.TrimPrefix(r.URL.Path, "/orders/"))
	}))
	http.Handle("/metrics", t.Handler())
	ops.Run()
}
