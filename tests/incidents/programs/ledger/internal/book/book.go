// Package book holds the accounts: a live set that is loaded once and does not grow.
package book

import (
	"fmt"
	"sync"
)

type Entry struct {
	Ref    string
	Amount int64
}

type Account struct {
	ID      string
	Owner   string
	Balance int64
	History [24]Entry
	next    int

	statement []byte // rendered at the first visit, then kept: bounded by the number of accounts
}

type Book struct {
	StatementSize int

	mu       sync.RWMutex
	accounts map[string]*Account
	ids      []string
}

// Open makes n accounts, about 1 KiB each.
func Open(n int) *Book {
	b := &Book{accounts: make(map[string]*Account, n)}
	for i := 0; i < n; i++ {
		a := &Account{ID: fmt.Sprintf("DE%010d", i), Owner: fmt.Sprintf("customer %d", i)}
		b.accounts[a.ID] = a
		b.ids = append(b.ids, a.ID)
	}
	return b
}

// Apply books amount on the i-th account and gives its new balance.
func (b *Book) Apply(i int, ref string, amount int64) (string, int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	a := b.accounts[b.ids[i%len(b.ids)]]
	a.History[a.next%len(a.History)] = Entry{ref, amount}
	a.next++
	a.Balance += amount
	if a.statement == nil && b.StatementSize > 0 {
		a.statement = b.render(a)
	}
	return a.ID, a.Balance
}

func (b *Book) render(a *Account) []byte {
	out := make([]byte, 0, b.StatementSize)
	for len(out) < b.StatementSize-80 {
		out = append(out, fmt.Sprintf("%-12s %-20s %12d\n", a.ID, a.Owner, a.Balance)...)
	}
	return out
}
