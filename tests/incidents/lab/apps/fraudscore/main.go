// fraudscore: a score for each payment. Several rules need the profile of a payment, so it is computed once and kept in a memo under the
// id of the request; the memo was to be one for each request, and is one for the whole service.
package main

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"sort"

	"corp.example/holdout/apps/fraudscore/memo"
	"corp.example/holdout/lib/serve"
)

const features = 2048

type profile struct {
	Request string
	Vec     [features]float32
}

type rule interface {
	weigh(p *profile) verdict
}

type verdict struct {
	Rule   string
	Score  float64
	Why    []string
	Series []float64
}

type distance struct{ centre float64 }
type spread struct{ q float64 }
type rhythm struct{ step int }

func window(p *profile) []float64 {
	out := make([]float64, 0, features)
	for _, v := range p.Vec {
		out = append(out, float64(v))
	}
	return out
}

func explain(name string, xs []float64) []string {
	why := make([]string, 0, 40)
	for i := 0; i < 40; i++ {
		why = append(why, fmt.Sprintf("%s: feature %d is %.4f, usual is %.4f, weight %.3f", name, i, xs[i*17], xs[i*23], math.Abs(xs[i])))
	}
	return why
}

func (d distance) weigh(p *profile) verdict {
	xs := window(p)
	s := 0.0
	for i := range xs {
		xs[i] -= d.centre
		s += xs[i] * xs[i]
	}
	return verdict{"distance", math.Sqrt(s), explain("distance", xs), xs[:256]}
}

func (r spread) weigh(p *profile) verdict {
	xs := window(p)
	sort.Float64s(xs)
	return verdict{"spread", xs[int(r.q*features)], explain("spread", xs), xs[:256]}
}

func (r rhythm) weigh(p *profile) verdict {
	xs, lag := window(p), window(p)
	for i := range xs {
		xs[i] *= lag[(i+r.step)%features]
	}
	return verdict{"rhythm", xs[0], explain("rhythm", xs), xs[:256]}
}

type scorer struct {
	profiles memo.Memo[string, *profile]
	rules    []rule
}

func buildProfile(request string) *profile {
	p := &profile{Request: request}
	h := uint32(2166136261)
	for _, c := range []byte(request) {
		h = (h ^ uint32(c)) * 16777619
	}
	for i := range p.Vec {
		h ^= h << 13
		h ^= h >> 17
		h ^= h << 5
		p.Vec[i] = float32(h%10000) / 10000
	}
	return p
}

func (s *scorer) score(request string) []verdict {
	out := make([]verdict, 0, len(s.rules))
	for _, r := range s.rules {
		p := s.profiles.Do(request, buildProfile)
		out = append(out, r.weigh(p))
	}
	return out
}

func main() {
	s := &scorer{rules: []rule{distance{0.5}, spread{0.9}, rhythm{7}, rhythm{30}, spread{0.1}, distance{0.2}, rhythm{365}}}
	http.HandleFunc("/score", func(w http.ResponseWriter, r *http.Request) {
		body, err := json.MarshalIndent(s.score("pay-"+r.FormValue("n")), "", "  ")
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Write(body)
	})
	serve.Forever()
}
