package desired

import (
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"
)

func TestUTF16Length(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.String().Draw(rt, "text")
		if got, want := utf16Len(s), len(utf16.Encode([]rune(s))); got != want {
			rt.Errorf("%q: %d, want %d", s, got, want)
		}
	})
}
