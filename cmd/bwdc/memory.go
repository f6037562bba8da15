package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"slices"
)

// usual is how much memory a command may take before it collects garbage more
// often than Go does by itself, modest what a test may, which keeps little of
// what it reads. Of 50,000 people a test and a sync with nothing changed stay
// below 80 MB, a sync that sends everything below 120.
const (
	modest = 48 << 20
	usual  = 67 << 20
)

// atOnce is how much an answer may take that is given at once, before anything
// is collected: of 50,000 people it needs less.
const atOnce = 105 << 20

// answer is how much of that is the heap of such an answer.
const answer = 96 << 20

// keepSmall lets commands that end by themselves take little memory: on small
// servers they run beside other things. Those that stay (serve, run, demo) keep
// results for long, and GOMEMLIMIT is somebody's own choice.
func keepSmall(args []string) {
	if os.Getenv("GOMEMLIMIT") != "" || slices.ContainsFunc(args, stays) {
		return
	}
	least := int64(usual)
	switch {
	case slices.Contains(args, "test"):
		least = modest
	case slices.Contains(args, "--cached") && os.Getenv("GOGC") == "":
		least = atOnce
		inHugePages(answer)
	}
	// Whatever is below that needs no collecting.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(-1)
	}
	debug.SetMemoryLimit(least)
	program := programPages()
	letGo(program)
	afterEachCollection(func() {
		letGo(program)
		least = limitFor(least, liveHeap())
		debug.SetMemoryLimit(least)
	})
}

func stays(arg string) bool { return arg == "serve" || arg == "run" || arg == "demo" }

// limitFor is the limit with so much in use: what needs more gets it, with half
// of it as room, and beyond the usual a quarter, so that collecting never becomes
// the main work. No limit goes down again: what was freed counts until the system
// has it back.
func limitFor(least, live int64) int64 { return max(least, min(live+live/2, usual), live+live/4) }

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
