// Package spelling knows a text as people type it who look for it: without
// accents and whatever its case.
package spelling

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters are those that Unicode does not take apart, as they are typed without
// their keys.
var letters = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ð", "d", "þ", "th", "ł", "l", "ı", "i", "ħ", "h", "ŧ", "t")

// Plain returns a text in lower case and without accents: "Müller" and "MULLER"
// are "muller".
func Plain(text string) string {
	text = strings.ToLower(text)
	if isASCII(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range norm.NFKD.String(text) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return letters.Replace(b.String())
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Words returns the words of a text that is looked for, plain.
func Words(text string) []string { return strings.Fields(Plain(text)) }

// Has tells whether a plain text has all words, in any order.
func Has(plain string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(plain, w) {
			return false
		}
	}
	return true
}
