module jobs.tern.example/scheduler

go 1.18

require lib.quayside.example/opskit v0.0.0

replace lib.quayside.example/opskit => ../opskit
