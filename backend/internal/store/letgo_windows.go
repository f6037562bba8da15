package store

import (
	"os"

	"go.etcd.io/bbolt"
	"golang.org/x/sys/windows"
)

// letGo takes bbolt's mapping away from a file that it can't close any more: a
// mapped file can neither be deleted nor cut. Nobody reads from it any more. The
// lock goes when the file is closed.
func letGo(db *bbolt.DB, _ *os.File) {
	if db == nil {
		return
	}
	defer func() { _ = recover() }() // there was no mapping at that moment
	_ = windows.UnmapViewOfFile(db.Info().Data)
}
