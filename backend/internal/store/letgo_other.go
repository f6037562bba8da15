//go:build !windows && (!unix || solaris || aix)

package store

import (
	"os"

	"go.etcd.io/bbolt"
)

// letGo has nothing to do: here the lock goes when the file is closed.
func letGo(*bbolt.DB, *os.File) {}
