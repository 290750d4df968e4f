// recod recommends articles to visitors.
package main

import (
	"flag"
	"net/http"

	ops "lib.quayside.example/opskit"
	"shop.lantern.example/storefront/lru"
	"shop.lantern.example/storefront/taste"
)

func main() {
	most := flag.Int("cache", 600, "profiles in the cache")
	dims := flag.Int("dims", 768, "length of a taste vector")
	flag.Parse()
	engine := &taste.Engine{Cache: lru.New[string, *taste.Profile](*most), Dims: *dims}
	http.HandleFunc("/v2/recommend", func(w http.ResponseWriter, r *http.Request) {
		body, err := engine.For(r.FormValue("visitor"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Write(body)
	})
	ops.Run()
}
