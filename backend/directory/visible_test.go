package directory

import "testing"

func TestVisible(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                   "",
		"Zoë 日本語 العربية 👩‍": "Zoë 日本語 العربية 👩<U+200D>",
		"a\u202ebc":          "a<U+202E>bc",
		"a\nb\tc\x1b[31m":    "a<U+000A>b<U+0009>c<U+001B>[31m",
		"a\xffb":             "a<U+FFFD>b",
		"\ufeffada":          "<U+FEFF>ada",
		"\u3164":             "<U+3164>",
	} {
		if got := Visible(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	if got := VisibleBut("\n", "a\nb\tc"); got != "a\nb<U+0009>c" {
		t.Errorf("got %q", got)
	}
}
