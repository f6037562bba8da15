//go:build linux

// Command bench measures bwdc, in one run on one machine, beside the least that
// the same work can take: ldapsearch for the same attributes from the same
// OpenLDAP server, an empty program for the start, a plain copy for flattening,
// the fewest possible requests for a cloud directory. It prints tables of
// medians and ratios; run it with `make bench`.
//
// A ratio has an aim, and missing it is no failure: a busy machine is no bug.
// What cloud directories, a first sync, a full history, and the size and the
// start of the program take has limits; one that is exceeded is named at the
// end, and the exit code is 1.
//
// Cloud directories are fakes that answer late and within the vendors' limits.
// The LDAP directory has 50,000 users and 2,000 groups of 100 members, every
// tenth nesting another; a cloud directory 10,000 users and 1,000 groups of 50.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"

	"directoryconnector/backend/bench/past"
)

// options are the command line.
type options struct {
	bwdc    string
	desktop string
	// clouds names the cloud directories to measure, "all" or a list.
	clouds string
	// only leaves out all but cloud directories, a first sync, size and start.
	only bool
	runs int
	size size
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
	flag.StringVar(&o.clouds, "clouds", "all", "the cloud directories to measure, e.g. entra,google,okta,onelogin")
	flag.BoolVar(&o.only, "only-clouds", false, "measure cloud directories, a first sync, size and start only")
	serve := flag.Bool("organization", false, "be the organization server (used by the program itself)")
	cloud := flag.String("cloud", "", "be that cloud directory (used by the program itself)")
	unlimited := flag.Bool("unlimited", false, "be it without the vendor's limits")
	fill := flag.String("past", "", "write a history into that data folder (used by the program itself)")
	dir := flag.String("dir", "", "the folder for its files")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	var err error
	if *serve {
		err = serveOrganization(os.Stdin, os.Stdout)
	} else if *fill != "" {
		err = past.Fill(ctx, *fill, past.Size{Users: o.size.users, Groups: o.size.groups, Members: o.size.members}, os.Stdout)
	} else if *cloud != "" {
		err = serveCloud(*cloud, *unlimited, *dir, os.Stdin, os.Stdout)
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

	var v verdict
	if err := benchStart(ctx, o, &v); err != nil {
		return err
	}
	if err := benchFirst(ctx, o, filepath.Join(dir, "first"), &v); err != nil {
		return err
	}
	if err := benchHistory(ctx, o, filepath.Join(dir, "history"), &v); err != nil {
		return err
	}
	if !o.only {
		if err := benchFloors(ctx, o, dir, &v); err != nil {
			return err
		}
	}
	if err := benchClouds(ctx, o, dir, &v); err != nil {
		return err
	}
	return v.err()
}

// benchFloors measures what is compared with a floor.
func benchFloors(ctx context.Context, o *options, dir string, v *verdict) error {
	if err := benchWindow(ctx, o, filepath.Join(dir, "window")); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "filling an OpenLDAP server with %d users and %d groups\n", o.size.users, o.size.groups)
	d, err := newDirectory(ctx, filepath.Join(dir, "slapd"), o.size)
	if err != nil {
		return err
	}
	if err := benchRead(ctx, o, d, dir, v); err != nil {
		return err
	}
	if err := benchSync(ctx, o, d, dir, v); err != nil {
		return err
	}
	if err := benchExplain(ctx, o, d, dir, v); err != nil {
		return err
	}
	if err := benchPlan(ctx, v); err != nil {
		return err
	}
	return benchFlatten(ctx)
}

// What is allowed to the program itself.
const (
	mostSize  = 45e6 // bytes of bwdc, stripped
	mostStart = 30   // ms of bwdc --version
)

// benchStart measures `bwdc --version` beside a program that does nothing, and
// the size of bwdc.
func benchStart(ctx context.Context, o *options, v *verdict) error {
	file, err := os.Stat(o.bwdc)
	if err != nil {
		return err
	}
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
	v.most("MB of bwdc", float64(file.Size())/1e6, mostSize/1e6)
	v.most("ms of bwdc --version", got.wall.Seconds()*1e3, mostStart)
	t := newTable("Start: the least a program can take is `true`; bwdc may take 30 ms.")
	t.add("true", floor, cost{})
	t.add("bwdc --version", got, cost{})
	err = t.print(os.Stdout)
	fmt.Printf("   size of bwdc: %.1f MB, with all directories; at most %.0f MB are allowed\n", float64(file.Size())/1e6, mostSize/1e6)
	return err
}
