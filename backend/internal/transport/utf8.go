package transport

import (
	"slices"
	"unicode/utf8"
)

// A UTF8Check looks at a text piece by piece for bytes that are not UTF-8.
type UTF8Check struct {
	// seen is how much was seen.
	seen int64
	// part is the beginning of a character whose rest was not seen yet.
	part []byte
}

// Next looks at the next piece. It returns the place of the first byte that is no
// text, from the start of all; -1 for none.
func (c *UTF8Check) Next(p []byte) int64 {
	start := c.seen
	c.seen += int64(len(p))
	if len(c.part) > 0 { // finish the character that was begun
		more := min(utf8.UTFMax-len(c.part), len(p))
		whole := slices.Concat(c.part, p[:more])
		if !utf8.FullRune(whole) {
			c.part = whole
			return -1
		}
		r, size := utf8.DecodeRune(whole)
		if r == utf8.RuneError && size == 1 {
			return start - int64(len(c.part))
		}
		size -= len(c.part)
		c.part = c.part[:0]
		p, start = p[size:], start+int64(size)
	}
	cut := len(p)
	for cut > 0 && len(p)-cut < utf8.UTFMax-1 && !utf8.RuneStart(p[cut-1]) {
		cut--
	}
	if cut > 0 && !utf8.FullRune(p[cut-1:]) {
		cut--
	} else {
		cut = len(p)
	}
	if !utf8.Valid(p[:cut]) {
		return start + int64(firstInvalid(p[:cut]))
	}
	c.part = append(c.part, p[cut:]...)
	return -1
}

// End returns the place of a character that the text breaks off in; -1 for none.
func (c *UTF8Check) End() int64 {
	if len(c.part) == 0 {
		return -1
	}
	return c.seen - int64(len(c.part))
}

// firstInvalid is the place of the first byte that is no text.
func firstInvalid(p []byte) int {
	for i := 0; ; {
		r, size := utf8.DecodeRune(p[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
}
