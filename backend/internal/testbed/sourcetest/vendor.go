package sourcetest

import (
	"context"
	"fmt"
	"net"
	"syscall"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// These are for Sources that read over HTTP, whose fakes share cloudtest.

// Open makes a Source of c, which change, where it is not nil, changes before.
func Open[C, S any](t testing.TB, c C, change func(*C), create func(C) (S, error)) S {
	t.Helper()
	if change != nil {
		change(&c)
	}
	source, err := create(c)
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// Locates asks a Source why names are not read, and compares what it says: for
// each entry that has the name its kind and its own name, and what leaves it
// out, after bars.
func Locates(t testing.TB, source directory.Locator, want map[string][]string) {
	t.Helper()
	for name, lines := range want {
		found, err := source.Locate(t.Context(), name, name) // an entry is told once
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := []string{}
		for _, l := range found {
			line := l.Kind + " " + l.Name
			for _, x := range l.Exclusions {
				line += fmt.Sprintf(" | %s %s%s%s", x.Code, x.Params["query"], x.Params["part"], x.Params["bases"])
			}
			got = append(got, line)
		}
		if diff := gocmp.Diff(lines, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// A Metered Source counts its requests.
type Metered interface {
	directory.Source
	directory.Meter
}

// TellsProgress reads with the Source that open makes, and fails the test where
// its progress does not end at want, or where the server counted other
// requests, or throttled them.
func TellsProgress(t testing.TB, open func(tell func(directory.Progress)) Metered, want map[string]int, requests func() map[string]int) {
	t.Helper()
	last := map[string]int{} // without a lock: the race detector looks on
	source := open(func(p directory.Progress) { last[p.Stage] = max(last[p.Stage], p.Done) })
	if _, err := source.Fetch(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	for stage, n := range want {
		if last[stage] != n {
			t.Errorf("progress %v, want %v", last, want)
		}
	}
	if got, n := source.Traffic(), requests()[""]; got.Requests != n || got.Throttled != 0 {
		t.Errorf("traffic %v, the server counted %d", got, n)
	}
}

// Unreachable fails the test where a Source does not say well that nobody is
// there, or somebody whose certificate is not known. never is not to be shown.
func Unreachable(t testing.TB, open func(change func(*transport.Options)) directory.Source, never ...string) {
	t.Helper()
	for hint, change := range map[string]func(*transport.Options){
		"nothing listens": func(o *transport.Options) {
			o.DialContext = func(context.Context, string, string) (net.Conn, error) {
				return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
			}
		},
		"network.caFile": func(o *transport.Options) { o.Network.CAFile = "" },
	} {
		_, err := open(change).Fetch(t.Context(), nil)
		WantError(t, err, directory.ErrUnreachable, "", hint, never...)
	}
}
