//go:build linux

package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

// cost is what a child process took.
type cost struct {
	wall, cpu time.Duration
	// rss is the peak of resident memory in bytes. The kernel counts from the
	// process that started it, so that it is never below this program's own;
	// for this reason the organization lives in a process of its own.
	rss int64
}

// plus adds what ran after it.
func (c cost) plus(d cost) cost {
	return cost{c.wall + d.wall, c.cpu + d.cpu, max(c.rss, d.rss)}
}

// command is a child process. Its environment is env and PATH, nothing else.
type command struct {
	path string
	args []string
	env  []string
	// out gets the standard output; nil throws it away.
	out io.Writer
}

// run measures c. An exit code that is not 0 is an error that quotes what the
// program said.
func run(ctx context.Context, c command) (cost, error) {
	cmd := exec.CommandContext(ctx, c.path, c.args...)
	cmd.Env = append([]string{"PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"}, c.env...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = c.out, &said
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if err != nil {
		text := strings.TrimSpace(said.String())
		return cost{}, fmt.Errorf("%s %s: %w: %s", c.path, strings.Join(c.args, " "), err, text[max(0, len(text)-2000):])
	}
	state := cmd.ProcessState
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return cost{}, fmt.Errorf("%s: the system tells no resource usage", c.path)
	}
	return cost{wall, state.UserTime() + state.SystemTime(), usage.Maxrss * 1024}, nil
}

// medianOf measures n times and returns the median of each number.
func medianOf(n int, measure func() (cost, error)) (cost, error) {
	costs := make([]cost, n)
	for i := range costs {
		var err error
		if costs[i], err = measure(); err != nil {
			return cost{}, err
		}
	}
	return median(costs), nil
}

func median(costs []cost) cost {
	return cost{
		wall: middle(costs, func(c cost) time.Duration { return c.wall }),
		cpu:  middle(costs, func(c cost) time.Duration { return c.cpu }),
		rss:  middle(costs, func(c cost) int64 { return c.rss }),
	}
}

func middle[T cmp.Ordered](costs []cost, number func(cost) T) T {
	numbers := make([]T, len(costs))
	for i, c := range costs {
		numbers[i] = number(c)
	}
	slices.Sort(numbers)
	return numbers[len(numbers)/2]
}
