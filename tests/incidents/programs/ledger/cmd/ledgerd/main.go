// ledgerd books postings on accounts.
package main

import (
	"flag"
	"log"
	"net/http"
	"time"

	"go.northwind.example/ledger/internal/audit"
	"go.northwind.example/ledger/internal/book"
	"go.northwind.example/ledger/internal/dedupe"
	"go.northwind.example/ledger/internal/postings"
	ops "lib.quayside.example/opskit"
)

func main() {
	accounts := flag.Int("accounts", 20000, "accounts loaded at start")
	statement := flag.Int("statement", 0, "bytes of an account's rendered statement; 0 for none")
	ttl := flag.Duration("ttl", 4*time.Second, "how long a reference is remembered")
	receipt := flag.Int("receipt", 12<<10, "bytes of a receipt")
	features := flag.Int("features", 8<<10, "length of the feature vector of the fraud check")
	scoreTime := flag.Duration("score", 200*time.Millisecond, "how long the fraud check takes")
	health := flag.Int("health", 0, "postings that /healthz scores")
	auditAfter := flag.Duration("audit-after", 0, "turn the audit flag on after this time, as an operator would; 0 for never")
	flag.Parse()
	svc := &postings.Service{Book: book.Open(*accounts), Window: dedupe.NewWindow(*ttl), Trail: &audit.Trail{},
		ReceiptSize: *receipt, ScoreTime: *scoreTime, Features: *features, HealthBatch: *health}
	svc.Book.StatementSize = *statement
	if *auditAfter > 0 {
		time.AfterFunc(*auditAfter, func() {
			log.Print("flag audit: off -> on")
			svc.Audit.Store(true)
		})
	}
	http.Handle("/v1/postings", svc)
	http.HandleFunc("/healthz", svc.Health)
	ops.Serve()
}
