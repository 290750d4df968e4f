// flagd tells the shop which experiments a page view takes part in.
package main

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"time"

	ops "lib.quayside.example/opskit"
	"shop.lantern.example/storefront/rollout"
)

var page = template.Must(template.New("page").Parse(`<ul>{{range .}}<li class="arm-{{.}}">experiment in arm {{.}}</li>{{end}}</ul>`))

func main() {
	go func() {
		for i := 0; ; i++ {
			time.Sleep(5 * time.Second)
			rollout.Publish(map[string]bool{"checkout-v3": i%2 == 0, "new-search": true})
		}
	}()
	http.HandleFunc("/decide", func(w http.ResponseWriter, r *http.Request) {
		v := rollout.NewVisit(r.FormValue("visit"))
		arms := make([]int, 60)
		for i := range arms {
			arms[i] = v.Bucket(i)
		}
		var b bytes.Buffer
		if err := page.Execute(&b, arms); err != nil {
			http.Error(w, err.Error(), 500)
			return
		}
		fmt.Fprintln(w, b.Len())
	})
	ops.Run()
}
