// Package positions finds the entries of a list by a text of theirs. For lists of
// 50,000 and more it takes less memory than a map.
package positions

import (
	"hash/maphash"
)

// A Table knows at which positions of a list texts are. It takes nine bytes a
// slot, two slots an entry, where a map of texts takes sixty: a list may have a
// million entries, of which most are looked for once. The zero value is empty;
// make others with New. Several goroutines may look at the same time.
type Table struct {
	seed maphash.Seed
	text func(at int32) string
	// slots are positions, a power of two of them, at most half of them taken
	// (linear probing). tags are zero for those that are free, else some bits
	// of the text's hash, so that another text is hardly ever looked at.
	slots []int32
	tags  []uint8
	// n is how many texts there are.
	n int
}

// New returns an empty Table with room for n texts; text is that of the entry
// at a position.
func New(n int, text func(at int32) string) Table {
	t := Table{seed: maphash.MakeSeed(), text: text}
	t.makeRoom(n)
	return t
}

// makeRoom makes the slots for n texts.
func (t *Table) makeRoom(n int) {
	size := 8
	for size < 2*n {
		size *= 2
	}
	t.slots, t.tags = make([]int32, size), make([]uint8, size)
}

// grow doubles the slots.
func (t *Table) grow() {
	slots, tags := t.slots, t.tags
	t.makeRoom(len(slots))
	for old, tag := range tags {
		if tag != 0 {
			i, _ := t.slot(t.text(slots[old]))
			t.slots[i], t.tags[i] = slots[old], tag
		}
	}
}

// slot is where a text is, or where it would be, and its tag.
func (t *Table) slot(text string) (i int, tag uint8) {
	hash := maphash.String(t.seed, text)
	tag = uint8(hash>>56) | 1
	mask := len(t.slots) - 1
	for i = int(hash) & mask; t.tags[i] != 0; i = (i + 1) & mask { //nolint:gosec // any bits will do
		if t.tags[i] == tag && t.text(t.slots[i]) == text {
			break
		}
	}
	return i, tag
}

// Put takes the place of an entry with the same text, and returns it.
func (t *Table) Put(text string, at int32) (other int32, twice bool) {
	if 2*t.n >= len(t.slots) {
		t.grow()
	}
	i, tag := t.slot(text)
	other, twice = t.slots[i], t.tags[i] != 0
	t.slots[i], t.tags[i] = at, tag
	if !twice {
		t.n++
		return 0, false
	}
	return other, true
}

// Find returns the position of a text.
func (t *Table) Find(text string) (at int32, ok bool) {
	if t.n == 0 {
		return 0, false
	}
	i, _ := t.slot(text)
	return t.slots[i], t.tags[i] != 0
}

// Len is how many texts there are.
func (t *Table) Len() int { return t.n }
