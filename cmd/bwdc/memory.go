package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"slices"
)

// modest is how much memory a command may take before it collects garbage more
// often than Go does by itself. A sync of 50,000 people stays below 120 MB.
const modest = 80 << 20

// keepSmall lets commands that end by themselves take little memory: on small
// servers they run beside other things. Those that stay (serve, run, demo) keep
// results for long, and GOMEMLIMIT is somebody's own choice.
func keepSmall(args []string) {
	if os.Getenv("GOMEMLIMIT") != "" || slices.ContainsFunc(args, stays) {
		return
	}
	debug.SetMemoryLimit(modest)
	if slices.Contains(args, "--cached") && os.Getenv("GOGC") == "" {
		debug.SetGCPercent(-1) // an answer at once: below the limit nothing is collected
	}
	afterEachCollection(func() { debug.SetMemoryLimit(limitFor(liveHeap())) })
}

func stays(arg string) bool { return arg == "serve" || arg == "run" || arg == "demo" }

// limitFor is the limit with so much in use: what needs more gets it, with a
// quarter of it as room, so that collecting never becomes the main work.
func limitFor(live int64) int64 { return max(modest, live+live/4) }

func liveHeap() int64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}

// afterEachCollection calls do after every collection: a value that nobody
// holds is found by each.
func afterEachCollection(do func()) {
	type canary struct{ _ [16]byte }
	runtime.SetFinalizer(new(canary), func(*canary) {
		do()
		afterEachCollection(do)
	})
}
