module github.com/quillfeather/spanlog

go 1.21
