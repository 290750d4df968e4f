module code.helio.example/media/ingest

go 1.19

require lib.quayside.example/opskit v0.0.0

replace lib.quayside.example/opskit => ../opskit
