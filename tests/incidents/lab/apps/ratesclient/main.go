// ratesclient: asks a bank for exchange rates, in the background, without a timeout. The bank answers the first requests and then no more.
package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"corp.example/holdout/lib/serve"
)

type rates struct{ Base string }

// bank stands in for the other side: it takes connections and says nothing.
func bank(addr string) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		panic(err)
	}
	var open []net.Conn
	for {
		c, err := l.Accept()
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		open = append(open, c)
	}
}

func fetchRate(base string, doc []byte) (*rates, error) {
	r, err := http.Get("http://127.0.0.1:7171/rates?base=" + base + "&len=" + strconv.Itoa(len(doc)))
	if err != nil {
		return nil, err
	}
	defer r.Body.Close()
	out := new(rates)
	return out, json.NewDecoder(r.Body).Decode(out)
}

func convert(n int) {
	doc := make([]byte, 0, 6<<10)
	for i := 0; len(doc) < 5<<10; i++ {
		doc = fmt.Appendf(doc, "position %d of %d;", i, n)
	}
	if r, err := fetchRate("EUR", doc); err == nil {
		fmt.Println(r.Base)
	}
}

func main() {
	go bank("127.0.0.1:7171")
	http.HandleFunc("/convert", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		go convert(n)
		fmt.Fprintln(w, "accepted")
	})
	serve.Forever()
}
