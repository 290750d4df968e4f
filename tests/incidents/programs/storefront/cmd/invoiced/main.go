// invoiced prints invoices.
package main

import (
	"log"
	"net/http"
	"os"

	"github.com/quillfeather/spanlog"
	ops "lib.quayside.example/opskit"
	"shop.lantern.example/storefront/invoice"
)

func main() {
	// TRACE_ENDPOINT is not set in this cluster: spans are measured and have nowhere to go
	if os.Getenv("TRACE_ENDPOINT") == "" {
		log.Print("no TRACE_ENDPOINT, traces stay local")
	}
	http.Handle("/invoice", &invoice.Desk{Tracer: spanlog.New(nil)})
	ops.Run()
}
