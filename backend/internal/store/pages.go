package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"

	"go.etcd.io/bbolt"
)

// The parts of a bbolt file, as numbers in the order of bytes of the machine; see
// Meta, Page and InBucket in
// https://github.com/etcd-io/bbolt/tree/main/internal/common.
const (
	pageHeader   = 16 // id, flags, count, overflow
	pageFlags    = 8
	pageCount    = 10
	pageOverflow = 12

	metaRoot     = pageHeader + 16
	metaFreelist = pageHeader + 32
	metaTxID     = pageHeader + 48
	metaChecksum = pageHeader + 56
	metaEnd      = pageHeader + 64

	branchFlag   = 0x01
	leafFlag     = 0x02
	freelistFlag = 0x10
	noFreelist   = ^uint64(0)
	// manyFree in place of the count: the count is the first element.
	manyFree = 0xffff
	idSize   = 8

	// elementSize is that of an element, which says where its key is: in a branch
	// position, size and page; in a leaf flags, position, size, and size of the value.
	elementSize = 16
	bucketFlag  = 0x01
	// bucketHeader begins a bucket's value: the page of its root, and a sequence. A
	// small one has no page, and is one itself behind them.
	bucketHeader = 16

	firstPage = 2 // the two before say what there is
)

// pages looks into a file beside bbolt, which believes what it reads there: a page
// that names itself as its child fills the memory, one that ends behind its end is
// read on into memory of something else.
type pages struct {
	file io.ReaderAt
	// size is that of a page in bytes, count the number of pages.
	size, count uint64
	// root is the first page of the tree, free that of the list of free pages.
	root, free uint64
	// met are the pages that belong to the tree.
	met []bool
	buf []byte
}

// errRotten is what is wrong with a page.
var errRotten = errors.New("rotten page")

func rotten(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{errRotten}, args...)...)
}

// openPages reads what the file says of itself in a transaction.
func openPages(tx *bbolt.Tx, f io.ReaderAt) (*pages, error) {
	size := uint64(tx.DB().Info().PageSize)                           //nolint:gosec // a size
	p := &pages{file: f, size: size, count: uint64(tx.Size()) / size} //nolint:gosec // a size
	meta := make([]byte, metaEnd)
	for _, at := range []uint64{0, size} {
		if err := p.read(meta, at); err != nil {
			return nil, err
		}
		sum := fnv.New64a()
		_, _ = sum.Write(meta[pageHeader:metaChecksum])                                                 // never fails
		if sum.Sum64() == number64(meta, metaChecksum) && number64(meta, metaTxID) == uint64(tx.ID()) { //nolint:gosec // an id is no negative number
			p.root, p.free = number64(meta, metaRoot), number64(meta, metaFreelist)
			return p, nil
		}
	}
	return nil, rotten("none of the first two says what there is")
}

// tree finds out that every page of the tree is within the file, is what it should
// be, is there once, and holds what it says that it holds.
func (p *pages) tree() error {
	p.met, p.buf = make([]bool, p.count), make([]byte, p.size)
	for next := []uint64{p.root}; len(next) > 0; {
		id := next[len(next)-1]
		below, err := p.page(id, next[:len(next)-1])
		if err != nil {
			return err
		}
		next = below
	}
	return nil
}

// page looks at one, and adds those that it names.
func (p *pages) page(id uint64, named []uint64) ([]uint64, error) {
	if id < firstPage || id >= p.count {
		return nil, rotten("page %d of %d is in use", id, p.count)
	}
	page, at := p.buf[:p.size], id*p.size
	if err := p.read(page, at); err != nil {
		return nil, err
	}
	overflow, err := p.take(id, page)
	if err != nil {
		return nil, err
	}
	c := content{page: page, size: p.size * (1 + overflow), more: func(b []byte, from uint64) error { return p.read(b, at+from) }}
	if named, err = c.names(named); err != nil {
		return nil, fmt.Errorf("page %d: %w", id, err)
	}
	return named, nil
}

// take notes that a page is in use, with those behind it that belong to it.
func (p *pages) take(id uint64, head []byte) (overflow uint64, err error) {
	overflow = uint64(number32(head, pageOverflow))
	if own := number64(head, 0); own != id || overflow >= p.count-id {
		return 0, rotten("page %d says that it is page %d, with %d more, of %d", id, own, overflow, p.count)
	}
	for i := id; i <= id+overflow; i++ {
		if p.met[i] {
			return 0, rotten("page %d is in use twice", i)
		}
		p.met[i] = true
	}
	return overflow, nil
}

// read reads a part of the file, which must be there.
func (p *pages) read(b []byte, at uint64) error {
	_, err := p.file.ReadAt(b, int64(at)) //nolint:gosec // within the file
	if errors.Is(err, io.EOF) {
		return rotten("the file ends at byte %d", at)
	}
	return err
}

// content is a page of the tree, or a small bucket, which is one as well.
type content struct {
	// page is what has been read of it, size its whole length.
	page []byte
	size uint64
	more func(b []byte, from uint64) error
}

// part is a part of the content, in memory that may be that of the page.
func (c *content) part(from, to uint64) ([]byte, error) {
	if to <= uint64(len(c.page)) {
		return c.page[from:to], nil
	}
	b := make([]byte, to-from)
	return b, c.more(b, from)
}

// names adds the pages that the content names, when it holds all that it says.
func (c *content) names(named []uint64) ([]uint64, error) {
	kind, count := number16(c.page, pageFlags), uint64(number16(c.page, pageCount))
	end := pageHeader + count*elementSize
	if end > c.size {
		return nil, rotten("it holds %d keys in %d bytes", count, c.size)
	}
	elements, err := c.part(pageHeader, end)
	if err != nil {
		return nil, err
	}
	switch {
	case kind == branchFlag && count > 0:
		for at := uint64(pageHeader); len(elements) > 0; at, elements = at+elementSize, elements[elementSize:] {
			if key := at + uint64(number32(elements, 0)) + uint64(number32(elements, 4)); key > c.size {
				return nil, rotten("a key ends at %d of %d", key, c.size)
			}
			named = append(named, number64(elements, 8))
		}
		return named, nil
	case kind == leafFlag:
		return c.leaf(elements, named)
	}
	return nil, rotten("it is of kind %#x with %d keys", kind, count)
}

func (c *content) leaf(elements []byte, named []uint64) ([]uint64, error) {
	for at := uint64(pageHeader); len(elements) > 0; at, elements = at+elementSize, elements[elementSize:] {
		from := at + uint64(number32(elements, 4)) + uint64(number32(elements, 8))
		to := from + uint64(number32(elements, 12))
		if to > c.size {
			return nil, rotten("a value ends at %d of %d", to, c.size)
		}
		if number32(elements, 0)&bucketFlag == 0 {
			continue
		}
		value, err := c.part(from, to)
		if err != nil {
			return nil, err
		}
		if named, err = bucketNames(value, named); err != nil {
			return nil, err
		}
	}
	return named, nil
}

// bucketNames adds the pages that the value of a bucket names.
func bucketNames(value []byte, named []uint64) ([]uint64, error) {
	if len(value) < bucketHeader {
		return nil, rotten("a bucket has %d bytes", len(value))
	}
	if root := number64(value, 0); root != 0 {
		return append(named, root), nil
	}
	small := content{page: value[bucketHeader:], size: uint64(len(value) - bucketHeader)}
	if small.size < pageHeader || number16(small.page, pageFlags) != leafFlag {
		return nil, rotten("a small bucket is none")
	}
	return small.names(named)
}

// freePages finds out, after tree, that the list of free pages names pages of the
// file, each once and none of the tree. bbolt reads it while it opens the file for
// writing: it panics on one that is rotten, where nobody has the handle yet by which
// the file could be let go, and writes over the pages that it names.
func (p *pages) freePages() error {
	if p.free == noFreelist {
		return nil
	}
	if p.free < firstPage || p.free >= p.count {
		return rotten("the list of free pages is page %d of %d", p.free, p.count)
	}
	at, head := p.free*p.size, make([]byte, pageHeader+idSize)
	if err := p.read(head, at); err != nil {
		return err
	}
	if number16(head, pageFlags) != freelistFlag {
		return rotten("page %d is no list of free pages", p.free)
	}
	overflow, err := p.take(p.free, head)
	if err != nil {
		return err
	}
	count, from := uint64(number16(head, pageCount)), uint64(pageHeader)
	if count == manyFree {
		count, from = number64(head, pageHeader), pageHeader+idSize
	}
	if count > p.count || from+count*idSize > p.size*(1+overflow) {
		return rotten("%d of %d pages are free", count, p.count)
	}
	ids := make([]byte, count*idSize)
	if err := p.read(ids, at+from); err != nil {
		return err
	}
	for ; len(ids) > 0; ids = ids[idSize:] {
		id := number64(ids, 0)
		if id < firstPage || id >= p.count || p.met[id] {
			return rotten("page %d of %d is free", id, p.count)
		}
		p.met[id] = true
	}
	return nil
}

func number16(b []byte, at int) uint16 { return binary.NativeEndian.Uint16(b[at:]) }
func number32(b []byte, at int) uint32 { return binary.NativeEndian.Uint32(b[at:]) }
func number64(b []byte, at int) uint64 { return binary.NativeEndian.Uint64(b[at:]) }
