// payroll: a small live set, and once a month a statement of everybody, made in memory as a whole.
package main

import (
	"encoding/xml"
	"flag"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"corp.example/holdout/lib/serve"
)

type Slip struct {
	XMLName xml.Name `xml:"slip"`
	No      int      `xml:"no,attr"`
	Name    string   `xml:"name"`
	Lines   []Line   `xml:"line"`
}

type Line struct {
	Text  string  `xml:"text"`
	Gross float64 `xml:"gross"`
	Net   float64 `xml:"net"`
}

func slipOf(no int) Slip {
	s := Slip{No: no, Name: "Employee " + strconv.Itoa(no)}
	for i := 0; i < 14; i++ {
		s.Lines = append(s.Lines, Line{Text: fmt.Sprintf("line %d of %d: hours, allowance and tax", i, no), Gross: float64(no * i), Net: float64(no*i) * .7})
	}
	return s
}

func statement(from, n int) ([]byte, error) {
	slips := make([]Slip, 0)
	for i := 0; i < n; i++ {
		slips = append(slips, slipOf(from+i))
	}
	return xml.MarshalIndent(struct {
		XMLName xml.Name `xml:"statement"`
		Slips   []Slip
	}{Slips: slips}, "", "  ")
}

func main() {
	staff := flag.Int("staff", 30000, "slips of a whole statement")
	at := flag.Duration("at", 34*time.Second, "when the month ends")
	flag.Parse()
	http.HandleFunc("/slip", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		b, err := statement(n, 40)
		if err != nil {
			http.Error(w, err.Error(), 500)
			return
		}
		w.Write(b)
	})
	go func() {
		time.Sleep(*at)
		for {
			b, err := statement(0, *staff)
			fmt.Println("statement", len(b), err)
			time.Sleep(8 * time.Second)
		}
	}()
	serve.Forever()
}
