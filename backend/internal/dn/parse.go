package dn

import (
	"cmp"
	"encoding/asn1"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf8"
)

// Split splits text at separators that no backslash escapes: a DN at its
// commas, a setting that holds several DNs at its semicolons. Nothing is not
// in the list.
func Split(text string, separator byte) []string {
	var list []string
	start := 0
	add := func(end int) {
		if item := strings.TrimSpace(text[start:end]); item != "" {
			list = append(list, item)
		}
		start = end + 1
	}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case separator:
			add(i)
		}
	}
	add(len(text))
	return list
}

// appendAnyKey does all DNs.
func appendAnyKey(buf []byte, dn string) ([]byte, bool) {
	var scratch [64]byte
	var starts []int // of the pairs in this RDN but for its first one
	first := len(buf)
	for {
		typ, rest, found := strings.Cut(dn, "=")
		if typ = strings.Trim(typ, " "); !found || !isType(typ) {
			return nil, false
		}
		end := valueEnd(rest)
		value, ok := decodeValue(scratch[:0], rest[:end])
		if !ok {
			return nil, false
		}
		buf = append(appendType(buf, typ), '=')
		buf = AppendValue(buf, value)
		separator := byte(',')
		if end < len(rest) && rest[end] == '+' {
			separator = '+'
			starts = append(starts, len(buf)+1)
		} else {
			buf = sortPairs(buf, first, starts)
			starts, first = starts[:0], len(buf)+1
		}
		if end == len(rest) {
			return buf, true
		}
		buf = append(buf, separator)
		dn = rest[end+1:]
	}
}

// sortPairs sorts the pairs of the RDN that begins at first and goes to the
// end of buf. The others of its pairs begin at starts.
func sortPairs(buf []byte, first int, starts []int) []byte {
	if len(starts) == 0 {
		return buf
	}
	pairs := make([]string, 0, len(starts)+1)
	from := first
	for _, start := range starts {
		pairs = append(pairs, string(buf[from:start-1]))
		from = start
	}
	pairs = append(pairs, string(buf[from:]))
	slices.Sort(pairs)
	return append(buf[:first], strings.Join(pairs, "+")...)
}

// isType tells whether text may be the type of an attribute.
func isType(text string) bool {
	for i := range len(text) {
		if c := text[i]; special(c) || c == ',' || c >= utf8.RuneSelf {
			return false
		}
	}
	return text != ""
}

// valueEnd returns where the value at the start of s ends. Only a value that
// is quoted as a whole has separators inside quotation marks (RFC 2253, 4).
func valueEnd(s string) int {
	quoted := strings.HasPrefix(strings.TrimLeft(s, " "), `"`)
	inside := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case c == '"' && quoted:
			inside = !inside
		case !inside && (c == ',' || c == ';' || c == '+'):
			return i
		}
	}
	return len(s)
}

// decodeValue appends the value that raw stands for.
func decodeValue(buf []byte, raw string) ([]byte, bool) {
	raw = strings.TrimLeft(raw, " ")
	switch {
	case strings.HasPrefix(raw, "#"):
		return decodeHexValue(buf, strings.TrimRight(raw[1:], " "))
	case strings.HasPrefix(raw, `"`):
		raw = strings.TrimRight(raw, " ")
		if len(raw) < 2 || raw[len(raw)-1] != '"' {
			return nil, false
		}
		return unescape(buf, raw[1:len(raw)-1], true)
	}
	return unescape(buf, raw, false)
}

// unescape appends raw with what its backslashes say.
func unescape(buf []byte, raw string, quoted bool) ([]byte, bool) {
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		switch {
		case c != '\\' && special(c) && (!quoted || c == '"' || c == 0):
			return nil, false
		case c != '\\':
			buf = append(buf, c)
		case i+1 < len(raw) && punctuation(raw[i+1]):
			buf = append(buf, raw[i+1])
			i++
		default:
			var b [1]byte
			if i+2 >= len(raw) {
				return nil, false
			}
			if _, err := hex.Decode(b[:], []byte(raw[i+1:i+3])); err != nil {
				return nil, false
			}
			buf = append(buf, b[0])
			i += 2
		}
	}
	return buf, true
}

// punctuation tells the characters that a backslash may stand before. RFC
// 4514 lists some of them; Samba escapes others ("?") too.
func punctuation(c byte) bool {
	return c >= ' ' && c < 0x7f && !isLetter(c) && (c < '0' || c > '9')
}

// decodeHexValue appends the content of the one BER element in text.
func decodeHexValue(buf []byte, text string) ([]byte, bool) {
	data, err := hex.DecodeString(text)
	if err != nil {
		return nil, false
	}
	var element asn1.RawValue
	if rest, err := asn1.Unmarshal(data, &element); err != nil || len(rest) != 0 {
		return nil, false
	}
	return append(buf, element.Bytes...), true
}

// appendType appends the type of an attribute: in lower case, and by its short
// name.
func appendType(buf []byte, typ string) []byte {
	if len(typ) > 3 {
		return append(buf, shortType(typ)...)
	}
	for i := range len(typ) {
		c := typ[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		buf = append(buf, c)
	}
	return buf
}

// shortTypes are the short names of types that RFC 4514, section 3, or a
// certificate authority may have written otherwise.
var shortTypes = map[string]string{
	"commonname": "cn", "2.5.4.3": "cn",
	"surname": "sn", "2.5.4.4": "sn",
	"countryname": "c", "2.5.4.6": "c",
	"localityname": "l", "2.5.4.7": "l",
	"stateorprovincename": "st", "2.5.4.8": "st",
	"streetaddress": "street", "2.5.4.9": "street",
	"organizationname": "o", "2.5.4.10": "o",
	"organizationalunitname": "ou", "2.5.4.11": "ou",
	"userid": "uid", "0.9.2342.19200300.100.1.1": "uid",
	"domaincomponent": "dc", "0.9.2342.19200300.100.1.25": "dc",
}

// shortType returns the short name of a type.
func shortType(typ string) string {
	low := strings.TrimPrefix(strings.ToLower(typ), "oid.")
	return cmp.Or(shortTypes[low], low)
}
