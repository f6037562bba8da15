// Package parts does work on the entries of a list side by side. Who calls waits
// for all of it; a panic in a part is the caller's.
package parts

import (
	"runtime"
	"slices"
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
	all := make([]Aside, count)
	for i := range all {
		all[i].Go(func() { work(i*n/count, (i+1)*n/count) })
	}
	var fault *Panic
	for i := range all {
		if p := caught(all[i].Wait); p != nil {
			fault = p
		}
	}
	if fault != nil {
		panic(fault)
	}
}

// Each calls work with each of 0 to n, in parts of about the same weight.
func Each(n int, weight func(i int) int, work func(i int)) {
	begins := make([]int, n+1)
	for i := range n {
		begins[i+1] = begins[i] + weight(i) + 1
	}
	Do(begins[n], func(from, to int) {
		first, _ := slices.BinarySearch(begins, from)
		for i := first; i < n && begins[i] < to; i++ {
			work(i)
		}
	})
}
