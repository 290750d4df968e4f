// mailthread: sorts incoming mail into threads. It remembers the ids of the last 20,000 mails, 2 MB of text as somebody worked out once;
// but an id is cut out of the mail that it came in, and keeps all of it.
package main

import (
	"fmt"
	"net/http"
	"strings"
	"sync"

	"corp.example/holdout/lib/serve"
)

const remembered = 20000

type threads struct {
	mu     sync.Mutex
	parent map[string]string
	order  []string
}

func (t *threads) link(id, parent string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, known := t.parent[id]; known {
		return
	}
	t.parent[id] = parent
	t.order = append(t.order, id)
	if len(t.order) > remembered {
		delete(t.parent, t.order[0])
		t.order = t.order[1:]
	}
}

func (t *threads) root(id string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i := 0; i < 50; i++ {
		p := t.parent[id]
		if p == "" {
			break
		}
		id = p
	}
	return id
}

type mailbox struct{ domain string }

// fetch stands in for the IMAP client: a whole mail as text.
func (m *mailbox) fetch(n string) string {
	var b strings.Builder
	b.Grow(18 << 10)
	fmt.Fprintf(&b, "Received: from mx.%s\r\nFrom: sales-%s@%s\r\nTo: desk@%s\r\nSubject: Re: order %s\r\n", m.domain, n, m.domain, m.domain, n)
	fmt.Fprintf(&b, "Message-ID: <%s.%x@%s>\r\nIn-Reply-To: <%s.0@%s>\r\n\r\n", n, len(n)*7919, m.domain, n[:len(n)-1], m.domain)
	for i := 0; b.Len() < 17<<10; i++ {
		fmt.Fprintf(&b, "> %d. please find below what we wrote on the %dth about order %s, with all of the conditions.\r\n", i, i%28+1, n)
	}
	return b.String()
}

func header(raw, name string) string {
	head, _, _ := strings.Cut(raw, "\r\n\r\n")
	for len(head) > 0 {
		var line string
		line, head, _ = strings.Cut(head, "\r\n")
		if k, v, ok := strings.Cut(line, ": "); ok && strings.EqualFold(k, name) {
			return v
		}
	}
	return ""
}

type desk struct {
	box *mailbox
	idx *threads
}

func (d *desk) ingest(n string) (id string, words map[string]int) {
	raw := d.box.fetch(n)
	id = header(raw, "Message-ID")
	d.idx.link(id, header(raw, "In-Reply-To"))
	words = map[string]int{}
	for _, w := range strings.Fields(strings.ToLower(raw)) {
		words[w]++
	}
	return id, words
}

func main() {
	d := &desk{&mailbox{"harbour.example"}, &threads{parent: map[string]string{}}}
	http.HandleFunc("/deliver", func(w http.ResponseWriter, r *http.Request) {
		id, words := d.ingest(r.FormValue("n"))
		fmt.Fprintf(w, "%s in %s, %d words\n", id, d.idx.root(id), len(words))
	})
	serve.Forever()
}
