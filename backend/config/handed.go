package config

import (
	"bytes"
	"strings"
	"unicode/utf16"
)

// Handed makes a Secret of a text that comes from a file, a variable or a
// stream: without the line end after it, and without what editors and
// PowerShell put around it. changed says in words what was taken off that is no
// line end.
func Handed(text []byte) (s Secret, changed string) {
	switch {
	case bytes.HasPrefix(text, []byte{0xef, 0xbb, 0xbf}):
		text, changed = text[3:], "a byte order mark"
	case bytes.HasPrefix(text, []byte{0xff, 0xfe}):
		text, changed = fromUTF16(text[2:], 0), "UTF-16 encoding"
	case bytes.HasPrefix(text, []byte{0xfe, 0xff}):
		text, changed = fromUTF16(text[2:], 1), "UTF-16 encoding"
	case isUTF16(text):
		text, changed = fromUTF16(text, 0), "UTF-16 encoding"
	}
	return NewSecret(strings.TrimRight(string(text), "\r\n")), changed
}

// isUTF16 recognizes little-endian UTF-16 of ASCII texts, which no secret is by
// chance: every other byte is zero.
func isUTF16(text []byte) bool {
	if len(text) < 4 || len(text)%2 != 0 {
		return false
	}
	for i := 1; i < len(text); i += 2 {
		if text[i] != 0 || text[i-1] == 0 {
			return false
		}
	}
	return true
}

// fromUTF16 decodes; low is the place of the lower byte.
func fromUTF16(text []byte, low int) []byte {
	units := make([]uint16, len(text)/2)
	for i := range units {
		units[i] = uint16(text[2*i+low]) | uint16(text[2*i+1-low])<<8
	}
	return []byte(string(utf16.Decode(units)))
}
