module stream.osprey.example/bus

go 1.21

require lib.quayside.example/opskit v0.0.0

replace lib.quayside.example/opskit => ../opskit
