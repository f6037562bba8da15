package compare

import "hash/maphash"

// positions find the entries of a list by a text of theirs. It takes eight
// bytes an entry, where a map of texts takes fifty: a member list may have a
// million. The zero value is empty.
type positions struct {
	seed maphash.Seed
	// text is that of an entry. slots are positions plus one, a power of two
	// of them, at most half of them taken (linear probing).
	text  func(at int32) string
	slots []int32
	// n is how many texts there are.
	n int
}

func newPositions(n int, text func(at int32) string) positions {
	size := 8
	for size < 2*n {
		size *= 2
	}
	return positions{seed: maphash.MakeSeed(), text: text, slots: make([]int32, size)}
}

// slot is where a text is, or where it would be.
func (p *positions) slot(text string) int {
	mask := len(p.slots) - 1
	i := int(maphash.String(p.seed, text)) & mask //nolint:gosec // any bits will do
	for p.slots[i] != 0 && p.text(p.slots[i]-1) != text {
		i = (i + 1) & mask
	}
	return i
}

// put takes the place of an entry with the same text, and returns it.
func (p *positions) put(text string, at int32) (other int32, twice bool) {
	i := p.slot(text)
	other, twice = p.slots[i]-1, p.slots[i] != 0
	p.slots[i] = at + 1
	if !twice {
		p.n++
	}
	return other, twice
}

func (p *positions) find(text string) (at int32, ok bool) {
	if len(p.slots) == 0 || text == "" {
		return 0, false
	}
	i := p.slot(text)
	return p.slots[i] - 1, p.slots[i] != 0
}
