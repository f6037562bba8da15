//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// benchSync compares a sync with nothing changed with a first one, which
// reads and sends everything, and with a full one of the same organization.
func benchSync(ctx context.Context, o *options, d *directory, dir string, v *verdict) (err error) {
	stop, err := d.start(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()

	var firsts, fulls, unchanged []cost
	// A first sync of everything takes long: fewer turns do.
	for range max(1, o.runs/2) {
		env, stopOrganization, err := testEnv(ctx, d, dir)
		if err != nil {
			return err
		}
		costs, err := syncs(ctx, o.bwdc, env)
		stopOrganization()
		if err != nil {
			return err
		}
		firsts, fulls, unchanged = append(firsts, costs[0]), append(fulls, costs[1]), append(unchanged, costs[2])
	}
	first, full, nothing := median(firsts), median(fulls), median(unchanged)
	t := newTable(fmt.Sprintf("Syncing it: with nothing changed the aim is at most a third (0.33) of a full sync; each may take %d MB.", mostOfSync))
	t.add("first sync", first, full)
	t.add("full sync", full, cost{})
	t.add("nothing changed", nothing, full)
	v.most("MB of a first sync", float64(first.rss)/1e6, mostOfSync)
	v.most("MB of a full sync", float64(full.rss)/1e6, mostOfSync)
	v.most("MB of a sync with nothing changed", float64(nothing.rss)/1e6, mostOfSync)
	return t.print(os.Stdout)
}

// mostOfSync is what a command may take, in MB.
const mostOfSync = 120

// syncs runs a first, a full and an unchanged sync.
func syncs(ctx context.Context, bwdc string, env []string) ([3]cost, error) {
	var costs [3]cost
	for i, args := range [][]string{{"sync", "--yes"}, {"sync", "--full"}, {"sync"}} {
		var err error
		if costs[i], err = run(ctx, command{path: bwdc, args: args, env: env}); err != nil {
			return costs, err
		}
	}
	return costs, nil
}
