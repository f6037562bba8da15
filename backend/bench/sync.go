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

	var firsts, fulls, unchanged, tests, plans, before, after []cost
	// A first sync of everything takes long: fewer turns do.
	for range max(1, o.runs/2) {
		env, stopOrganization, err := testEnv(ctx, d, dir)
		if err != nil {
			return err
		}
		costs, err := syncs(ctx, o.bwdc, env)
		var test, plan cost
		if err == nil {
			test, plan, err = looks(ctx, o, env)
		}
		stopOrganization()
		if err != nil {
			return err
		}
		tests, plans = append(tests, test), append(plans, plan)
		before, after = append(before, costs[0]), append(after, costs[2])
		firsts, fulls, unchanged = append(firsts, costs[1]), append(fulls, costs[3]), append(unchanged, costs[4])
	}
	first, full, nothing := median(firsts), median(fulls), median(unchanged)
	byName, record := median(before), median(after)
	t := newTable(fmt.Sprintf("Syncing it: with nothing changed the aim is at most a third (0.33) of a full sync; it may take %d MB, others %d.", mostOfUnchanged, mostOfSync))
	t.add("first sync", first, full)
	t.add("full sync", full, cost{})
	t.add("nothing changed", nothing, full)
	t.add("a test of the first sync, with details", byName, full)
	t.add("the record of the first sync", record, full)
	v.most("MB of a test with details", float64(byName.rss)/1e6, mostOfSync)
	v.most("MB of the record of a first sync", float64(record.rss)/1e6, mostOfSync)
	v.most("MB of a first sync", float64(first.rss)/1e6, mostOfSync)
	v.most("MB of a full sync", float64(full.rss)/1e6, mostOfSync)
	v.most("MB of a sync with nothing changed", float64(nothing.rss)/1e6, mostOfUnchanged)
	if err := t.print(os.Stdout); err != nil {
		return err
	}
	return judgePlan(median(tests), median(plans), v)
}

// mostOfPlan is how many times what a test takes a plan may take: both read the
// directory and ask for members and groups.
const mostOfPlan = 1.2

func judgePlan(test, plan cost, v *verdict) error {
	t := newTable(fmt.Sprintf("Planning it, against members and groups of the organization: a plan may take %.1f times what a test does, and %d MB.", mostOfPlan, mostOfSync))
	t.add("bwdc test", test, cost{})
	t.add("bwdc plan", plan, test)
	v.most("times what a test takes, for a plan", plan.wall.Seconds()/test.wall.Seconds(), mostOfPlan)
	v.most("MB of a plan", float64(plan.rss)/1e6, mostOfSync)
	return t.print(os.Stdout)
}

// looks measures a test and a plan in turns, so that what else the machine does
// slows both.
func looks(ctx context.Context, o *options, env []string) (test, plan cost, err error) {
	var tests, plans []cost
	for range o.runs {
		for args, costs := range map[string]*[]cost{"test": &tests, "plan": &plans} {
			c, err := run(ctx, command{path: o.bwdc, args: []string{args}, env: env})
			if err != nil {
				return test, plan, err
			}
			*costs = append(*costs, c)
		}
	}
	return median(tests), median(plans), nil
}

// mostOfSync is what a command may take, mostOfUnchanged a sync with nothing
// changed, in MB.
const (
	mostOfSync      = 120
	mostOfUnchanged = 82
)

// syncs runs a first, a full and an unchanged sync, and around the first one
// what tells by name all that it does: that everybody joins every group.
func syncs(ctx context.Context, bwdc string, env []string) ([5]cost, error) {
	var costs [5]cost
	for i, args := range [][]string{{"test", "--response", "--details"}, {"sync", "--yes"}, {"history", "last", "--response"}, {"sync", "--full"}, {"sync"}} {
		var err error
		if costs[i], err = run(ctx, command{path: bwdc, args: args, env: env}); err != nil {
			return costs, err
		}
	}
	return costs, nil
}
