package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"directoryconnector/backend/internal/filelock"
)

// lockProfile takes a lock of a profile that is still there: another process
// may have deleted or renamed it since it was opened, and nothing may make its
// folder anew then.
func lockProfile(a *App, path, what string) (*filelock.Lock, error) {
	gone := fmt.Errorf("profile %q: %w", a.opts.Profile, ErrNoProfile)
	if !strings.EqualFold(a.opts.Profile, DefaultProfile) && !exists(a.dir) {
		return nil, gone
	}
	lock, err := filelock.Acquire(path, what)
	if err != nil {
		return nil, err
	}
	if !exists(path) { // moved away between the two
		return nil, errors.Join(gone, lock.Release())
	}
	return lock, nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// deletedMark is in the name of the folder of a profile that is being deleted.
// No name of a profile has it.
const deletedMark = "~deleted-"

// setAside moves the folder of a profile out of the way, in one step: either it
// is there whole, or it is no profile any more. Where something in it is open,
// Windows refuses.
func setAside(dir string) (aside string, err error) {
	name, err := os.MkdirTemp(filepath.Dir(dir), filepath.Base(dir)+deletedMark)
	if err != nil {
		return "", err
	}
	aside = filepath.Join(name, "profile")
	if err := os.Rename(dir, aside); err != nil { //nolint:forbidigo // a folder
		return "", errors.Join(err, os.Remove(name))
	}
	return name, nil
}

// sweepDeleted removes what an earlier deletion could not.
func (p Profiles) sweepDeleted() {
	left, _ := filepath.Glob(filepath.Join(p.root(), "*"+deletedMark+"*"))
	for _, dir := range left {
		_ = os.RemoveAll(dir) // the next one tries again
	}
}
