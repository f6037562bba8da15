package store

import (
	"encoding/binary"
	"fmt"
	"unsafe"
)

// format is the first byte of every binary value.
const format = 1

// formatUnsure is format for a group of which nobody knows what became of it.
const formatUnsure = 2

// appendText appends text with its length before it.
func appendText(b []byte, text string) []byte {
	b = binary.AppendUvarint(b, uint64(len(text)))
	return append(b, text...)
}

// A decoder reads what the append functions wrote. After the first thing that
// can't be read it returns zero values; err tells. Texts share memory with
// what is decoded.
type decoder struct {
	rest   string
	failed bool
}

// borrowed is a value as a text: who keeps a part of it clones that.
func borrowed(value []byte) string { return unsafe.String(unsafe.SliceData(value), len(value)) }

// newDecoder checks the format byte of value.
func newDecoder(value string) *decoder {
	d := &decoder{rest: value}
	if d.byte() != format {
		d.failed = true
	}
	return d
}

func (d *decoder) byte() byte {
	if d.failed || d.rest == "" {
		d.failed = true
		return 0
	}
	b := d.rest[0]
	d.rest = d.rest[1:]
	return b
}

// uvarint is binary.Uvarint for a string.
func (d *decoder) uvarint() uint64 {
	var n uint64
	for shift := uint(0); shift < 64; shift += 7 {
		b := d.byte()
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
	d.failed = true
	return 0
}

// varint is binary.Varint for a string.
func (d *decoder) varint() int64 {
	n := d.uvarint()
	return int64(n>>1) ^ -int64(n&1)
}

func (d *decoder) text() string {
	n := d.uvarint()
	if d.failed || n > uint64(len(d.rest)) {
		d.failed = true
		return ""
	}
	text := d.rest[:n]
	d.rest = d.rest[n:]
	return text
}

// count reads how many things follow. Each takes a byte at least, so that a
// damaged number can't ask for more memory than the value deserves.
func (d *decoder) count() int {
	n := d.uvarint()
	if d.failed || n > uint64(len(d.rest)) {
		d.failed = true
		return 0
	}
	return int(n)
}

// has tells whether a list of just those texts is all that follows.
func (d decoder) has(list []string) bool {
	if d.uvarint() != uint64(len(list)) {
		return false
	}
	for _, text := range list {
		if d.text() != text {
			return false
		}
	}
	return !d.failed && d.rest == ""
}

// err tells whether everything was read, and nothing left over.
func (d *decoder) err(what string) error {
	if d.failed || d.rest != "" {
		return fmt.Errorf("%w: %s", errCache, what)
	}
	return nil
}
