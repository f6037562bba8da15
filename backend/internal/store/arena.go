package store

import "unsafe"

// An arena keeps texts that are read one after the other and wanted for equally
// long: many share an allocation.
type arena struct{ space []byte }

// arenaSize is how much is allocated at a time.
const arenaSize = 64 << 10

// text returns a copy of two parts as one text.
func (a *arena) text(first, second []byte) string {
	size := len(first) + len(second)
	if cap(a.space)-len(a.space) < size {
		a.space = make([]byte, 0, max(size, arenaSize))
	}
	start := len(a.space)
	a.space = append(append(a.space, first...), second...)
	return unsafe.String(unsafe.SliceData(a.space[start:]), size) // nothing writes there again
}
