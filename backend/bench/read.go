//go:build linux

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A search is what bwdc asked the server for.
type search struct{ base, scope, filter, attributes string }

// mostOfTest is what a test may take, in MB.
const mostOfTest = 80

// benchRead compares `bwdc test` with ldapsearch for the very searches that
// bwdc makes, one after the other.
func benchRead(ctx context.Context, o *options, d *directory, dir string, v *verdict) error {
	env, stop, err := testEnv(ctx, d, dir)
	if err != nil {
		return err
	}
	defer stop()
	test := command{path: o.bwdc, args: []string{"test"}, env: env}

	searches, err := learn(ctx, d, test)
	if err != nil {
		return err
	}
	stopSlapd, err := d.start(ctx, nil)
	if err != nil {
		return err
	}
	var floors, tests []cost
	// In turns, so that what else the machine does hits both; the first turn
	// fills the server's caches and is not counted.
	for i := range o.runs + 1 {
		floor, err1 := ldapsearch(ctx, d, searches)
		got, err2 := run(ctx, test)
		if err := errors.Join(err1, err2); err != nil {
			return errors.Join(err, stopSlapd())
		}
		if i > 0 {
			floors, tests = append(floors, floor), append(tests, got)
		}
	}
	t := newTable(fmt.Sprintf("Reading %d users and %d groups from OpenLDAP: the aim is 1.3 times ldapsearch; %d MB are allowed.", o.size.users, o.size.groups, mostOfTest))
	v.most("MB of a test", float64(median(tests).rss)/1e6, mostOfTest)
	t.add("ldapsearch", median(floors), cost{})
	t.add("bwdc test", median(tests), median(floors))
	err = t.print(os.Stdout)
	for _, s := range searches {
		fmt.Printf("   both: %s below %s, %s\n", s.filter, s.base, s.attributes)
	}
	return errors.Join(err, stopSlapd())
}

// testEnv is an environment in which bwdc has everything it needs; its
// organization server runs until stop.
func testEnv(ctx context.Context, d *directory, dir string) (env []string, stop func(), err error) {
	org, err := startOrganization(ctx)
	if err != nil {
		return nil, nil, err
	}
	data, err := os.MkdirTemp(dir, "data-")
	if err != nil {
		org.stop()
		return nil, nil, err
	}
	env = slices.Concat(d.env(), org.env, []string{"BWDC_DATA_DIR=" + filepath.Clean(data)})
	return env, org.stop, nil
}

// ldapsearch is the floor: the same attributes in pages of the same size.
func ldapsearch(ctx context.Context, d *directory, searches []search) (cost, error) {
	var sum cost
	for _, s := range searches {
		args := []string{
			"-x", "-LLL", "-o", "ldif-wrap=no", "-H", d.uri(), "-D", rootDN, "-w", password,
			"-E", "pr=1000/noprompt", "-b", s.base, "-s", s.scope, s.filter,
		}
		c, err := run(ctx, command{path: "ldapsearch", args: append(args, strings.Fields(s.attributes)...), out: io.Discard})
		if err != nil {
			return cost{}, err
		}
		sum = sum.plus(c)
	}
	return sum, nil
}

var (
	// The two lines that slapd logs of a search at level stats.
	logSearch     = regexp.MustCompile(`(conn=\d+ op=\d+) SRCH base="([^"]*)" scope=(\d) deref=\d filter="(.*)"`)
	logAttributes = regexp.MustCompile(`(conn=\d+ op=\d+) SRCH attr=(.*)`)
	scopes        = map[string]string{"0": "base", "1": "one", "2": "sub"}
)

// learn runs test against a server that logs, and returns its searches below a
// base that took more than one page: those of users and of groups. So the floor reads
// what bwdc reads, also when bwdc learns to read more or less. Output goes to
// files, not to memory that cost.rss would count.
func learn(ctx context.Context, d *directory, test command) (_ []search, err error) {
	log, err1 := os.Create(filepath.Join(d.dir, "log"))
	shown, err2 := os.Create(filepath.Join(d.dir, "shown"))
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, log.Close(), shown.Close()) }()

	stop, err := d.start(ctx, log)
	if err != nil {
		return nil, err
	}
	test.out = shown
	_, err = run(ctx, test)
	if err := errors.Join(err, stop()); err != nil {
		return nil, err
	}
	for _, entry := range []string{"u00001@example.test", "group-0001"} {
		if _, err := run(ctx, command{path: "grep", args: []string{"-qF", entry, shown.Name()}}); err != nil {
			return nil, fmt.Errorf("bwdc test does not show %s: %w", entry, err)
		}
	}
	if _, err := log.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return pagedSearches(log)
}

// pagedSearches finds them in slapd's log.
func pagedSearches(log io.Reader) ([]search, error) {
	open, pages := map[string]search{}, map[search]int{}
	scanner := bufio.NewScanner(log)
	for scanner.Scan() {
		if m := logSearch.FindStringSubmatch(scanner.Text()); m != nil {
			open[m[1]] = search{base: m[2], scope: scopes[m[3]], filter: m[4]}
		}
		if m := logAttributes.FindStringSubmatch(scanner.Text()); m != nil {
			s := open[m[1]]
			s.attributes = m[2]
			pages[s]++
		}
	}
	var found []search
	for s, n := range pages {
		if n > 1 && s.scope == "sub" {
			found = append(found, s)
		}
	}
	slices.SortFunc(found, func(a, b search) int { return strings.Compare(b.base+b.filter, a.base+a.filter) })
	if len(found) != 2 {
		return nil, fmt.Errorf("bwdc test made %d searches of several pages, not one of users and one of groups: %v", len(found), found)
	}
	return found, scanner.Err()
}
