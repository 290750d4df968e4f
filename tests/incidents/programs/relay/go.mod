module net.pelican.example/relay

go 1.19

require lib.quayside.example/opskit v0.0.0

replace lib.quayside.example/opskit => ../opskit
