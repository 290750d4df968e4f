// pricingd answers with the mean price of a symbol.
package main

import (
	"fmt"
	"net/http"
	"time"

	"github.com/brightloop/pricing-gateway/partner"
	"github.com/brightloop/pricing-gateway/quotes"
	ops "lib.quayside.example/opskit"
)

func main() {
	book := quotes.NewBook(partner.New(partner.Config{Base: "http://127.0.0.1:7070", Timeout: 5 * time.Second}))
	http.HandleFunc("/price", func(w http.ResponseWriter, r *http.Request) {
		mean, err := book.Refresh(r.Context(), "S"+r.FormValue("s"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		fmt.Fprintf(w, "%.4f\n", mean)
	})
	ops.Run()
}
