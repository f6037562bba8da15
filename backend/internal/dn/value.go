package dn

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// AppendValue appends a value as it stands in keys, which servers also compare
// user ids by (caseIgnoreMatch, RFC 4517, 4.2.11): prepared by RFC 4518,
// without spaces at its ends, and with what separates or begins something in a
// DN escaped.
func AppendValue(buf, value []byte) []byte {
	start, space := len(buf), false
	for _, c := range prepare(value) {
		if c == ' ' {
			space = true
			continue
		}
		if space && len(buf) > start {
			buf = append(buf, ' ')
		}
		space = false
		switch {
		case c == 0:
			buf = append(buf, '\\', '0')
			c = '0'
		case c == ',' || special(c) || c == '#' && len(buf) == start:
			buf = append(buf, '\\')
		case c >= 'A' && c <= 'Z':
			c |= 0x20
		}
		buf = append(buf, c)
	}
	return buf
}

// prepare does what takes more than one byte to see: it folds the case of
// letters beyond ASCII and gives every character one form.
func prepare(value []byte) []byte {
	switch kindOf(value) {
	case kindASCII:
		return value
	case kindSimple:
		if norm.NFKC.IsNormal(value) {
			return appendFold(make([]byte, 0, len(value)), value)
		}
	}
	// Case before and after composing: a letter may compose in one case only,
	// and what is composed is folded to one letter for all that are equal.
	composed := norm.NFKC.Bytes(foldDecomposed(norm.NFKD.Bytes(value)))
	return appendFold(make([]byte, 0, len(composed)), composed)
}

// kind says how much work a value is.
type kind int

const (
	kindASCII kind = iota
	// kindSimple: of Latin and Cyrillic letters, which fold one by one where
	// they are composed.
	kindSimple
	kindAny
)

func kindOf(value []byte) kind {
	i := 0
	for i < len(value) && value[i] < utf8.RuneSelf {
		i++
	}
	if i == len(value) {
		return kindASCII
	}
	for i < len(value) {
		r, n := utf8.DecodeRune(value[i:])
		if r >= 0x300 && (r < 0x400 || r >= 0x530) || r == dottedI {
			return kindAny
		}
		i += n
	}
	return kindSimple
}

const (
	dottedI  = 'İ'
	dotAbove = '\u0307'
	// iotaBelow is a mark whose capital is the letter Ι.
	iotaBelow = '\u0345'
)

// foldDecomposed folds case. The dot above an i goes with it: İ is an i to
// OpenLDAP and in Turkish, and an i with another dot where other programs
// have put it in lower case.
func foldDecomposed(text []byte) []byte {
	buf := make([]byte, 0, len(text))
	onI := false
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		class := norm.NFKD.Properties(text).CCC()
		switch {
		case r == dotAbove && onI:
			text = text[n:]
			continue
		case class == 0:
			onI = r == 'i' || r == 'I'
		case class >= 230: // another mark is above it
			onI = false
		}
		buf = appendFold(buf, text[:n])
		text = text[n:]
	}
	return buf
}

// appendFold appends text in one case, rune by rune.
func appendFold(buf, text []byte) []byte {
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		if r == utf8.RuneError && n == 1 {
			buf = append(buf, text[0])
		} else {
			buf = utf8.AppendRune(buf, fold(r))
		}
		text = text[n:]
	}
	return buf
}

// fold returns one rune for all that strings.EqualFold holds equal.
func fold(r rune) rune {
	least := r
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		least = min(least, f)
	}
	switch {
	case least >= 'A' && least <= 'Z':
		least |= 0x20
	case least == iotaBelow:
		least = 'Ι'
	}
	return least
}
