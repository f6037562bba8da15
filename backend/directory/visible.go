package directory

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Invisible tells control and format characters (a byte order mark, a zero
// width space, a change of the text's direction) and letters without a shape:
// nobody sees them, and some make other text look like something else.
func Invisible(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || r == '\u115f' || r == '\u1160' || r == '\u3164' || r == '\uffa0'
}

// Visible returns a value of foreign origin so that a person sees what is in it:
// each invisible character as <U+202E>.
func Visible(text string) string { return VisibleBut("", text) }

// VisibleBut is Visible for a text that may hold the characters of keep, as the
// ends of lines.
func VisibleBut(keep, text string) string {
	hides := func(r rune) bool {
		return r == utf8.RuneError || Invisible(r) && !strings.ContainsRune(keep, r)
	}
	if !strings.ContainsFunc(text, hides) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if hides(r) {
			fmt.Fprintf(&b, "<U+%04X>", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
