//go:build unix

package service

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A folder of somebody else is not taken away.
func TestTheFolderOfAnotherUser(t *testing.T) {
	f := newFakeSystem(t)
	if os.Geteuid() != 0 {
		t.Skip("only root can give a folder away")
	}
	dir := filepath.Join(f.dir, "data")
	must(t, os.MkdirAll(filepath.Join(dir, "profiles"), 0o700))
	must(t, os.Chown(dir, 4711, 4711))
	s := Spec{Program: "/usr/bin/bwdc", DataDir: dir, Account: "daemon"}
	if err := f.Install(t.Context(), s); !errors.Is(err, ErrFolder) || !strings.Contains(err.Error(), "4711") {
		t.Errorf("installed with it: %v", err)
	}
	must(t, os.Chown(dir, 0, 0))
	must(t, os.WriteFile(filepath.Join(dir, "hers"), nil, 0o600))
	must(t, os.Chown(filepath.Join(dir, "hers"), 4711, 4711))
	must(t, f.Install(t.Context(), s))
	for name, want := range map[string]int{dir: idOf("daemon"), filepath.Join(dir, "profiles"): idOf("daemon"), filepath.Join(dir, "hers"): 4711} {
		info, err := os.Stat(name)
		must(t, err)
		if got := ownerOf(info); got != want {
			t.Errorf("%s belongs to %d, want %d", name, got, want)
		}
	}
}
