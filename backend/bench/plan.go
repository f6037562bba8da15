//go:build linux

package main

import (
	"context"
	"fmt"
	"regexp"
)

// planned is a line of `go test -bench` about planning.
var planned = regexp.MustCompile(`(?m)^BenchmarkPlan(\w+?)-?\d*\s+\d+\s+([\d.]+) ns/op\s+(\d+) B/op`)

// mostPlan is what recognition, comparison and plan may take together, in ms.
const mostPlan = 150

// benchPlan runs the syncer's own benchmarks: 50,000 people and 2,000 groups
// are recognized, compared with what is acknowledged or seen, and planned.
func benchPlan(ctx context.Context, v *verdict) error {
	best, err := goBench(ctx, planned, "./backend/syncer", "^BenchmarkPlan")
	if err != nil {
		return err
	}
	fmt.Printf("\nRecognizing, comparing and planning 50,000 users and 2,000 groups of 100: at most %d ms are allowed.\n", mostPlan)
	for _, kind := range []struct{ name, about string }{
		{"Unchanged", "nothing changed"}, {"First", "an empty organization"}, {"Seen", "beside all members and memberships"},
	} {
		numbers := best[kind.name]
		if numbers == nil {
			return fmt.Errorf("the benchmark of planning measured %v alone", best)
		}
		fmt.Printf("   %-36s %4.0f ms, %3.0f MB\n", kind.about, numbers[0]/1e6, numbers[1]/1e6)
		v.most("ms of planning, "+kind.about, numbers[0]/1e6, mostPlan)
	}
	return nil
}
