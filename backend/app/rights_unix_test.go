//go:build !windows

package app_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/service"
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

// What root leaves behind in the folder of a service, its account can't read.
func TestTheDataFolderOfAnotherUser(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root can give a folder away")
	}
	f := newFixture(t, orgserver.Options{})
	if err := app.InstallService(t.Context(), f.options("default"), &fakeManager{}, service.Spec{}); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(f.data, 4711, 4711); err != nil {
		t.Fatal(err)
	}
	_, err := app.Open(f.options("default"))
	if err == nil || !strings.Contains(err.Error(), "belongs to the user #4711") || !strings.Contains(directory.HintOf(err), "sudo -u '#4711'") {
		t.Errorf("the service's folder: %v (%s)", err, directory.HintOf(err))
	}
	if err := os.Remove(filepath.Join(f.data, "profiles", "default", "service.json")); err != nil {
		t.Fatal(err)
	}
	a, err := app.Open(f.options("default"))
	if err != nil {
		t.Fatalf("a folder of somebody else, as in a container: %v", err)
	}
	_ = a.Close()
}

// A service that somebody set up by hand has no mark: its database shows who
// works with the profile.
func TestRootLeavesTheProfileOfAnotherUserAlone(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root can give a folder away")
	}
	f := newFixture(t, orgserver.Options{})
	f.ready("default")
	for _, path := range []string{"", "profiles", "profiles/default", "profiles/default/bwdc.db"} {
		if err := os.Chown(filepath.Join(f.data, path), 4711, 4711); err != nil {
			t.Fatal(err)
		}
	}
	_, err := app.Open(f.options("default"))
	if err == nil || !strings.Contains(err.Error(), "belongs to the user #4711") || !strings.Contains(directory.HintOf(err), "sudo -u '#4711'") {
		t.Errorf("opened with %v (%s)", err, directory.HintOf(err))
	}
}

// A folder that nothing can be written into can be shown where a database is in
// it, and is of no use without.
func TestADataFolderOnAReadOnlyDisk(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if out, err := exec.CommandContext(t.Context(), "mount", "-t", "tmpfs", "-o", "size=1m", "bwdc-test", folder).CombinedOutput(); err != nil {
		needs.Missing(t, "tmpfs", fmt.Sprintf("a small disk can't be mounted: %v: %s", err, out))
	}
	t.Cleanup(func() { _ = exec.Command("umount", folder).Run() })
	o := app.Options{DataDir: folder}
	if err := app.MakeDataDir(o); err != nil {
		t.Fatal(err)
	}
	remount := func(how string) {
		t.Helper()
		if out, err := exec.CommandContext(t.Context(), "mount", "-o", "remount,"+how, folder).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	remount("ro")
	if err := app.MakeDataDir(o); err == nil || errors.Is(err, app.ErrUnwritable) || !strings.Contains(err.Error(), "nothing can be written into the data folder "+folder) {
		t.Errorf("an empty one: %v", err)
	}
	remount("rw")
	if err := os.WriteFile(filepath.Join(folder, "profiles", "default", "bwdc.db"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	remount("ro")
	if err := app.MakeDataDir(o); !errors.Is(err, app.ErrUnwritable) {
		t.Errorf("one with a database: %v", err)
	}
}
