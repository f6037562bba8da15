package sourcetest

import (
	"testing"
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
