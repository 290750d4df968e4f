module github.com/stonefly/edge-cache

go 1.15

require lib.quayside.example/opskit v0.0.0

replace lib.quayside.example/opskit => ../opskit
