package windows

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"

	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/internal/testbed/winetest"
)

// shared is what all tests use: an installation takes ten seconds.
var shared struct {
	sync.Once
	wine *winetest.Wine
	err  error
}

func TestMain(m *testing.M) {
	if code, is := helper(os.Args[1:]); is {
		os.Exit(code)
	}
	code := m.Run()
	if shared.wine != nil {
		if err := shared.wine.Close(); err != nil {
			fmt.Fprintln(os.Stderr, "end Wine:", err)
			code = 1
		}
	}
	os.Exit(code)
}

func wine(t *testing.T) *winetest.Wine {
	t.Helper()
	shared.Do(func() { shared.wine, shared.err = winetest.Start(context.Background()) })
	if errors.Is(shared.err, winetest.ErrMissing) {
		needs.Missing(t, winetest.Server, shared.err.Error())
	}
	must(t, shared.err)
	return shared.wine
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
