// geofence: which delivery areas is a courier in? All areas are in memory, in a grid; nothing is added after the start.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"net/http"
	"strconv"

	"corp.example/holdout/lib/serve"
)

type point struct{ X, Y float64 }

type box struct{ Min, Max point }

type area struct {
	box
	ID    int
	Owner string
	Ring  []point
}

type grid struct {
	cells [64][64][]*area
	areas int
}

const corners = 90

func trace(id int) *area {
	a := &area{ID: id, Owner: fmt.Sprintf("depot-%04d", id%800), Ring: make([]point, corners)}
	cx, cy := float64(id*7919%6400)/100, float64(id*104729%6400)/100
	a.Min, a.Max = point{cx - 0.5, cy - 0.5}, point{cx + 0.5, cy + 0.5}
	for i := range a.Ring {
		s, c := math.Sincos(2 * math.Pi * float64(i) / corners)
		r := 0.35 + 0.15*float64((id+i)%7)/7
		a.Ring[i] = point{cx + r*c, cy + r*s}
	}
	return a
}

func (g *grid) insert(a *area) {
	for x := max(0, int(a.Min.X)); x <= min(63, int(a.Max.X)); x++ {
		for y := max(0, int(a.Min.Y)); y <= min(63, int(a.Max.Y)); y++ {
			g.cells[x][y] = append(g.cells[x][y], a)
		}
	}
	g.areas++
}

func load(n int) *grid {
	g := &grid{}
	for id := range n {
		g.insert(trace(id))
	}
	return g
}

func (a *area) holds(p point) bool {
	in := false
	for i, j := 0, len(a.Ring)-1; i < len(a.Ring); j, i = i, i+1 {
		u, v := a.Ring[i], a.Ring[j]
		if (u.Y > p.Y) != (v.Y > p.Y) && p.X < (v.X-u.X)*(p.Y-u.Y)/(v.Y-u.Y)+u.X {
			in = !in
		}
	}
	return in
}

type hit struct {
	Owner  string
	Ring   []point
	Labels map[string]string
}

func (g *grid) locate(p point) []hit {
	var out []hit
	for _, a := range g.cells[int(p.X)&63][int(p.Y)&63] {
		if a.holds(p) {
			out = append(out, hit{a.Owner, append([]point(nil), a.Ring...), map[string]string{"area": strconv.Itoa(a.ID), "owner": a.Owner}})
		}
	}
	return out
}

func main() {
	n := flag.Int("areas", 60000, "areas that are loaded")
	flag.Parse()
	g := load(*n)
	http.HandleFunc("/where", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		json.NewEncoder(w).Encode(g.locate(point{float64(n*37%6400) / 100, float64(n*101%6400) / 100}))
	})
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, g.areas) })
	serve.Forever()
}
