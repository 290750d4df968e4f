// tailerd works off the queue of telemetry batches.
package main

import (
	"context"
	"flag"
	"time"

	ops "lib.quayside.example/opskit"
	"obs.marten.example/telemetry/pipeline"
)

func main() {
	pace := flag.Duration("pace", 4*time.Millisecond, "between two batches")
	flag.Parse()
	w := &pipeline.Worker{In: make(chan *pipeline.Batch, 16), Stages: []pipeline.Stage{pipeline.Enrich, pipeline.Encode}}
	go w.Run(context.Background())
	go func() {
		for n := 0; ; n++ {
			w.In <- pipeline.Poll(n)
			time.Sleep(*pace)
		}
	}()
	ops.Run()
}
