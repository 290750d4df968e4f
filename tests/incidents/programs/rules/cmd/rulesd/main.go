// rulesd matches lines against the rules of a tenant.
package main

import (
	"fmt"
	"net/http"

	ops "lib.quayside.example/opskit"
	"rules.kestrel.example/engine/internal/matcher"
)

func main() {
	cache := new(matcher.Cache)
	rules := []matcher.Rule{matcher.NewFieldRule(cache, "region"), matcher.NewFieldRule(cache, "tier")}
	http.HandleFunc("/match", func(w http.ResponseWriter, r *http.Request) {
		hits := 0
		for _, rule := range rules {
			ok, err := rule.Match(r.FormValue("t"), r.FormValue("id"), r.FormValue("line"))
			if err != nil {
				http.Error(w, err.Error(), http.StatusBadRequest)
				return
			}
			if ok {
				hits++
			}
		}
		fmt.Fprintln(w, hits)
	})
	ops.Run()
}
