// Package dn compares distinguished names (RFC 4514) by meaning: two of them
// name one entry if their keys are equal. Everything in this program that asks
// whether two DNs are the same, or one is below another, asks here.
//
// A key is the DN with everything taken out that has no meaning: case, the
// way in which characters are escaped, quoted or encoded, spaces around
// separators and at the ends of values, runs of spaces (RFC 4518, 2.6.1),
// different code points for the same character (NFKC, RFC 4518, 2.3), the
// order inside a multi-valued RDN, and long names and OIDs of attribute types.
// It is a DN itself, and its own key.
//
// Where the standard and OpenLDAP differ, a key tells apart what OpenLDAP
// does: invisible characters (a soft hyphen, a zero width space) and ß and ss
// are not mapped, so that no two entries of a server become one.
package dn

import (
	"strings"
	"unicode/utf8"
)

// Key returns the key of dn, and false if dn is no DN.
func Key(dn string) (string, bool) {
	var space [256]byte
	k, ok := AppendKey(space[:0], dn)
	if string(k) == dn { // most are written so, and cost no memory
		return dn, ok
	}
	return string(k), ok
}

// Likely tells whether a text that may also be a user id is a DN: one of at
// least two parts.
func Likely(text string) bool {
	_, ok := Key(text)
	return ok && strings.ContainsAny(text, ",;")
}

// Same tells whether both are DNs and name one entry.
func Same(a, b string) bool {
	keyA, okA := Key(a)
	keyB, okB := Key(b)
	return okA && okB && keyA == keyB
}

// AppendKey appends the key of dn to buf, without further allocation for
// plain DNs.
func AppendKey(buf []byte, dn string) ([]byte, bool) {
	if k, ok := appendPlainKey(buf, dn); ok {
		return k, true
	}
	return appendAnyKey(buf, dn)
}

// AppendEntryKey appends the key of a DN that a server sent. Of one that can't
// be understood it appends the text without case: no entry may get lost
// because its server writes DNs in its own way. No other key begins with 0.
func AppendEntryKey(buf []byte, dn string) ([]byte, bool) {
	if k, ok := AppendKey(buf, dn); ok {
		return k, true
	}
	return AppendValue(append(buf, 0), []byte(dn)), false
}

// IsBelow tells whether the entry with that key is, or is below, the entry
// with the key base. Everything is below the empty key.
func IsBelow(key, base string) bool {
	if base == "" || key == base {
		return true
	}
	above, found := strings.CutSuffix(key, base)
	if !found || !strings.HasSuffix(above, ",") {
		return false
	}
	above = strings.TrimSuffix(above, ",")
	return (len(above)-len(strings.TrimRight(above, `\`)))%2 == 0
}

// appendPlainKey does the DNs that differ from their key in case only.
func appendPlainKey(buf []byte, dn string) ([]byte, bool) {
	i := 0
	for {
		start := i
		for i < len(dn) && isLetter(dn[i]) {
			buf = append(buf, dn[i]|0x20)
			i++
		}
		// Longer types may be long names of short ones.
		if i == start || i-start > 3 || i == len(dn) || dn[i] != '=' {
			return nil, false
		}
		buf = append(buf, '=')
		i++
		start = i
		for ; i < len(dn) && dn[i] != ','; i++ {
			c := dn[i]
			switch {
			case c >= 'A' && c <= 'Z':
				c |= 0x20
			case c == ' ' && (i == start || i+1 == len(dn) || dn[i+1] == ' ' || dn[i+1] == ','):
				return nil, false
			case c < ' ' || c >= utf8.RuneSelf, special(c), c == '#' && i == start:
				return nil, false
			}
			buf = append(buf, c)
		}
		if i == len(dn) {
			return buf, true
		}
		buf = append(buf, ',')
		i++
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// special tells the characters that RFC 4514 allows in a value only escaped,
// ',' aside.
func special(c byte) bool {
	switch c {
	case '\\', '"', '+', ';', '<', '>', 0:
		return true
	}
	return false
}

// CutOptionalUID takes the bit string off a value of the syntax Name And
// Optional UID (RFC 4517, 3.3.21), such as cn=a,dc=b#'0101'B.
func CutOptionalUID(value string) string {
	rest, found := strings.CutSuffix(value, "'B")
	at := strings.LastIndex(rest, "#'")
	if !found || at < 0 || strings.Trim(rest[at+2:], "01") != "" {
		return value
	}
	return value[:at]
}

// Quoted shows a DN or a name as it is: the backslashes in it are its own.
func Quoted(text string) string { return `"` + text + `"` }
