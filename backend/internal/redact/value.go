package redact

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// names are parts of the names of what is secret.
var names = []string{"password", "passwd", "secret", "token", "authorization", "privatekey", "private_key", "apikey", "api_key", "credential", "cookie"}

// IsName tells whether a setting, an attribute or a parameter of that name is
// a secret, whatever its value.
func IsName(name string) bool {
	low := strings.ToLower(name)
	return slices.ContainsFunc(names, func(part string) bool { return strings.Contains(low, part) })
}

// nearby is how many bytes before a value are looked at.
const nearby = 256

// stands tells whether what is between two texts stands as a value.
func stands(left, right string) bool {
	left = left[max(0, len(left)-nearby):]
	if left == "" || right != "" && inToken(first(right)) {
		return false
	}
	switch left[len(left)-1] {
	case '"', '\'', '`':
		quote := left[len(left)-1:]
		return strings.HasPrefix(right, quote) && quoted(left[:len(left)-1], right[1:], quote)
	case '=':
		return assigned(left[:len(left)-1], right)
	case '?', '#': // all of a query, or of a fragment
		return ends(right)
	case ':':
		return userinfo(left, right) || ends(right) && (IsName(lastName(left[:len(left)-1])) || unquoted(left, right))
	case '/':
		return userinfo(left, right)
	}
	return ends(right) && (inHeader(left) || unquoted(left, right)) || right != "" && strings.IndexByte("\"'`]", right[0]) >= 0 && scheme.MatchString(left)
}

// quoted: of JSON each value, of other texts that of a name that says so.
func quoted(left, right, quote string) bool {
	before := strings.TrimRight(left, " \t\r\n")
	switch {
	case before == "":
		return false
	case strings.HasSuffix(before, quote+":"), inHeader(left):
		return true
	case strings.HasSuffix(before, ":"), strings.HasSuffix(before, "="):
		return IsName(lastName(before[:len(before)-1]))
	}
	// An item of a JSON array; a list in a sentence has spaces.
	return strings.ContainsRune("[,", rune(left[len(left)-1])) &&
		(strings.HasPrefix(right, "]") || strings.HasPrefix(right, ",") && !strings.HasPrefix(right, ", "))
}

// unquoted: a value of JSON without quotes, as a number is; after a name that
// says so, any value. A sentence may go on after a quoted word and a colon.
func unquoted(left, right string) bool {
	before, ok := strings.CutSuffix(strings.TrimSuffix(left, " "), `":`)
	if !ok {
		return false
	}
	const space = " \t\r\n"
	next := strings.TrimLeft(right, space)
	another, more := strings.CutPrefix(next, ",")
	return IsName(lastName(before)) || strings.HasPrefix(next, "}") || more && strings.HasPrefix(strings.TrimLeft(another, space), `"`)
}

// assigned: of a query and a form each value, else that of a name that says so.
func assigned(left, right string) bool {
	if !ends(right) {
		return false
	}
	name := lastName(left)
	before := strings.TrimSuffix(left, name)
	inForm := strings.HasSuffix(before, "?") || strings.HasSuffix(before, "&") || strings.HasPrefix(right, "&")
	return name != "" && (inForm || IsName(name) || strings.Contains(strings.ToLower(lastLine(before)), "cookie:"))
}

// userinfo: scheme://name:VALUE@host and scheme://VALUE@host.
func userinfo(left, right string) bool {
	name, ok := afterLast(left, "://")
	if !ok || strings.ContainsAny(name, "/@? \t\r\n") || name != "" && !strings.HasSuffix(name, ":") {
		return false
	}
	end := strings.IndexAny(right, "/@? \t\r\n")
	return end >= 0 && right[end] == '@' && (end == 0 || right[0] == ':')
}

// header is what stands before the credential of a header: in a line of its
// own, in JSON, and in a printed http.Header.
var header = regexp.MustCompile(`(?i)((^[<>*\s]*|["'\[{(])` + headers + `["']?:\s*["'\[]*|\b` + headers + `:\[)([a-z]+ )?$`)

// scheme is what stands before a credential that is quoted without its header.
var scheme = regexp.MustCompile("[\"'`\\[](Bearer|Basic|SSWS) $")

// inHeader tells whether a credential of a header stands after left.
func inHeader(left string) bool {
	line := lastLine(left)
	begun, ok := afterLast(line, ":")
	return ok && len(begun) < 32 && header.MatchString(line)
}

const headers = `((proxy-)?authorization|(set-)?cookie|x(-\w+)*-(key|token|secret))`

// ends tells whether a value ends where text begins.
func ends(text string) bool {
	c := first(text)
	switch {
	case text == "", unicode.IsSpace(c), unicode.IsControl(c), strings.ContainsRune("&;,)]}>\"'`#|<\\", c):
		return true
	case strings.ContainsRune(".!?:", c): // the end of a sentence
		return len(text) == 1 || unicode.IsSpace(first(text[1:]))
	}
	return false
}

func first(text string) rune {
	c, _ := utf8.DecodeRuneInString(text)
	return c
}

// lastName is the name at the end of a text.
func lastName(text string) string {
	return text[len(strings.TrimRightFunc(text, func(c rune) bool { return inToken(c) || c == '.' || c == '-' })):]
}

func lastLine(text string) string { return text[strings.LastIndexByte(text, '\n')+1:] }

func afterLast(text, sep string) (after string, found bool) {
	i := strings.LastIndex(text, sep)
	if i < 0 {
		return text, false
	}
	return text[i+len(sep):], true
}
