module lib.quayside.example/opskit

go 1.15
