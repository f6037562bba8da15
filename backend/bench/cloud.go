//go:build linux

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"directoryconnector/backend/internal/testbed/proxytest"
)

// cloud is a fake directory. It is reached as the vendor is: by its host names,
// through a proxy, with a certificate of an authority of its own.
type cloud struct{ *child }

// startCloud starts this program again as the directory.
func startCloud(ctx context.Context, name string, unlimited bool, dir string) (*cloud, error) {
	started, err := startChild(ctx, "-cloud", name, "-unlimited="+fmt.Sprint(unlimited), "-dir", dir)
	if err != nil {
		return nil, err
	}
	c := &cloud{started}
	if err := c.answer(&c.env); err != nil {
		c.stop()
		return nil, fmt.Errorf("the fake of %s did not start: %w", name, err)
	}
	return c, nil
}

func (c *cloud) answer(v any) error {
	line, err := c.out.ReadBytes('\n')
	if err != nil {
		return err
	}
	return json.Unmarshal(line, v)
}

// seen is what the fake has to say about what it was asked.
type seen struct {
	// Requests counts them since the last report.
	Requests int
	// Problem is what was wrong, empty where all was right.
	Problem string
}

// report compares what bwdc test printed into a file with what the fake holds,
// and counts the requests that this took. Without a file it only counts.
func (c *cloud) report(printed string) (requests int, err error) {
	if _, err := fmt.Fprintln(c.in, printed); err != nil {
		return 0, err
	}
	var s seen
	if err := c.answer(&s); err != nil {
		return 0, err
	}
	if s.Problem != "" {
		return 0, errors.New(s.Problem)
	}
	return s.Requests, nil
}

// serveCloud is the other side of a cloud.
func serveCloud(name string, unlimited bool, dir string, in io.Reader, out io.Writer) error {
	start := fakes[name]
	if start == nil {
		return fmt.Errorf("there is no fake of %q", name)
	}
	b := newBed(dir)
	defer b.end()
	f := start(b, unlimited)
	reach := f.server.Transport()
	env := []string{"HTTPS_PROXY=" + proxytest.Start(b, proxytest.Options{Dial: reach.DialContext}).URL, "BWDC_NETWORK_CA_FILE=" + reach.Network.CAFile}
	for name, value := range f.env {
		env = append(env, name+"="+value)
	}
	slices.Sort(env)
	say := json.NewEncoder(out)
	if err := say.Encode(env); err != nil {
		return err
	}
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		s := seen{Requests: total(f.server.Requests()), Problem: b.complaint()}
		if printed := lines.Text(); printed != "" && s.Problem == "" {
			s.Problem = difference(f, printed)
		}
		f.server.ResetRequests()
		if err := say.Encode(s); err != nil {
			return err
		}
	}
	return lines.Err()
}

// total is the number of all requests, as the fakes count them: parts of a
// batch are none.
func total(requests map[string]int) int { return requests[""] }

// difference compares what bwdc test printed with the truth, in words.
func difference(f fake, printed string) string {
	data, err := os.ReadFile(printed) //nolint:gosec // the bench's own file
	if err != nil {
		return err.Error()
	}
	type entry struct {
		ExternalID, DisplayName string
		UserIDs                 []string
	}
	var shown struct{ Groups, EnabledUsers, DisabledUsers, DeletedUsers []entry }
	if err := json.Unmarshal(data, &shown); err != nil {
		return "what bwdc test printed is no JSON: " + err.Error()
	}
	line := func(e entry) string {
		slices.Sort(e.UserIDs)
		return e.ExternalID + " " + e.DisplayName + " " + strings.Join(e.UserIDs, " ")
	}
	var want, got []string
	truth := f.server.Truth()
	for _, u := range truth.Users {
		want = append(want, line(entry{ExternalID: u.ExternalID, DisplayName: u.Email}))
	}
	for _, g := range truth.Groups {
		want = append(want, line(entry{g.ExternalID, g.Name, g.UserMembers}))
	}
	for _, e := range slices.Concat(shown.Groups, shown.EnabledUsers, shown.DisabledUsers, shown.DeletedUsers) {
		got = append(got, line(e))
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(want, got) {
		return fmt.Sprintf("bwdc test shows something else than the directory holds: %d entries, %d in the directory", len(got), len(want))
	}
	return ""
}
