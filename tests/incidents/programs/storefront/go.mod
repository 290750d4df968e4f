module shop.lantern.example/storefront

go 1.21

require (
	github.com/quillfeather/spanlog v0.0.0
	lib.quayside.example/opskit v0.0.0
)

replace (
	github.com/quillfeather/spanlog => ../spanlog
	lib.quayside.example/opskit => ../opskit
)
