// quoted prices carts.
package main

import (
	"flag"
	"net/http"

	ops "lib.quayside.example/opskit"
	"shop.lantern.example/storefront/quotes"
)

func main() {
	offers := flag.Int("offers", 18000, "offers in the book")
	flag.Parse()
	http.Handle("/v1/quote", quotes.Load(*offers))
	ops.Run()
}
