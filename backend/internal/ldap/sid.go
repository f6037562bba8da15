package ldap

import (
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode/utf8"

	"directoryconnector/backend/internal/account"
)

// formatID writes a value of the attribute as an external id. Values that
// are no text are written in hexadecimal digits.
func formatID(attribute string, value []byte) string {
	switch strings.ToLower(attribute) {
	case "objectguid", "ms-ds-consistencyguid":
		if guid := account.FormatGUID(value); guid != "" {
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
