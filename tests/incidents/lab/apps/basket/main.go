// basket: shopping baskets, each with a timer that reminds the shopper tomorrow. Every change arms a new one and forgets the old.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"corp.example/holdout/lib/serve"
)

type Item struct {
	SKU, Title string
	Qty        int
	Cents      int64
}

type Basket struct {
	Owner string
	Items []Item
}

type Baskets struct {
	mu sync.Mutex
	by map[string]*Basket
}

func (b *Baskets) Change(owner string, it Item) *Basket {
	b.mu.Lock()
	defer b.mu.Unlock()
	old := b.by[owner]
	nb := &Basket{Owner: owner}
	if old != nil {
		nb.Items = append(nb.Items, old.Items[max(0, len(old.Items)-60):]...)
	}
	nb.Items = append(nb.Items, it)
	b.by[owner] = nb
	return nb
}

func remindLater(b *Basket) {
	subject := "Still thinking about " + b.Items[len(b.Items)-1].Title + "?"
	time.AfterFunc(26*time.Hour, func() { sendMail(b.Owner, subject, b.Items) })
}

func sendMail(to, subject string, items []Item) { fmt.Println("mail", to, subject, len(items)) }

func main() {
	all := &Baskets{by: map[string]*Basket{}}
	http.HandleFunc("/add", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		b := all.Change("shopper-"+strconv.Itoa(n%120), Item{SKU: "A" + strconv.Itoa(n), Title: "Article no. " + strconv.Itoa(n), Qty: 1, Cents: int64(n % 9000)})
		remindLater(b)
		json.NewEncoder(w).Encode(b)
	})
	serve.Forever()
}
