// Package parts does work on the entries of a list side by side.
package parts

import (
	"runtime"
	"sync"
)

// fewest are not worth a goroutine.
const fewest = 5_000

// Do calls work with the parts of 0 to n, as many at a time as there are
// processors; of few there is one part. It returns when all are done. A panic of
// work is one of Do.
func Do(n int, work func(from, to int)) {
	count := min(runtime.GOMAXPROCS(0), n/fewest)
	if count < 2 {
		work(0, n)
		return
	}
	var group sync.WaitGroup
	panics := make([]any, count)
	for i := range count {
		group.Go(func() {
			defer func() { panics[i] = recover() }()
			work(i*n/count, (i+1)*n/count)
		})
	}
	group.Wait()
	for _, p := range panics {
		if p != nil {
			panic(p)
		}
	}
}
