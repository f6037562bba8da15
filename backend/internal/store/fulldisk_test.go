package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/testbed/needs"
)

func TestNoPermission(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" || os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	s := newStore(t)
	fill(t, s)
	must(t, os.Chmod(s.Path(), 0))
	_, err := s.Values(t.Context())
	if !errors.Is(err, fs.ErrPermission) || directory.HintOf(err) != rightsHint {
		t.Errorf("error = %v, hint %q", err, directory.HintOf(err))
	}
}

func TestAFolderInItsPlace(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	must(t, os.MkdirAll(s.Path(), 0o700))
	if _, err := s.Values(t.Context()); err == nil || errors.Is(err, ErrDamaged) {
		t.Errorf("read: %v", err)
	}
	if err := s.SetAccount(t.Context(), Account{}); err == nil {
		t.Error("writing into a folder succeeded")
	}
}

// bbolt tells of a disk that is full while it opens the file, as Windows does,
// by the text alone: the file is whole.
func TestAFullDiskIsNoDamage(t *testing.T) {
	t.Parallel()
	for _, full := range fullErrors {
		err := fmt.Errorf("truncate: %s", &fs.PathError{Op: "truncate", Path: "data.db", Err: full}) //nolint:errorlint // as bbolt does
		if err := newStore(t).explain(err); directory.HintOf(err) != fullHint || errors.Is(err, ErrDamaged) {
			t.Errorf("%v: %v, hint %q", full, err, directory.HintOf(err))
		}
	}
}

// A disk that is really full and one that is really read-only: a small tmpfs,
// which needs the right to mount.
func TestAFullDiskLosesNothing(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if out, err := exec.CommandContext(t.Context(), "mount", "-t", "tmpfs", "-o", "size=1m", "bwdc-test", folder).CombinedOutput(); err != nil {
		needs.Missing(t, "tmpfs", fmt.Sprintf("a small disk can't be mounted: %v: %s", err, out))
	}
	t.Cleanup(func() { _ = exec.Command("umount", folder).Run() })
	s, ctx := New(filepath.Join(folder, "data.db"), Options{}), t.Context()
	fill(t, s)
	before, err := s.Values(ctx)
	must(t, err)
	err = s.SaveSnapshot(ctx, company(20_000, 100))
	if err == nil || directory.HintOf(err) != fullHint || !strings.Contains(err.Error(), "disk is full") {
		t.Errorf("error = %v, hint %q", err, directory.HintOf(err))
	}
	after, err := s.Values(ctx)
	must(t, err)
	equal(t, "values", before, after)
	snapshot, err := s.Snapshot(ctx)
	must(t, err)
	equal(t, "the old snapshot", 3, len(snapshot.Users))

	must(t, exec.CommandContext(ctx, "mount", "-o", "remount,ro", folder).Run())
	_, err = s.Values(ctx)
	must(t, err)
	if err := s.SetAccount(ctx, Account{}); directory.HintOf(err) != readHint {
		t.Errorf("read-only: %v, hint %q", err, directory.HintOf(err))
	}
}
