module obs.marten.example/telemetry

go 1.20

require lib.quayside.example/opskit v0.0.0

replace lib.quayside.example/opskit => ../opskit
