package transport

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// ErrNotUTF8 says that a text in JSON is none: encoding/json would put U+FFFD
// into names and addresses, so that they are read as other ones.
var ErrNotUTF8 = errors.New("the text is not UTF-8, as JSON is")

// A JSONError is where JSON is no UTF-8: bytes that are none, or an escape that
// is half of a character (RFC 8259, 8.2). It wraps ErrNotUTF8.
type JSONError struct {
	// Offset is the place of the byte, or of the escape, from 0.
	Offset int64
	// Escape is the half of a character, such as \ud83d.
	Escape string
	// Near is the id that was read last; empty where there is none.
	Near string
}

func (e *JSONError) Error() string {
	what := fmt.Sprintf("byte %d", e.Offset+1)
	if e.Escape != "" {
		what = fmt.Sprintf("%s at byte %d is half of a character", e.Escape, e.Offset+1)
	}
	if e.Near != "" {
		what = fmt.Sprintf("%s, near the id %q", what, e.Near)
	}
	return fmt.Sprintf("%v: %s", ErrNotUTF8, what)
}

func (e *JSONError) Unwrap() error { return ErrNotUTF8 }

// CheckJSON returns a *JSONError where a whole JSON text is not UTF-8.
func CheckJSON(text []byte) error {
	var c jsonCheck
	err := c.bytes(text)
	if err == nil {
		err = c.end()
	}
	if err == nil {
		return nil
	}
	err.Near = lastID(text[:min(err.Offset, int64(len(text)))])
	return err
}

// JSONReader reads JSON from r, and returns a *JSONError where it is not UTF-8.
func JSONReader(r io.Reader) io.Reader { return &jsonReader{r: r} }

type jsonReader struct {
	r     io.Reader
	check jsonCheck
	bad   *JSONError
}

func (j *jsonReader) Read(p []byte) (int, error) {
	if j.bad != nil {
		return 0, j.bad
	}
	n, err := j.r.Read(p)
	if j.bad = j.check.bytes(p[:n]); j.bad == nil && errors.Is(err, io.EOF) {
		j.bad = j.check.end()
	}
	if j.bad != nil {
		return 0, j.bad // not even what is good before it
	}
	return n, err
}

// jsonCheck looks at JSON piece by piece.
type jsonCheck struct {
	text UTF8Check
	// rest is the beginning of an escape, or of two that are one character, whose
	// rest was not seen yet.
	rest []byte
}

// bytes looks at the next piece.
func (c *jsonCheck) bytes(p []byte) *JSONError {
	start := c.text.seen - int64(len(c.rest))
	if bad := c.text.Next(p); bad >= 0 {
		return &JSONError{Offset: bad}
	}
	if len(c.rest) > 0 {
		p, c.rest = slices.Concat(c.rest, p), nil
	}
	for at := 0; ; {
		next := bytes.IndexByte(p[at:], '\\')
		if next < 0 {
			return nil
		}
		at += next
		length, half := escape(p[at:])
		switch {
		case half:
			return &JSONError{Offset: start + int64(at), Escape: string(p[at : at+escapeLength])}
		case length == 0:
			c.rest = bytes.Clone(p[at:])
			return nil
		}
		at += length
	}
}

// end looks at what is left when the text ends.
func (c *jsonCheck) end() *JSONError {
	bad := c.text.End()
	switch {
	case len(c.rest) >= escapeLength:
		return &JSONError{Offset: c.text.seen - int64(len(c.rest)), Escape: string(c.rest[:escapeLength])}
	case bad >= 0:
		return &JSONError{Offset: bad}
	}
	return nil
}

const escapeLength = len(`\u0000`)

// escape returns how long the escape is that p begins with, or both of a character
// that takes two; 0 where more of it has to be seen. half tells that it is half of a
// character.
func escape(p []byte) (length int, half bool) {
	switch {
	case len(p) > 1 && p[1] != 'u':
		return 2, false
	case len(p) < escapeLength:
		return 0, false
	}
	unit := unitOf(p)
	if !utf16.IsSurrogate(unit) {
		return escapeLength, false
	}
	second, begin := p[escapeLength:], []byte(`\u`)
	switch {
	case unit >= 0xdc00, !bytes.HasPrefix(begin, second[:min(2, len(second))]):
		return 0, true
	case len(second) < escapeLength:
		return 0, false
	}
	return 2 * escapeLength, utf16.DecodeRune(unit, unitOf(second)) == utf8.RuneError
}

// unitOf is what an escape says. The decoder refuses what are no hexadecimal digits.
func unitOf(escape []byte) rune {
	if escape[2]|0x20 != 'd' { // no half of a character, as nearly always
		return 0
	}
	value, err := strconv.ParseUint(string(escape[2:escapeLength]), 16, 16)
	if err != nil {
		return 0
	}
	return rune(value)
}

// longestID is how long an id is at most that is shown.
const longestID = 64

// lastID returns the value of the last field id, where it is a plain one.
func lastID(text []byte) string {
	const field = `"id":`
	at := bytes.LastIndex(text, []byte(field))
	if at < 0 {
		return ""
	}
	value := bytes.TrimLeft(text[at+len(field):], " \t\r\n\"")
	end := 0
	for end < len(value) && end <= longestID && (value[end] == '-' || value[end] >= '0' && value[end] <= '9' || value[end]|0x20 >= 'a' && value[end]|0x20 <= 'z') {
		end++
	}
	if end > longestID || end == len(value) {
		return ""
	}
	return string(value[:end])
}
