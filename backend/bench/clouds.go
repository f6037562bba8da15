//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// goal is what is asked of one cloud directory.
type goal struct {
	name, label string
	// fewest is how many requests the vendor's largest pages need, atOnce how
	// many bwdc sends at once.
	fewest, atOnce int
	// perMinute is the part of the vendor's limit that bwdc uses, counted
	// what counts against it; 0 where the limit is above what a read needs.
	perMinute, counted int
	// within is how long a read may take; 0 means a quarter more than the
	// limit needs.
	within time.Duration
	// most is how many requests a read may take; 0 leaves that to the time.
	most int
	// again is how many requests a sync with nothing changed may take; 0
	// where the vendor tells no changes.
	again int
	runs  int
}

// mostMemory is how much a read of any cloud may take, in bytes.
const mostMemory = 150e6

// goals are those of the four cloud directories. A page of users or groups has
// 999 entries with Entra ID, whose batches ask 20 groups for their members;
// 500 and 200 with Google; 200 with Okta; 1,000 and 650 with OneLogin, which
// tells members with both, and is read twice when nobody knows who was there.
func goals() []goal {
	pages := func(n, page int) int { return (n + page - 1) / page }
	u, g := company.users, company.groups
	return []goal{
		{
			name: "entra", label: "Entra ID", within: 1500 * time.Millisecond, most: 80, again: 5, runs: 5,
			fewest: 1 + pages(u, 999) + 1 + pages(g, 999) + pages(g, 20), atOnce: 16,
		},
		{name: "google", label: "Google", within: 5 * time.Second, runs: 5, fewest: 1 + pages(u, 500) + 1 + pages(g, 200) + g, atOnce: 28},
		{
			name: "okta", label: "Okta", again: 5, runs: 1,
			fewest: pages(u, 200) + 1 + pages(g, 200) + g, perMinute: 600 * 8 / 10, counted: pages(g, 200) + g,
		},
		{name: "onelogin", label: "OneLogin", within: 3 * time.Second, runs: 5, fewest: 1 + 2*(pages(u, 1000)+pages(g, 650)), atOnce: 24},
	}
}

// floor is how long the fewest requests would take if nothing else took time,
// or how long the vendor's limit holds them back.
func (g goal) floor() time.Duration {
	if g.perMinute > 0 {
		return time.Duration(g.counted) * time.Minute / time.Duration(g.perMinute)
	}
	return time.Duration(g.fewest) * latency / time.Duration(g.atOnce)
}

func (g goal) limit() time.Duration {
	if g.within > 0 {
		return g.within
	}
	return g.floor() * 5 / 4
}

// measuredCloud is what came out.
type measuredCloud struct {
	goal
	read          cost
	requests      int
	againRequests int
	againTime     time.Duration
}

// benchClouds reads the same company from each cloud directory with bwdc, at
// the vendors' usual limits and with answers after 50 ms.
func benchClouds(ctx context.Context, o *options, dir string, v *verdict) error {
	all := goals()
	fmt.Fprintf(os.Stderr, "reading %d users and %d groups of %d from four cloud directories; Okta's limit makes that about %.0f minutes\n",
		company.users, company.groups, company.members, (all[2].floor() + 30*time.Second).Minutes())
	var got []measuredCloud
	for _, g := range all {
		if !o.wants(g.name) {
			continue
		}
		m, err := benchCloud(ctx, o, g, dir)
		if err != nil {
			return fmt.Errorf("%s: %w", g.label, err)
		}
		got = append(got, m)
		v.most(g.label+": seconds of bwdc test", m.read.wall.Seconds(), g.limit().Seconds())
		v.most(g.label+": MB of bwdc test", float64(m.read.rss)/1e6, mostMemory/1e6)
		if g.most > 0 {
			v.most(g.label+": requests of bwdc test", float64(m.requests), float64(g.most))
		}
		if g.again > 0 {
			v.most(g.label+": requests of a sync with nothing changed", float64(m.againRequests), float64(g.again))
		}
	}
	return printClouds(got)
}

func benchCloud(ctx context.Context, o *options, g goal, dir string) (m measuredCloud, err error) {
	m.goal = g
	for i := range g.runs {
		c, requests, err := readCloud(ctx, o, g, dir)
		if err != nil {
			return m, err
		}
		// Whatever else the machine does only adds time: the quickest tells
		// most of bwdc. Of memory and requests the most count.
		if i == 0 || c.wall < m.read.wall {
			m.read.wall, m.read.cpu = c.wall, c.cpu
		}
		m.read.rss, m.requests = max(m.read.rss, c.rss), max(m.requests, requests)
	}
	if g.again == 0 {
		return m, nil
	}
	m.againRequests, m.againTime, err = syncAgain(ctx, o, g, dir)
	return m, err
}

// readCloud measures bwdc test against a new fake.
func readCloud(ctx context.Context, o *options, g goal, dir string) (c cost, requests int, err error) {
	fake, err := startCloud(ctx, g.name, false, dir)
	if err != nil {
		return c, 0, err
	}
	defer fake.stop()
	printed, err := os.Create(filepath.Join(dir, g.name+".json"))
	if err != nil {
		return c, 0, err
	}
	env := append(slices.Clone(fake.env), "BWDC_DATA_DIR="+filepath.Join(dir, g.name))
	c, err = run(ctx, command{path: o.bwdc, args: []string{"test"}, env: env, out: printed})
	if err := errors.Join(err, printed.Close()); err != nil {
		return c, 0, err
	}
	requests, err = fake.report(printed.Name())
	return c, requests, err
}

// syncAgain counts the requests of a sync with nothing changed. The sync
// before it is not measured, and need not wait for the vendor's limits.
func syncAgain(ctx context.Context, o *options, g goal, dir string) (requests int, took time.Duration, err error) {
	fake, err := startCloud(ctx, g.name, true, dir)
	if err != nil {
		return 0, 0, err
	}
	defer fake.stop()
	org, err := startOrganization(ctx)
	if err != nil {
		return 0, 0, err
	}
	defer org.stop()
	env := slices.Concat(fake.env, org.env, []string{"BWDC_DATA_DIR=" + filepath.Join(dir, g.name+"-sync")})
	if _, err := run(ctx, command{path: o.bwdc, args: []string{"sync", "--yes"}, env: env}); err != nil {
		return 0, 0, err
	}
	if _, err := fake.report(""); err != nil {
		return 0, 0, err
	}
	c, err := run(ctx, command{path: o.bwdc, args: []string{"sync"}, env: env})
	if err != nil {
		return 0, 0, err
	}
	requests, err = fake.report("")
	return requests, c.wall, err
}

func printClouds(list []measuredCloud) error {
	fmt.Printf("\nReading %d users and %d groups of %d from cloud directories that answer after %d ms, at the vendors' usual limits; the quickest of several reads.\n",
		company.users, company.groups, company.members, latency.Milliseconds())
	t := tabwriter.NewWriter(os.Stdout, 0, 0, 3, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "\trequests\tat most\tfewest\tseconds\tat most\tfloor\tratio\tpeak memory\tat most\tnothing changed\tat most\t")
	for _, m := range list {
		again, limit, most := "-", "-", "-"
		if m.most > 0 {
			most = fmt.Sprint(m.most)
		}
		if m.again > 0 {
			again, limit = fmt.Sprintf("%d requests, %.1f s", m.againRequests, m.againTime.Seconds()), fmt.Sprint(m.again)
		}
		fmt.Fprintf(t, "%s\t%d\t%s\t%d\t%.1f\t%.1f\t%.2f s\t%.2f\t%.0f MB\t%.0f MB\t%s\t%s\t\n", m.label, m.requests, most, m.fewest,
			m.read.wall.Seconds(), m.limit().Seconds(), m.floor().Seconds(), m.read.wall.Seconds()/m.floor().Seconds(),
			float64(m.read.rss)/1e6, mostMemory/1e6, again, limit)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, m := range list {
		fmt.Printf("   floor of %s: %s\n", m.label, m.floorWords())
	}
	return nil
}

// floorWords says what the floor is.
func (g goal) floorWords() string {
	if g.perMinute > 0 {
		return fmt.Sprintf("%d requests for groups and members, of which %d a minute are four fifths of its limit; less where a read begins in one minute and ends in the next", g.counted, g.perMinute)
	}
	return fmt.Sprintf("%d requests of %d ms, %d at once", g.fewest, latency.Milliseconds(), g.atOnce)
}

// wants tells whether a directory is to be measured.
func (o *options) wants(name string) bool {
	return o.clouds == "all" || slices.Contains(strings.Split(o.clouds, ","), name)
}
