//go:build linux

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
)

// planned is a line of `go test -bench` about planning.
var planned = regexp.MustCompile(`(?m)^BenchmarkPlan(\w+?)-?\d*\s+\d+\s+([\d.]+) ns/op\s+(\d+) B/op`)

// mostPlan is what recognition, comparison and plan may take together, in ms.
const mostPlan = 150

// benchPlan runs the syncer's own benchmarks: 50,000 people and 2,000 groups
// are recognized, compared with what is acknowledged or seen, and planned.
func benchPlan(ctx context.Context, v *verdict) error {
	cmd := exec.CommandContext(ctx, "go", "test", "-run=^$", "-bench=^BenchmarkPlan", "-count=3", "./backend/syncer")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return errors.Join(err, fmt.Errorf("go test said: %s", bytes.TrimSpace(out)))
	}
	best, memory := map[string]float64{}, map[string]float64{}
	for _, m := range planned.FindAllSubmatch(out, -1) {
		ns, err1 := strconv.ParseFloat(string(m[2]), 64)
		size, err2 := strconv.ParseFloat(string(m[3]), 64)
		if err := errors.Join(err1, err2); err != nil {
			return err
		}
		if what := string(m[1]); best[what] == 0 || ns < best[what] {
			best[what], memory[what] = ns, size
		}
	}
	fmt.Printf("\nRecognizing, comparing and planning 50,000 users and 2,000 groups of 100: at most %d ms are allowed.\n", mostPlan)
	for _, kind := range []struct{ name, about string }{
		{"Unchanged", "nothing changed"}, {"First", "an empty organization"}, {"Seen", "beside all members and memberships"},
	} {
		if best[kind.name] == 0 {
			return fmt.Errorf("the benchmark of planning measured nothing: %s", out)
		}
		fmt.Printf("   %-36s %4.0f ms, %3.0f MB\n", kind.about, best[kind.name]/1e6, memory[kind.name]/1e6)
		v.most("ms of planning, "+kind.about, best[kind.name]/1e6, mostPlan)
	}
	return nil
}
