package transport

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
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
	// high is the escape of a first half, and at its place: the second half has
	// to follow.
	high string
	at   int64
	// escape is the escape that was begun; empty outside of one.
	escape []byte
}

// bytes looks at the next piece.
func (c *jsonCheck) bytes(p []byte) *JSONError {
	start := c.text.seen
	if bad := c.text.Next(p); bad >= 0 {
		return &JSONError{Offset: bad}
	}
	for i := 0; i < len(p); i++ {
		if len(c.escape) == 0 && c.high == "" { // nearly always
			next := bytes.IndexByte(p[i:], '\\')
			if next < 0 {
				return nil
			}
			i += next
			if n := plainEscape(p[i:]); n > 0 {
				i += n - 1
				continue
			}
		}
		if err := c.one(p[i], start+int64(i)); err != nil {
			return err
		}
	}
	return nil
}

// plainEscape is how long an escape is that is all there and no half of a
// character, else 0.
func plainEscape(p []byte) int {
	switch {
	case len(p) > 1 && p[1] != 'u':
		return 2
	case len(p) >= len(`\u0000`) && (p[2]|0x20 != 'd' || p[3] < '8'):
		return len(`\u0000`)
	}
	return 0
}

// one looks at a byte in an escape, or after the first half of a character.
func (c *jsonCheck) one(b byte, at int64) *JSONError {
	if len(c.escape) == 0 && b != '\\' {
		return c.half() // no second half
	}
	c.escape = append(c.escape, b)
	switch n := len(c.escape); {
	case n == 1:
		return nil
	case n == 2 && b != 'u':
		c.escape = c.escape[:0]
		if c.high != "" {
			return c.half()
		}
		return nil
	case n < len(`\u0000`):
		return nil
	}
	// The decoder refuses what are no hexadecimal digits.
	text := string(c.escape)
	value, err := strconv.ParseUint(text[2:], 16, 16)
	if err != nil {
		value = 0
	}
	c.escape = c.escape[:0]
	low := value >= 0xdc00 && value <= 0xdfff
	switch {
	case c.high != "" && low:
		c.high = ""
	case c.high != "":
		return c.half()
	case low:
		return &JSONError{Offset: at - int64(len(text)) + 1, Escape: text}
	case value >= 0xd800 && value < 0xdc00:
		c.high, c.at = text, at-int64(len(text))+1
	}
	return nil
}

// half is the error of a first half without the second one.
func (c *jsonCheck) half() *JSONError { return &JSONError{Offset: c.at, Escape: c.high} }

// end looks at what is left when the text ends.
func (c *jsonCheck) end() *JSONError {
	if c.high != "" {
		return c.half()
	}
	if bad := c.text.End(); bad >= 0 {
		return &JSONError{Offset: bad}
	}
	return nil
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
