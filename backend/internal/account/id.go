package account

import (
	"encoding/hex"
	"strings"

	"directoryconnector/backend/internal/dn"
)

// FormatGUID writes a 16 byte GUID as Active Directory stores it as text: its
// first three fields are little-endian ([MS-DTYP] 2.3.4.2). It returns "" for
// anything else.
func FormatGUID(b []byte) string {
	if len(b) != 16 {
		return ""
	}
	raw := [16]byte{b[3], b[2], b[1], b[0], b[5], b[4], b[7], b[6]}
	copy(raw[8:], b[8:])
	out := hex.AppendEncode(make([]byte, 0, 36), raw[:4])
	for _, part := range [][]byte{raw[4:6], raw[6:8], raw[8:10], raw[10:]} {
		out = hex.AppendEncode(append(out, '-'), part)
	}
	return string(out)
}

// IsGUID tells whether text looks as FormatGUID writes it, in any case.
func IsGUID(text string) bool {
	if len(text) != 36 {
		return false
	}
	for i := range len(text) {
		c := text[i]
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'f') {
				return false
			}
		}
	}
	return true
}

// ParseGUID returns the text of a GUID that is either its 16 bytes or a text
// itself, in braces or not.
func ParseGUID(raw string) (string, bool) {
	if text := FormatGUID([]byte(raw)); text != "" {
		return text, true
	}
	text := strings.ToLower(strings.Trim(raw, "{}"))
	return text, IsGUID(text)
}

// IDKey returns the same text for all ways to write an external id: GUIDs in
// any case and, where ids may be DNs, DNs of one meaning. The key of a DN is a
// DN: no other text is equal to it.
func IDKey(id string, mayBeDN bool) string {
	if IsGUID(id) {
		return strings.ToLower(id)
	}
	if mayBeDN {
		if key, ok := dn.Key(id); ok {
			return key
		}
	}
	return id
}
