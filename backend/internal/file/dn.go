package file

import (
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
)

// canonicalDN returns a text that is the same for all spellings of a DN
// (RFC 4514): case, spaces around separators and runs of spaces, escapes, and
// the order inside a multi-valued RDN do not matter. A text that is no DN
// stands for itself, in lower case.
func canonicalDN(dn string) string {
	var b strings.Builder
	for i, rdn := range splitUnescaped(dn, ",;") {
		if i > 0 {
			b.WriteByte(',')
		}
		parts := splitUnescaped(rdn, "+")
		for k, part := range parts {
			parts[k] = canonicalPair(part)
			if parts[k] == "" {
				return fold(dn)
			}
		}
		slices.Sort(parts)
		b.WriteString(strings.Join(parts, "+"))
	}
	return b.String()
}

// canonicalPair prints type=value, the value quoted so that no separator is
// left in it; "" for what is no pair.
func canonicalPair(text string) string {
	name, value, ok := strings.Cut(text, "=")
	name = fold(name)
	if !ok || name == "" {
		return ""
	}
	return name + "=" + strconv.Quote(foldSpaces(unescape(value)))
}

// splitUnescaped cuts s at each of those bytes that is neither escaped nor
// inside double quotes (which RFC 2253 still allowed).
func splitUnescaped(s, separators string) []string {
	var parts []string
	start, quoted := 0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case !quoted && strings.IndexByte(separators, c) >= 0:
			parts = append(parts, s[start:i])
			start = i + 1
		}
	}
	return append(parts, s[start:])
}

// unescape takes out \XX, \c and quotes. Escaped spaces at the ends can't be
// told from others afterwards, which matching ignores anyway (RFC 4518 2.6.1).
func unescape(s string) string {
	if !strings.ContainsAny(s, `\"`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '"':
			continue
		case s[i] != '\\' || i+1 == len(s):
			b.WriteByte(s[i])
			continue
		}
		if i+2 < len(s) {
			if raw, err := hex.DecodeString(s[i+1 : i+3]); err == nil {
				b.Write(raw)
				i += 2
				continue
			}
		}
		i++
		b.WriteByte(s[i])
	}
	return b.String()
}

// foldSpaces compares as caseIgnoreMatch does: lower case, spaces at the ends
// gone, runs of spaces as one.
func foldSpaces(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ' ' }), " ")
}
