//go:build linux

// Command bench measures bwdc beside the floor, in one run on one machine:
// ldapsearch for the same attributes from the same OpenLDAP server, an empty
// program for the start, a plain copy for flattening. It prints tables of
// medians and ratios. Nothing fails because it was slow: a busy machine is no
// bug. Run it with `make bench`.
//
// The directory has 50,000 users and 2,000 groups of 100 members, every tenth
// nesting another.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
)

// options are the command line.
type options struct {
	bwdc    string
	desktop string
	runs    int
	size    size
}

// size is the size of the directory.
type size struct{ users, groups, members int }

func main() {
	var o options
	flag.StringVar(&o.bwdc, "bwdc", "bin/bwdc", "the program to measure")
	flag.StringVar(&o.desktop, "desktop", "bin/directory-connector", "the desktop app to measure, if it is there")
	flag.IntVar(&o.runs, "runs", 5, "how often each thing is measured; medians are shown")
	flag.IntVar(&o.size.users, "users", 50_000, "users in the directory")
	flag.IntVar(&o.size.groups, "groups", 2_000, "groups in the directory")
	flag.IntVar(&o.size.members, "members", 100, "users in each group")
	serve := flag.Bool("organization", false, "be the organization server (used by the program itself)")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	var err error
	if *serve {
		err = serveOrganization(os.Stdin, os.Stdout)
	} else {
		err = bench(ctx, &o)
	}
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench: "+err.Error())
		os.Exit(1)
	}
}

// bench runs the comparisons, each in a folder that goes afterwards.
func bench(ctx context.Context, o *options) (err error) {
	if o.runs < 1 {
		return errors.New("-runs is below 1")
	}
	if o.bwdc, err = filepath.Abs(o.bwdc); err != nil {
		return err
	}
	if _, err := os.Stat(o.bwdc); err != nil {
		return fmt.Errorf("%w (make build)", err)
	}
	if o.desktop, err = filepath.Abs(o.desktop); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "bwdc-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()

	if err := benchStart(ctx, o); err != nil {
		return err
	}
	if err := benchPages(); err != nil {
		return err
	}
	if err := benchWindow(ctx, o, filepath.Join(dir, "window")); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "filling an OpenLDAP server with %d users and %d groups\n", o.size.users, o.size.groups)
	d, err := newDirectory(ctx, filepath.Join(dir, "slapd"), o.size)
	if err != nil {
		return err
	}
	if err := benchRead(ctx, o, d, dir); err != nil {
		return err
	}
	if err := benchSync(ctx, o, d, dir); err != nil {
		return err
	}
	return benchFlatten(ctx)
}

// benchStart measures `bwdc --version` beside a program that does nothing.
func benchStart(ctx context.Context, o *options) error {
	floor, err := medianOf(4*o.runs, func() (cost, error) { return run(ctx, command{path: "true"}) })
	if err != nil {
		return err
	}
	got, err := medianOf(4*o.runs, func() (cost, error) {
		return run(ctx, command{path: o.bwdc, args: []string{"--version"}})
	})
	if err != nil {
		return err
	}
	t := newTable("Start: the least a program can take is `true`; the aim is under 30 ms.")
	t.add("true", floor, cost{})
	t.add("bwdc --version", got, cost{})
	return t.print(os.Stdout)
}
