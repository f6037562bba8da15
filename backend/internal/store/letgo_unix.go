//go:build unix && !solaris && !aix

package store

import (
	"os"
	"syscall"

	"go.etcd.io/bbolt"
)

// letGo frees bbolt's lock on a file that it can't close any more. Closing the
// file is not enough while bbolt's mapping of it lives, which does no harm.
func letGo(_ *bbolt.DB, f *os.File) { _ = syscall.Flock(int(f.Fd()), syscall.LOCK_UN) }
