//go:build linux

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"directoryconnector/backend/bench/past"
)

// What is allowed to a history of 1,000 runs that changed something, two of
// which name everybody, and 1,000 that did not. Seconds are those of the
// processor: nothing here waits for anybody else.
const (
	mostHistory     = 100 // MB of the database, sync cache included
	mostAppend      = 50  // ms to write the record of a usual run
	mostAppendFirst = 5   // s to write the record of a first sync of everybody
	mostStory       = 1   // s to tell the story of somebody
	mostStoryMemory = 120 // MB
	mostRunMemory   = 300 // MB to show the record of that first sync
)

// benchHistory measures the history of 50,000 people.
func benchHistory(ctx context.Context, o *options, dir string, v *verdict) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "filling a history of 2,000 runs of %d people in %d groups\n", o.size.users, o.size.groups)
	var out bytes.Buffer
	args := []string{"-past", dir, "-users", fmt.Sprint(o.size.users), "-groups", fmt.Sprint(o.size.groups), "-members", fmt.Sprint(o.size.members)}
	if _, err := run(ctx, command{path: self, args: args, out: &out}); err != nil {
		return err
	}
	var facts past.Facts
	if err := json.Unmarshal(out.Bytes(), &facts); err != nil {
		return err
	}
	size := float64(facts.Whole) / 1e6
	v.most("MB of the database with a full history", size, mostHistory)
	v.most("ms to write the record of a usual run", facts.Usual.Seconds()*1e3, mostAppend)
	v.most("s to write the record of a first sync", facts.First.Seconds(), mostAppendFirst)
	t := newTable(fmt.Sprintf("The history of %d people: 1,000 runs that changed something, two of which name everybody, and 1,000 that did not.\nThe story of one may take %d s of user+sys and %d MB.", o.size.users, mostStory, mostStoryMemory))
	for _, c := range []struct {
		name string
		args []string
		ms   float64
		mb   float64
	}{
		{"history", nil, mostStory * 1e3, mostStoryMemory},
		{"history last", []string{"last"}, mostStory * 1e3, mostStoryMemory},
		{"history RUN, the first sync", []string{facts.FirstRun}, 5e3, mostRunMemory},
		{"history RUN --csv", []string{facts.FirstRun, "--csv"}, 5e3, mostRunMemory},
		{"history --who EMAIL", []string{"--who", facts.Email}, mostStory * 1e3, mostStoryMemory},
		{"history --who a former EMAIL", []string{"--who", facts.Former}, mostStory * 1e3, mostStoryMemory},
		{"history --who GROUP", []string{"--who", facts.Group}, mostStory * 1e3, mostStoryMemory},
	} {
		got, err := medianOf(o.runs, func() (cost, error) {
			return run(ctx, command{path: o.bwdc, args: append([]string{"history"}, c.args...), env: []string{"BWDC_DATA_DIR=" + dir, "BWDC_NO_KEYRING=1"}})
		})
		if err != nil {
			return err
		}
		v.most("ms of "+c.name, got.cpu.Seconds()*1e3, c.ms)
		v.most("MB of "+c.name, float64(got.rss)/1e6, c.mb)
		t.add(c.name, got, cost{})
	}
	if err := t.print(os.Stdout); err != nil {
		return err
	}
	fmt.Printf("   the database: %.0f MB, %.0f MB without history; at most %d MB are allowed\n", size, float64(facts.Cache)/1e6, mostHistory)
	fmt.Printf("   to write a record: %s, that of the first sync %s\n", milliseconds(facts.Usual), milliseconds(facts.First))
	return os.RemoveAll(filepath.Clean(dir))
}
