// ingestd takes media files, previews and converts them.
package main

import (
	"flag"
	"log"
	"net/http"
	"os"
	"time"

	"code.helio.example/media/ingest/manifest"
	"code.helio.example/media/ingest/spool"
	"code.helio.example/media/ingest/transcode"
	"code.helio.example/media/ingest/upload"
	ops "lib.quayside.example/opskit"
)

func main() {
	preview := flag.Int("preview", 0, "bytes kept of each upload")
	scan := flag.Duration("scan", 150*time.Millisecond, "how long an upload is scanned")
	work := flag.Duration("work", 400*time.Millisecond, "how long a conversion takes")
	dir := flag.String("spool", "", "spool directory")
	keep := flag.Int64("keep", 0, "files kept in it; 0 for all")
	flag.Parse()
	if *dir != "" {
		if err := os.MkdirAll(*dir, 0o755); err != nil {
			log.Fatal(err)
		}
		http.Handle("/v1/spool", &spool.Dir{Path: *dir, Keep: *keep})
	}
	http.Handle("/v1/media", &upload.Handler{List: &manifest.List{}, Preview: *preview, Scan: *scan})
	http.HandleFunc("/v1/convert", transcode.Pooled(*work))
	http.HandleFunc("/v1/thumbnail", transcode.Thumbnail)
	ops.Run()
}
