package redact

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// A view is a text with one kind of escapes undone, or with none.
type view struct {
	text string
	// at tells for each byte of text where in the original it is; nil: in the
	// same place.
	at []span
}

// span returns where text[i:j] is in the original.
func (v view) span(i, j int) span {
	if v.at == nil {
		return span{i, j}
	}
	return span{v.at[i].from, v.at[j-1].to}
}

// marked tells whether text[i:j] touches what is redacted already.
func (v view) marked(i, j int) bool {
	around := len(Mark) - 1
	return strings.Contains(v.text[max(0, i-around):min(len(v.text), j+around)], Mark)
}

// depth is how often escapes are undone: JSON in JSON, or what was posted in
// the query of a redirect, has two.
const depth = 3

// views returns a text as it is, and with its escapes undone.
func views(text string) []view {
	all := []view{{text: text}}
	for from, n := 0, 0; n < depth; n++ {
		end := len(all)
		for _, v := range all[from:end] {
			for _, e := range escapes {
				if w, ok := v.undone(e.start, e.read); ok {
					all = append(all, w)
				}
			}
		}
		from = end
	}
	return all
}

// escapes begin with a byte. read reads the one at the start of a text; its
// length is 0 where there is none.
var escapes = []struct {
	start byte
	read  func(text string) (decoded string, length int)
}{{'%', percent}, {'\\', backslash}}

// undone returns v with escapes undone; false where there are none.
func (v view) undone(start byte, read func(string) (string, int)) (view, bool) {
	if strings.IndexByte(v.text, start) < 0 {
		return view{}, false
	}
	var b strings.Builder
	at := make([]span, 0, len(v.text))
	changed := false
	for i := 0; i < len(v.text); {
		decoded, length := v.text[i:i+1], 1
		if v.text[i] == start {
			if d, n := read(v.text[i:]); n > 0 {
				decoded, length, changed = d, n, true
			}
		}
		b.WriteString(decoded)
		where := v.span(i, i+length)
		for range len(decoded) {
			at = append(at, where)
		}
		i += length
	}
	return view{b.String(), at}, changed
}

// percent reads %41.
func percent(text string) (string, int) {
	return number(text, 1, 2, true)
}

// backslash reads escapes of JSON and Go.
func backslash(text string) (string, int) {
	if len(text) < 2 {
		return "", 0
	}
	switch text[1] {
	case 'x':
		return number(text, 2, 2, true)
	case 'u':
		if first, length := number(text, 2, 4, false); first != string(utf8.RuneError) {
			return first, length
		}
		return surrogates(text)
	case 'U':
		return number(text, 2, 8, false)
	}
	if i := strings.IndexByte(`"\/'abfnrtv`, text[1]); i >= 0 {
		return "\"\\/'\a\b\f\n\r\t\v"[i : i+1], 2
	}
	return "", 0
}

// number reads hexadecimal digits at an offset, of a byte or a character.
func number(text string, at, digits int, isByte bool) (string, int) {
	if len(text) < at+digits {
		return "", 0
	}
	n, err := strconv.ParseUint(text[at:at+digits], 16, 32)
	switch {
	case err != nil:
		return "", 0
	case isByte:
		return string([]byte{byte(n)}), at + digits
	}
	return string(rune(n)), at + digits
}

// surrogates reads the two halves of a character beyond the first 65,536.
func surrogates(text string) (string, int) {
	const each = len(`\u0000`)
	if len(text) < 2*each || text[each] != '\\' || text[each+1] != 'u' {
		return "", 0
	}
	high, err := strconv.ParseUint(text[2:each], 16, 16)
	low, err2 := strconv.ParseUint(text[each+2:2*each], 16, 16)
	if err != nil || err2 != nil || high>>10 != 0xd800>>10 || low>>10 != 0xdc00>>10 {
		return "", 0
	}
	return string(rune(high&0x3ff<<10|low&0x3ff) + 0x10000), 2 * each
}
