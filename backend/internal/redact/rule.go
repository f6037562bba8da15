package redact

import (
	"cmp"
	"encoding/base64"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How many characters a secret has that is recognized as a token, and as a part
// of one.
const (
	tokenLength = 8
	partLength  = 16
)

// A rule is one text to look for.
type rule struct {
	text string
	// token: it goes as a whole token, too; part: also from the middle of one.
	token, part bool
}

// rulesOf returns a secret as it is, and as it may be written without an escape
// of its own.
func rulesOf(secret string) []rule {
	isToken := utf8.RuneCountInString(secret) >= tokenLength
	forms := []string{secret, strings.TrimSpace(secret)}
	forms = append(forms, strings.ReplaceAll(forms[0], " ", "+"), strings.ReplaceAll(forms[1], " ", "+"))
	if isToken {
		for _, e := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding} {
			forms = append(forms, e.EncodeToString([]byte(secret)))
		}
	}
	var rules []rule
	for _, form := range forms {
		if form != "" {
			rules = append(rules, rule{form, isToken, isToken && isPart(form)})
		}
	}
	// A key in lines may be folded, or shown in part. Environments and JSON
	// hold the ends of its lines as \n.
	lines := strings.FieldsFunc(strings.ReplaceAll(secret, `\n`, "\n"), unicode.IsSpace)
	for _, line := range lines {
		if len(lines) > 1 && isPart(line) && strings.Trim(line, base64Chars) == "" {
			rules = append(rules, rule{line, true, true})
		}
	}
	slices.SortFunc(rules, func(a, b rule) int { return cmp.Compare(a.text, b.text) })
	return slices.Compact(rules)
}

// isPart tells whether a text can't be (a part of) a word, a name or a number.
func isPart(text string) bool {
	hasLetter := strings.ContainsFunc(text, unicode.IsLetter)
	hasOther := strings.ContainsFunc(text, func(c rune) bool { return !unicode.IsLetter(c) })
	return hasLetter && hasOther && utf8.RuneCountInString(text) >= partLength
}

// A span is a part of a text, from one offset to another.
type span struct{ from, to int }

// find returns where secrets are in a text.
func find(rules []rule, text string, isValue bool) []span {
	var found []span
	for _, v := range views(text) {
		for _, r := range rules {
			for from := 0; ; {
				i := strings.Index(v.text[from:], r.text)
				if i < 0 {
					break
				}
				i += from
				j := i + len(r.text)
				if !v.marked(i, j) && (r.fits(v.text, i, j) || isValue && i == 0 && j == len(v.text)) {
					found = append(found, v.span(i, j))
					from = j
				} else {
					from = i + 1
				}
			}
		}
		found = append(found, basics(rules, v)...)
	}
	return found
}

// fits tells whether text[i:j] is to go.
func (r rule) fits(text string, i, j int) bool {
	return r.part || r.token && isToken(text, i, j) || stands(text[:i], text[j:])
}

// isToken tells whether neither end of text[i:j] is inside a token.
func isToken(text string, i, j int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	first, _ := utf8.DecodeRuneInString(text[i:])
	last, _ := utf8.DecodeLastRuneInString(text[:j])
	after, _ := utf8.DecodeRuneInString(text[j:])
	return !(inToken(before) && inToken(first)) && !(inToken(last) && inToken(after))
}

// inToken tells whether a character belongs to a token. What is no character,
// such as that before the first, does not.
func inToken(c rune) bool {
	return c != utf8.RuneError && (c == '_' || unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c))
}

const base64Chars = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_="

// basics returns where the Authorization of HTTP Basic holds a secret.
func basics(rules []rule, v view) []span {
	var found []span
	for from := 0; ; {
		i := strings.Index(v.text[from:], "asic ") // the B in either case
		if i < 0 {
			return found
		}
		i += from + len("asic ")
		rest := v.text[i:]
		j := i + len(rest) - len(strings.TrimLeft(rest, base64Chars))
		sealed := strings.NewReplacer("-", "+", "_", "/", "=", "").Replace(v.text[i:j])
		plain, err := base64.RawStdEncoding.DecodeString(sealed)
		if _, password, ok := strings.Cut(string(plain), ":"); err == nil && ok &&
			slices.ContainsFunc(rules, func(r rule) bool { return r.text == password }) {
			found = append(found, v.span(i, j))
		}
		from = i
	}
}

// replace puts one Mark in the place of each group of spans that overlap.
func replace(text string, found []span) string {
	slices.SortFunc(found, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	var b strings.Builder
	end := 0
	for n := 0; n < len(found); {
		s := found[n]
		for n++; n < len(found) && found[n].from < s.to; n++ {
			s.to = max(s.to, found[n].to)
		}
		b.WriteString(text[end:s.from])
		b.WriteString(Mark)
		end = s.to
	}
	b.WriteString(text[end:])
	return b.String()
}
