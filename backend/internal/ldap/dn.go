package ldap

import (
	"bytes"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	ber "github.com/go-asn1-ber/asn1-ber"
)

// Two DNs name the same entry if their keys are equal. A key is the DN with
// everything taken out that has no meaning: case, spaces around separators
// and runs of spaces inside values (RFC 4518, 2.6.1), the way in which
// characters are escaped or encoded (RFC 4514), the order inside a
// multi-valued RDN, and long names and OIDs of attribute types. Equal by
// ParseDN and EqualFold means equal keys.
//
// In a key ',' stands between RDNs and '+' inside them; where a value has
// one of these, '\' stands before it.

// key returns the key of dn, and false if dn is no DN.
func key(dn string) (string, bool) {
	k, ok := appendKey(nil, dn)
	return string(k), ok
}

// appendKey appends the key of dn to buf, without further allocation for
// plain DNs.
func appendKey(buf []byte, dn string) ([]byte, bool) {
	if k, ok := appendPlainKey(buf, dn); ok {
		return k, true
	}
	return appendAnyKey(buf, dn)
}

// appendEntryKey appends the key of a DN that a server sent. Of one that can't
// be understood it appends the text, in lower case: no entry may get lost
// because its server writes DNs in its own way.
func appendEntryKey(buf []byte, dn string) ([]byte, bool) {
	if k, ok := appendKey(buf, dn); ok {
		return k, true
	}
	return appendFolded(append(buf, 0), []byte(dn)), false
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

// punctuation tells the characters that a backslash may stand before. RFC
// 4514 lists some of them; Samba escapes others ("?") too.
func punctuation(c byte) bool {
	return c >= ' ' && c < 0x7f && !isLetter(c) && (c < '0' || c > '9')
}

// appendAnyKey does all DNs.
func appendAnyKey(buf []byte, dn string) ([]byte, bool) {
	var pairs []string
	var value []byte
	for first := true; ; {
		typ, rest, found := strings.Cut(dn, "=")
		if typ = strings.Trim(typ, " "); !found || typ == "" || strings.ContainsAny(typ, "\\\"+,;<>\x00") {
			return nil, false
		}
		end := valueEnd(rest)
		var ok bool
		if value, ok = decodeValue(value[:0], rest[:end]); !ok {
			return nil, false
		}
		pair := appendFolded(nil, []byte(shortType(typ)))
		pair = append(pair, '=')
		pairs = append(pairs, string(appendFolded(pair, value)))
		if end < len(rest) && rest[end] == '+' {
			dn = rest[end+1:]
			continue
		}
		slices.Sort(pairs)
		if !first {
			buf = append(buf, ',')
		}
		first = false
		for i, p := range pairs {
			if i > 0 {
				buf = append(buf, '+')
			}
			buf = append(buf, p...)
		}
		pairs = pairs[:0]
		if end == len(rest) {
			return buf, true
		}
		dn = rest[end+1:]
	}
}

// valueEnd returns where the value at the start of s ends.
func valueEnd(s string) int {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case ',', ';', '+':
			return i
		}
	}
	return len(s)
}

// decodeValue appends the value that raw stands for.
func decodeValue(buf []byte, raw string) ([]byte, bool) {
	raw = strings.TrimLeft(raw, " ")
	if strings.HasPrefix(raw, "#") {
		return decodeHexValue(buf, strings.TrimRight(raw[1:], " "))
	}
	keep := 0 // what is before stays, even if it is a space
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		switch {
		case c != '\\' && special(c):
			return nil, false
		case c != '\\':
			buf = append(buf, c)
			if c != ' ' {
				keep = len(buf)
			}
			continue
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
		keep = len(buf)
	}
	return buf[:keep], true
}

// decodeHexValue appends the content of the one BER element in text.
func decodeHexValue(buf []byte, text string) ([]byte, bool) {
	data, err := hex.DecodeString(text)
	if err != nil {
		return nil, false
	}
	reader := bytes.NewReader(data)
	packet, err := ber.ReadPacket(reader)
	if err != nil || reader.Len() != 0 {
		return nil, false
	}
	return append(buf, packet.Data.Bytes()...), true
}

// appendFolded appends value in lower case, each run of spaces as one space,
// and the separators of keys escaped.
func appendFolded(buf, value []byte) []byte {
	for i := 0; i < len(value); {
		c := value[i]
		switch {
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRune(value[i:])
			if r == utf8.RuneError && n == 1 {
				buf = append(buf, c)
			} else {
				buf = utf8.AppendRune(buf, fold(r))
			}
			i += n
			continue
		case c == ' ' && i > 0 && value[i-1] == ' ':
		case c == ',' || c == '+' || c == '\\':
			buf = append(buf, '\\', c)
		case c >= 'A' && c <= 'Z':
			buf = append(buf, c|0x20)
		default:
			buf = append(buf, c)
		}
		i++
	}
	return buf
}

// fold returns one rune for all that strings.EqualFold holds equal.
func fold(r rune) rune {
	least := r
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		least = min(least, f)
	}
	if least >= 'A' && least <= 'Z' {
		least |= 0x20
	}
	return least
}

// shortType returns the short name of an attribute type that RFC 4514,
// section 3, or a certificate authority may have written otherwise.
func shortType(typ string) string {
	low := strings.TrimPrefix(strings.ToLower(typ), "oid.")
	switch low {
	case "commonname", "2.5.4.3":
		return "cn"
	case "surname", "2.5.4.4":
		return "sn"
	case "countryname", "2.5.4.6":
		return "c"
	case "localityname", "2.5.4.7":
		return "l"
	case "stateorprovincename", "2.5.4.8":
		return "st"
	case "streetaddress", "2.5.4.9":
		return "street"
	case "organizationname", "2.5.4.10":
		return "o"
	case "organizationalunitname", "2.5.4.11":
		return "ou"
	case "userid", "0.9.2342.19200300.100.1.1":
		return "uid"
	case "domaincomponent", "0.9.2342.19200300.100.1.25":
		return "dc"
	}
	return low
}

// isBelow tells whether the entry with the key k is, or is below, the entry
// with the key base. Everything is below the empty key.
func isBelow(k, base string) bool {
	if base == "" || k == base {
		return true
	}
	above, found := strings.CutSuffix(k, base)
	if !found || !strings.HasSuffix(above, ",") {
		return false
	}
	above = strings.TrimSuffix(above, ",")
	return (len(above)-len(strings.TrimRight(above, `\`)))%2 == 0
}
