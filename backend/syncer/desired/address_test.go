package desired

import (
	"strings"
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

func TestCleanEmail(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"":                                   "",
		" Ada@Example.COM\t":                 "ada@example.com",
		"\ufefff@example.com":                "f@example.com",
		"\u200bada@example.com\u00ad\u2060":  "ada@example.com",
		"\u00a0ada@example.com\u3000":        "ada@example.com",
		"mailto:b@example.com":               "b@example.com",
		"MailTo: b@example.com":              "b@example.com",
		"SMTP:ada@example.com":               "ada@example.com",
		"smtp:ada@example.com":               "ada@example.com",
		"sip:ada@example.com":                "sip:ada@example.com",
		"mailto:":                            "",
		"ada@example.com\x00":                "ada@example.com",
		"\r\nada@example.com\r\n":            "ada@example.com",
		"smtp.relay@example.com":             "smtp.relay@example.com",
		"ada b@example.com":                  "ada b@example.com",
		"\u202eada@example.com\u202c":        "ada@example.com",
		"\u3164ada@example.com":              "ada@example.com",
		"Ärzte@Exämple.com":                  "ärzte@exämple.com",
		"mailto:mailto:nobody@example.com":   "mailto:nobody@example.com",
		"\u2028ada@example.com\u2029\u180e ": "ada@example.com",
	} {
		if got := CleanEmail(given); got != want {
			t.Errorf("%q is %q, want %q", given, got, want)
		}
	}
}

func TestEmailProblem(t *testing.T) {
	t.Parallel()
	long := func(n int) string { return strings.Repeat("x", n) }
	good := []string{
		"ada@example.com", "a@b", "ada+test@example.com", "o'hara@example.com", "a.b.c@example.com", "ärzte@exämple.com",
		long(64) + "@example.com", "a@" + long(63) + ".example", "_@x-y.example", "\"ada\"@example.com", "用户@例子.广告",
	}
	for _, email := range good {
		if problem := EmailProblem(email); problem != "" {
			t.Errorf("%q: %s", email, problem)
		}
	}
	for email, want := range map[string]string{
		"": "no email", "ada": "exactly one @", "@example.com": "exactly one @", "ada@": "exactly one @", "a@b@c": "exactly one @",
		"d@exa mple.com": "white space", "a\u00a0b@example.com": "white space", "a\tb@example.com": "white space", "a\u2003b@x.test": "white space",
		"a\u200bb@example.com": "U+200B", "a\x07b@example.com": "U+0007", "a\u202eb@example.com": "U+202E", "a\ufeffb@x.test": "U+FEFF",
		"ada <ada@example.com>": "white space", "<ada@example.com>": "brackets", "ada@[127.0.0.1]": "brackets", "a(b)@example.com": "brackets",
		"a,b@example.com": "','", "a;b@example.com": "';'", "sip:ada@example.com": "':'", "x500:/o=x/ou=y@z": "':'", `a\b@example.com`: `'\\'`,
		"a..b@example.com": "two dots", "ada@example..com": "two dots", ".ada@example.com": "dot", "ada.@example.com": "dot",
		long(65) + "@example.com": "65 bytes", strings.Repeat("ä", 33) + "@example.com": "66 bytes",
		"ada@.example.com": "empty part", "ada@example.com.": "empty part", "ada@" + long(64) + ".com": "64 bytes",
		"ada@-example.com": "hyphen", "ada@example-.com": "hyphen",
		"ada@" + strings.Repeat("x.", 126) + "x": "257 characters", "a\xff@example.com": "UTF-8",
	} {
		if problem := EmailProblem(email); !strings.Contains(problem, want) {
			t.Errorf("%q: %q, want %q in it", email, problem, want)
		}
	}
}

// Cleaning is done once and for all: what is clean stays as it is.
func TestCleanIsClean(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		email := CleanEmail(strings.Repeat(" ", rapid.IntRange(0, 2).Draw(rt, "space")) + rapid.String().Draw(rt, "text"))
		if EmailProblem(email) == "" && CleanEmail(email) != email {
			rt.Errorf("%q becomes %q", email, CleanEmail(email))
		}
	})
}
