package desired

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

// Limits of an address in octets.
// See https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1 and
// https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4.
const (
	maxLocalPart = 64
	maxLabel     = 63
)

// CleanEmail is how emails are compared and sent: without what people and
// programs leave around an address, and in lower case.
func CleanEmail(email string) string {
	clean := trimInvisible(email)
	for _, scheme := range []string{"mailto:", "smtp:"} {
		if len(clean) >= len(scheme) && strings.EqualFold(clean[:len(scheme)], scheme) {
			clean = trimInvisible(clean[len(scheme):])
			break
		}
	}
	return strings.ToLower(clean)
}

// trimInvisible takes away white space, control and invisible characters at
// both ends.
func trimInvisible(s string) string {
	if s == "" || isPlain(s[0]) && isPlain(s[len(s)-1]) {
		return s
	}
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || directory.Invisible(r) })
}

// isPlain tells the characters that any part of an address may hold.
func isPlain(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || c == '@' || c == '.' || c == '-' || c == '_'
}

// EmailProblem says why nothing can be sent to a cleaned email, or the server
// would not take it; empty where nothing speaks against it. It is stricter
// than the official server, whose rule is .NET's (one @, inside), since
// vaultwarden and mail servers are, and a member who can't be invited is none.
func EmailProblem(email string) string {
	local, domain, ok := strings.Cut(email, "@")
	switch n := utf16Len(email); {
	case email == "":
		return "it has no email"
	case n > organization.MaxEmail:
		return fmt.Sprintf("its email has %d characters, the server takes %d", n, organization.MaxEmail)
	case !utf8.ValidString(email):
		return notAddress(email, "it is not text (UTF-8)")
	case !ok || local == "" || domain == "" || strings.Contains(domain, "@"):
		return notAddress(email, "it needs exactly one @, with something before and after it")
	}
	if problem := characterProblem(email); problem != "" {
		return notAddress(email, problem)
	}
	if problem := localProblem(local); problem != "" {
		return notAddress(email, problem)
	}
	if problem := domainProblem(domain); problem != "" {
		return notAddress(email, problem)
	}
	return ""
}

func notAddress(email, problem string) string {
	return fmt.Sprintf("%q is not an email address: %s", shorten(email), problem)
}

// characterProblem looks for what no address holds. Colons are what is left
// of another scheme, as in sip: or x500:.
func characterProblem(email string) string {
	for i, r := range email {
		switch {
		case isPlain(email[i]):
		case unicode.IsSpace(r):
			return "it has white space inside"
		case directory.Invisible(r):
			return fmt.Sprintf("it has the invisible character U+%04X inside", r)
		case strings.ContainsRune("<>[]()", r):
			return "it has brackets"
		case strings.ContainsRune(`,;:\`, r):
			return fmt.Sprintf("it has the character %q", r)
		}
	}
	if strings.Contains(email, "..") {
		return "it has two dots in a row"
	}
	return ""
}

func localProblem(local string) string {
	switch {
	case strings.HasPrefix(local, "."), strings.HasSuffix(local, "."):
		return "its part before the @ begins or ends with a dot"
	case len(local) > maxLocalPart:
		return fmt.Sprintf("its part before the @ has %d bytes, more than %d", len(local), maxLocalPart)
	}
	return ""
}

func domainProblem(domain string) string {
	for label := range strings.SplitSeq(domain, ".") {
		switch {
		case label == "":
			return "its domain has an empty part"
		case len(label) > maxLabel:
			return fmt.Sprintf("a part of its domain has %d bytes, more than %d", len(label), maxLabel)
		case strings.HasPrefix(label, "-"), strings.HasSuffix(label, "-"):
			return "a part of its domain begins or ends with a hyphen"
		}
	}
	return ""
}

// utf16Len is the length that the server counts.
func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// shorten cuts a text for a message.
func shorten(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}

// ServerTakes is the rule of .NET's EmailAddressAttribute, which the official
// server goes by: exactly one @, neither first nor last, and no line break.
// See https://learn.microsoft.com/dotnet/api/system.componentmodel.dataannotations.emailaddressattribute
func ServerTakes(email string) bool {
	at := strings.IndexByte(email, '@')
	return at > 0 && at < len(email)-1 && at == strings.LastIndexByte(email, '@') && !strings.ContainsAny(email, "\r\n") &&
		utf8.ValidString(email) && utf16Len(email) <= organization.MaxEmail
}
