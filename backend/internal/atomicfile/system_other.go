//go:build !windows

package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

func rename(from, to string) error { return os.Rename(from, to) }

// syncFolder makes the names in a folder outlast a power failure. Some file
// systems (network, FUSE) can't, and a folder that may be written to but not
// read can't be opened: then the rename has to do.
func syncFolder(name string) error {
	folder, err := os.Open(name) //nolint:gosec // of a file that was just replaced
	if errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return err
	}
	err = folder.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	return errors.Join(err, folder.Close())
}

// momentary: here nobody is refused because somebody else reads.
func momentary(error) bool { return false }
