package sourcetest

import (
	"fmt"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"directoryconnector/backend/directory"
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
