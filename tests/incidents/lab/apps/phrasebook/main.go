// phrasebook: a dictionary that is read at start and takes nearly all there is; requests only look things up.
package main

import (
	"flag"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"corp.example/holdout/lib/serve"
)

type trie struct {
	next map[byte]*trie
	says string
}

func (t *trie) put(word, says string) {
	for i := 0; i < len(word); i++ {
		if t.next == nil {
			t.next = map[byte]*trie{}
		}
		n := t.next[word[i]]
		if n == nil {
			n = &trie{}
			t.next[word[i]] = n
		}
		t = n
	}
	t.says = says
}

func (t *trie) get(word string) string {
	for i := 0; i < len(word) && t != nil; i++ {
		t = t.next[word[i]]
	}
	if t == nil {
		return ""
	}
	return t.says
}

func readDictionary(words int) *trie {
	t := &trie{}
	for i := 0; i < words; i++ {
		w := strconv.FormatInt(int64(i)*2654435761%99999989, 26)
		t.put(w, strings.Repeat(w+" means ", 12))
	}
	return t
}

func main() {
	words := flag.Int("words", 100000, "")
	flag.Parse()
	t := readDictionary(*words)
	http.HandleFunc("/word", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		var found []string
		for i := 0; i < 200; i++ {
			found = append(found, t.get(strconv.FormatInt(int64(n+i)*2654435761%99999989, 26)))
		}
		fmt.Fprintln(w, strings.Join(found, "\n"))
	})
	serve.Forever()
}
