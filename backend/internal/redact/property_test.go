package redact

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"directoryconnector/backend/config"
)

// tokens are the words of a text and of what it is with its escapes undone.
func tokens(text string) []string {
	var all []string
	for _, v := range views(text) {
		all = append(all, strings.FieldsFunc(v.text, func(c rune) bool {
			return c != '_' && !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c)
		})...)
	}
	return all
}

// check holds what is true of every text and all secrets.
func check(t interface{ Errorf(string, ...any) }, text string, known ...string) {
	r := secrets(known...)
	got := r.Text(text)
	if again := r.Text(got); again != got {
		t.Errorf("%q without %q\nonce  %q\ntwice %q", text, known, got, again)
	}
	if again := r.Value(r.Value(text)); again != r.Value(text) {
		t.Errorf("%q without %q is %q, then %q", text, known, r.Value(text), again)
	}
	found := false
	words := tokens(got)
	for _, secret := range known {
		found = found || slices.ContainsFunc(views(text), func(v view) bool {
			return slices.ContainsFunc(rulesOf(secret), func(r rule) bool { return strings.Contains(v.text, r.text) })
		}) || strings.Contains(text, "asic ")
		if utf8.RuneCountInString(secret) >= tokenLength && len(tokens(secret)) == 1 && tokens(secret)[0] == secret &&
			!strings.Contains(Mark, secret) && slices.Contains(words, secret) {
			t.Errorf("%q without %q is still %q", text, known, got)
		}
	}
	if !found && got != text {
		t.Errorf("%q holds no secret of %q, and became %q", text, known, got)
	}
	if len(strings.ReplaceAll(got, Mark, "")) > len(text) {
		t.Errorf("%q grew to %q", text, got)
	}
}

func TestWhateverIsSaid(t *testing.T) {
	t.Parallel()
	letters := []rune("abAB01_é -\"'\\/%*=:&?#@[]{},.\n")
	secret := rapid.OneOf(rapid.StringOfN(rapid.SampledFrom(letters), 1, 20, -1), rapid.StringMatching(`[a-c0-1]{1,20}`), rapid.SampledFrom([]string{"redacted", "*redact", "refused"}))
	rapid.Check(t, func(t *rapid.T) {
		known := rapid.SliceOfN(secret, 1, 4).Draw(t, "secrets")
		part := rapid.OneOf(rapid.StringOfN(rapid.SampledFrom(letters), 0, 8, -1), rapid.SampledFrom([]string{
			Mark, "password=", `{"a":"`, `"}`, "?q=", "://", "@", "Authorization: Bearer ", "Basic ", " ", "\\n", "%20",
		}), rapid.Custom(func(t *rapid.T) string {
			text := rapid.SampledFrom(known).Draw(t, "said")
			inJSON, _ := json.Marshal(text)
			return rapid.SampledFrom([]string{text, text, url.QueryEscape(text), string(inJSON), fmt.Sprintf("%+q", text), sealed("n:" + text)}).Draw(t, "form")
		}))
		check(t, strings.Join(rapid.SliceOfN(part, 1, 8).Draw(t, "parts"), ""), known...)
	})
}

func FuzzText(f *testing.F) {
	f.Add("bind as hunter2abc: refused", "hunter2abc", "refused")
	f.Add(`{"password":"\u0061"}`, "a", "**redacted**")
	f.Add("?q=%2541&Basic bjphYmM=", "A", "abc")
	f.Add(`\ud83d\ude00 \x41 \U0001F600`, "😀", "redacted")
	f.Fuzz(func(t *testing.T, text, one, two string) {
		if len(text) > 2000 {
			return
		}
		check(t, text, one, two)
	})
}

// Ten secrets, as a profile has at most, and the usual lines.
func BenchmarkText(b *testing.B) {
	r := New()
	for n := range 10 {
		r.Add(config.NewSecret(fmt.Sprintf("secret-%d-0123456789abcdef", n)))
	}
	for name, text := range map[string]string{
		"line":    "read page 17 of users from the directory dc1.example.com in 152ms",
		"escaped": `{"url":"https://x/?filter=a%20b","text":"said \"no\"\n"}`,
		"hit":     "bind as secret-7-0123456789abcdef: refused",
		"stack":   strings.Repeat("goroutine 17 [running]:\nmain.(*server).recovered(0xc000012345)\n\t/src/main.go:17 +0x1b\n", 50),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.Text(text)
			}
		})
	}
}
