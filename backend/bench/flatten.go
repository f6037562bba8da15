//go:build linux

package main

import (
	"context"
	"fmt"
	"regexp"
)

// measured is a line of `go test -bench` about flattening or its floor.
var measured = regexp.MustCompile(`(?m)^BenchmarkFlattenChain/(flatten|copy)-?\d*\s+\d+\s+([\d.]+) ns/op`)

// benchFlatten runs the syncer's own benchmark, which brings its floor.
func benchFlatten(ctx context.Context) error {
	best, err := goBench(ctx, measured, "./backend/syncer/desired", "^BenchmarkFlattenChain$")
	if err != nil {
		return err
	}
	if len(best) < 2 {
		return fmt.Errorf("the benchmark of flattening measured %v alone", best)
	}
	plain, flatten := best["copy"][0], best["flatten"][0]
	fmt.Printf("\nFlattening a chain of 500 nested groups over 5,000 users: the aim is at most 2 times a plain copy of the result.\n"+
		"   plain copy %.2f ms, flattening %.2f ms, ratio %.2f\n", plain/1e6, flatten/1e6, flatten/plain)
	return nil
}
