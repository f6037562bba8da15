//go:build !windows

package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
)

// TestWhatEverybodyMayWriteOrReadIsRefused: who may write into the data folder
// can change what is synced.
func TestWhatEverybodyMayWriteOrReadIsRefused(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	for mode, refused := range map[os.FileMode]bool{0o700: false, 0o755: false, 0o775: false, 0o777: true, 0o777 | os.ModeSticky: true} {
		if err := os.MkdirAll(f.data, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(f.data, mode); err != nil { //nolint:gosec // the test is about it
			t.Fatal(err)
		}
		a, err := app.Open(f.options("default"))
		if (err != nil) != refused || err != nil && !strings.Contains(directory.HintOf(err), "chmod o-w") {
			t.Errorf("mode %v: %v (%s)", mode, err, directory.HintOf(err))
		}
		if err == nil {
			_ = a.Close()
		}
	}
	key := filepath.Join(t.TempDir(), "server.key")
	for mode, refused := range map[os.FileMode]bool{0o600: false, 0o640: false, 0o644: true} {
		if err := os.WriteFile(key, []byte("key"), mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(key, mode); err != nil {
			t.Fatal(err)
		}
		if err := app.CheckPrivateKey(key); (err != nil) != refused || err != nil && !strings.Contains(directory.HintOf(err), "chmod o-r") {
			t.Errorf("mode %v: %v", mode, err)
		}
	}
	if err := app.CheckPrivateKey(key + ".none"); err != nil {
		t.Errorf("a missing file: %v", err)
	}
}
