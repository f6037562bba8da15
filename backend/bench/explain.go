//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// What `bwdc explain --cached` may take.
const (
	mostExplain   = 100 // ms
	mostToExplain = 120 // MB
)

// benchExplain measures an answer from the last sync: neither the directory nor
// the organization is there any more.
func benchExplain(ctx context.Context, o *options, d *directory, dir string, v *verdict) error {
	stop, err := d.start(ctx, nil)
	if err != nil {
		return err
	}
	env, stopOrganization, err := testEnv(ctx, d, dir)
	if err == nil {
		_, err = run(ctx, command{path: o.bwdc, args: []string{"sync", "--yes"}, env: env})
		stopOrganization()
	}
	if err := errors.Join(err, stop()); err != nil {
		return err
	}
	ask := func(who string) (cost, error) {
		return medianOf(2*o.runs, func() (cost, error) {
			return run(ctx, command{path: o.bwdc, args: []string{"explain", "--cached", who}, env: env})
		})
	}
	person, err := ask(fmt.Sprintf("u%05d@example.test", o.size.users/2))
	if err != nil {
		return err
	}
	group, err := ask("group-0000")
	if err != nil {
		return err
	}
	t := newTable(fmt.Sprintf("Explaining one of them from the last sync: %d ms and %d MB are allowed.", mostExplain, mostToExplain))
	t.add("a person", person, cost{})
	t.add("a group", group, cost{})
	v.most("ms of bwdc explain --cached", max(person.wall, group.wall).Seconds()*1e3, mostExplain)
	v.most("MB of bwdc explain --cached", float64(max(person.rss, group.rss))/1e6, mostToExplain)
	return t.print(os.Stdout)
}
