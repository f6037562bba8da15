//go:build unix && !solaris && !aix

package store

import (
	"os"
	"syscall"
)

// unlock frees bbolt's lock on f. Closing f is not enough while bbolt's
// mapping of it lives.
func unlock(f *os.File) { _ = syscall.Flock(int(f.Fd()), syscall.LOCK_UN) }
