// Package postings builds shards of a search index.
package postings

import (
	"sync"

	ops "lib.quayside.example/opskit"
)

// Index keeps the few terms of every shard that are searched for.
type Index struct {
	mu   sync.Mutex
	hot  [][]byte
	docs int
}

// Build makes a shard of mib MiB of records of one size, then keeps one record in every keep. What it keeps is little,
// but lies in nearly every span; the next shard's records have another size and can't use the room between.
func (x *Index) Build(mib, record, keep int) int {
	n := mib << 20 / record
	all := make([][]byte, 0, n)
	for i := 0; i < n; i++ {
		all = append(all, newRecord(record))
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	for i := 0; i < n; i += keep {
		x.hot = append(x.hot, all[i])
	}
	x.docs += n
	return len(x.hot)
}

func newRecord(size int) []byte { return ops.Touch(make([]byte, size)) }
