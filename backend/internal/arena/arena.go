// Package arena keeps many texts in few allocations: those of long lists take less
// memory, and less time to collect.
package arena

import "unsafe"

// Texts are texts that are read one after the other and wanted for equally long:
// as long as one is held, so are those around it. The zero value is empty.
type Texts struct{ space []byte }

// size is how much is allocated at a time.
const size = 64 << 10

// Clone returns a copy of a text.
func (t *Texts) Clone(text string) string {
	return t.Join(unsafe.Slice(unsafe.StringData(text), len(text)))
}

// Join returns a copy of all parts as one text.
func (t *Texts) Join(parts ...[]byte) string {
	n := 0
	for _, part := range parts {
		n += len(part)
	}
	if cap(t.space)-len(t.space) < n {
		t.space = make([]byte, 0, max(n, size))
	}
	start := len(t.space)
	for _, part := range parts {
		t.space = append(t.space, part...)
	}
	return unsafe.String(unsafe.SliceData(t.space[start:]), n) // nothing writes there again
}
