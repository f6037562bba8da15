//go:build unix && !solaris && !aix

package store

import (
	"unsafe"

	"go.etcd.io/bbolt"
	"golang.org/x/sys/unix"
)

// letPagesGo takes the pages of the file that were read out of this process's
// memory, where bbolt has mapped all of it. What is read once more comes back from
// the system's cache. See https://man7.org/linux/man-pages/man2/madvise.2.html
func letPagesGo(tx *bbolt.Tx) {
	mapped := tx.DB().Info().Data
	_ = unix.Madvise(unsafe.Slice(*(**byte)(unsafe.Pointer(&mapped)), tx.Size()), unix.MADV_DONTNEED) //nolint:gosec // where the file is mapped; it is advice
}

// size counts the keys of b, which may be nil, and lets the pages go.
func size(b *bbolt.Bucket) int {
	n := 0
	_ = each(b, func(_, _ []byte) error { n++; return nil }) // never fails
	return n
}
