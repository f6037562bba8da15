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

// goBench runs benchmarks of a package and returns, by name, the numbers of the
// quickest line of each. Of a line it takes the name and the numbers,
// nanoseconds first.
func goBench(ctx context.Context, line *regexp.Regexp, pkg, benchmarks string) (map[string][]float64, error) {
	cmd := exec.CommandContext(ctx, "go", "test", "-run=^$", "-bench="+benchmarks, "-count=5", pkg)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, errors.Join(err, fmt.Errorf("go test said: %s", bytes.TrimSpace(out)))
	}
	best := map[string][]float64{}
	for _, m := range line.FindAllSubmatch(out, -1) {
		var numbers []float64
		for _, text := range m[2:] {
			n, err := strconv.ParseFloat(string(text), 64)
			if err != nil {
				return nil, err
			}
			numbers = append(numbers, n)
		}
		if known := best[string(m[1])]; known == nil || numbers[0] < known[0] {
			best[string(m[1])] = numbers
		}
	}
	if len(best) == 0 {
		return nil, fmt.Errorf("the benchmarks of %s measured nothing: %s", pkg, out)
	}
	return best, nil
}
