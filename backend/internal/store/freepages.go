package store

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"os"

	"go.etcd.io/bbolt"
)

// The parts of a bbolt file that checkFree reads, as numbers in the order of
// bytes of the machine; see Meta and Page in
// https://github.com/etcd-io/bbolt/tree/main/internal/common.
const (
	pageHeader   = 16 // id, flags, count, overflow
	pageFlags    = 8
	pageCount    = 10
	metaFreelist = pageHeader + 32
	metaTxID     = pageHeader + 48
	metaChecksum = pageHeader + 56
	metaEnd      = pageHeader + 64

	freelistFlag = 0x10
	noFreelist   = ^uint64(0)
	// manyFree in place of the count: the count is the first element.
	manyFree = 0xffff
	idSize   = 8
)

// checkFree finds out that the list of free pages names pages of the file. bbolt
// reads it while it opens the file for writing. It panics on one that is rotten,
// where nobody has the handle yet by which the file could be let go, and believes
// one that names a page far behind the end.
func (s *Store) checkFree(tx *bbolt.Tx) error {
	f, err := os.Open(s.path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	size := tx.DB().Info().PageSize
	pages := uint64(tx.Size()) / uint64(size)         //nolint:gosec // sizes
	list, err := freelistOf(f, size, uint64(tx.ID())) //nolint:gosec // an id is no negative number
	if err != nil || list == noFreelist {
		return err
	}
	if list >= pages {
		return s.damaged(fmt.Sprintf("its list of free pages is page %d of %d", list, pages))
	}
	at := int64(list) * int64(size) //nolint:gosec // within the file
	head := make([]byte, pageHeader+idSize)
	if _, err := f.ReadAt(head, at); err != nil {
		return s.damaged(err)
	}
	if binary.NativeEndian.Uint16(head[pageFlags:])&freelistFlag == 0 {
		return s.damaged(fmt.Sprintf("page %d is no list of free pages", list))
	}
	count, at := uint64(binary.NativeEndian.Uint16(head[pageCount:])), at+pageHeader
	if count == manyFree {
		count, at = binary.NativeEndian.Uint64(head[pageHeader:]), at+idSize
	}
	if count > pages {
		return s.damaged(fmt.Sprintf("%d of %d pages are free", count, pages))
	}
	ids := make([]byte, count*idSize)
	if _, err := f.ReadAt(ids, at); err != nil {
		return s.damaged(err)
	}
	for ; len(ids) > 0; ids = ids[idSize:] {
		if id := binary.NativeEndian.Uint64(ids); id < 2 || id >= pages { // the first two say what there is
			return s.damaged(fmt.Sprintf("page %d of %d is free", id, pages))
		}
	}
	return nil
}

// freelistOf tells which page is the list of free pages in a transaction.
func freelistOf(f *os.File, size int, transaction uint64) (uint64, error) {
	for _, at := range []int64{0, int64(size)} {
		meta := make([]byte, metaEnd)
		if _, err := f.ReadAt(meta, at); err != nil {
			return 0, err
		}
		sum := fnv.New64a()
		_, _ = sum.Write(meta[pageHeader:metaChecksum]) // never fails
		if sum.Sum64() == binary.NativeEndian.Uint64(meta[metaChecksum:]) && binary.NativeEndian.Uint64(meta[metaTxID:]) == transaction {
			return binary.NativeEndian.Uint64(meta[metaFreelist:]), nil
		}
	}
	return noFreelist, nil // it was changed meanwhile, and is looked at by bbolt
}
