package ldap

import (
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode/utf8"
)

// formatGUID writes a 16 byte GUID as Active Directory stores it as text: its
// first three fields are little-endian ([MS-DTYP] 2.3.4.2). It returns "" for
// anything else.
func formatGUID(b []byte) string {
	if len(b) != 16 {
		return ""
	}
	raw := [16]byte{b[3], b[2], b[1], b[0], b[5], b[4], b[7], b[6]}
	copy(raw[8:], b[8:])
	var out [36]byte
	hex.Encode(out[0:8], raw[0:4])
	out[8] = '-'
	hex.Encode(out[9:13], raw[4:6])
	out[13] = '-'
	hex.Encode(out[14:18], raw[6:8])
	out[18] = '-'
	hex.Encode(out[19:23], raw[8:10])
	out[23] = '-'
	hex.Encode(out[24:], raw[10:])
	return string(out[:])
}

// isGUID tells whether text looks as formatGUID writes it, in any case.
func isGUID(text string) bool {
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

// formatID writes a value of the attribute as an external id. Values that
// are no text are written in hexadecimal digits.
func formatID(attribute string, value []byte) string {
	switch strings.ToLower(attribute) {
	case "objectguid", "ms-ds-consistencyguid":
		if guid := formatGUID(value); guid != "" {
			return guid
		}
	case "objectsid":
		if s, ok := parseSID(value); ok {
			return s.String()
		}
	}
	if !utf8.Valid(value) {
		return hex.EncodeToString(value)
	}
	return strings.TrimSpace(string(value))
}

// A sid is a security identifier, split into the domain that gave it and the
// number in that domain ([MS-DTYP] 2.4.2.2).
type sid struct {
	// domain is the text of all but the last number.
	domain string
	rid    uint32
}

// parseSID reads the binary form.
func parseSID(b []byte) (sid, bool) {
	if len(b) < 12 || b[0] != 1 || len(b) != 8+4*int(b[1]) {
		return sid{}, false
	}
	authority := uint64(binary.BigEndian.Uint16(b[2:]))<<32 | uint64(binary.BigEndian.Uint32(b[4:]))
	text := append([]byte("S-1-"), strconv.FormatUint(authority, 10)...)
	last := len(b) - 4
	for i := 8; i < last; i += 4 {
		text = append(text, '-')
		text = strconv.AppendUint(text, uint64(binary.LittleEndian.Uint32(b[i:])), 10)
	}
	return sid{string(text), binary.LittleEndian.Uint32(b[last:])}, true
}

// String returns the usual text, e.g. S-1-5-21-1-2-3-513.
func (s sid) String() string {
	return s.domain + "-" + strconv.FormatUint(uint64(s.rid), 10)
}
