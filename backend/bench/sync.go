//go:build linux

package main

import (
	"context"
	"errors"
	"os"
)

// benchSync compares a sync with nothing changed with a first one, which
// reads and sends everything, and with a full one of the same organization.
func benchSync(ctx context.Context, o *options, d *directory, dir string) (err error) {
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
	full := median(fulls)
	t := newTable("Syncing it: with nothing changed the aim is at most a third (0.33) of a full sync.")
	t.add("first sync", median(firsts), full)
	t.add("full sync", full, cost{})
	t.add("nothing changed", median(unchanged), full)
	return t.print(os.Stdout)
}

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
