package bitwarden

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"regexp"
	"time"
	"unicode/utf8"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/redact"
	"directoryconnector/backend/internal/transport"
	"directoryconnector/backend/organization"
)

// maxAnswer is how many bytes of an answer are read.
const maxAnswer = 1 << 20

// answer is what came back, read to its end.
type answer struct {
	status int
	// where is host and path.
	where  string
	header http.Header
	body   []byte
	// secrets must not be shown, should the answer repeat them.
	secrets *redact.Redactor
}

// to says what the server was asked for, and where.
func (a answer) to(d deed) string {
	if a.where == "" {
		return d.words
	}
	return fmt.Sprintf(d.at, a.where)
}

// A deed is what a server is asked for, in words; at says where, too.
type deed struct{ words, at string }

// isJSON tells whether the body is JSON, whatever its type says.
func (a answer) isJSON() bool {
	text := bytes.TrimLeft(a.body, "\xef\xbb\xbf \t\r\n")
	return len(text) > 0 && (text[0] == '{' || text[0] == '[') && json.Valid(text)
}

// isPage tells whether the answer is a web page.
func (a answer) isPage() bool {
	kind, _, err := mime.ParseMediaType(a.header.Get("Content-Type"))
	if err == nil && (kind == "text/html" || kind == "application/xhtml+xml") {
		return true
	}
	return bytes.HasPrefix(bytes.TrimLeft(a.body, "\xef\xbb\xbf \t\r\n"), []byte("<"))
}

// pageTitle is the title of a web page.
var pageTitle = regexp.MustCompile(`(?is)<title[^>]*>(.*?)</title`)

// title returns the title of a web page.
func (a answer) title() string {
	match := pageTitle.FindSubmatch(a.body[:min(len(a.body), 64<<10)])
	if match == nil {
		return ""
	}
	return a.tidy(string(match[1]))
}

// isRedirect tells whether the server points elsewhere.
func (a answer) isRedirect() bool { return a.status >= 300 && a.status < 400 }

// failure is the error for an answer that nobody expects.
func (a answer) failure() error {
	text := fmt.Sprintf("the server answered HTTP %d", a.status)
	if s := http.StatusText(a.status); s != "" {
		text = fmt.Sprintf("the server answered HTTP %d (%s)", a.status, s)
	}
	switch {
	case a.status == http.StatusTooManyRequests:
		return a.throttled()
	case a.isRedirect():
		return directory.WithHint(errors.New(a.elsewhere(text)),
			"set server.url to the address at which the API itself answers; a login page in front of it must let this program pass")
	case a.isPage():
		if title := a.title(); title != "" {
			text = fmt.Sprintf("%s with a web page titled %q", text, title)
		} else {
			text = fmt.Sprintf("%s with a web page", text)
		}
	default:
		if said := cmp.Or(a.says().line(), a.plain()); said != "" {
			text += ": " + said
		}
	}
	return directory.WithHint(fmt.Errorf("%s", text), statusHint(a.status))
}

// plain is what a proxy or another server says in plain text, as one that is
// spoken to without TLS where it speaks TLS.
func (a answer) plain() string {
	kind, _, err := mime.ParseMediaType(cmp.Or(a.header.Get("Content-Type"), "text/plain"))
	if err != nil || kind != "text/plain" || a.isJSON() || !utf8.Valid(a.body) {
		return ""
	}
	return a.tidy(string(a.body[:min(len(a.body), 4<<10)]))
}

// elsewhere adds to a text where a redirect points, without its query.
func (a answer) elsewhere(text string) string {
	to, err := (&http.Response{Header: a.header}).Location()
	if err != nil {
		return text
	}
	return text + ", which points to " + a.tidy(transport.SanitizeURL(to))
}

// throttled is the error for a 429 after all retries.
func (a answer) throttled() error {
	wait, ok := transport.RetryAfter(&http.Response{Header: a.header})
	if !ok {
		wait = time.Minute
	}
	return directory.WithHint(&organization.RateLimitError{RetryAfter: wait},
		"wait as long as the server asks; other programs with the same address count as well")
}

// notAPI is the error for a success that is no API's.
func (a answer) notAPI(setting string) error {
	text := "what answered is not a Bitwarden server"
	if a.isPage() {
		text = "what answered is not a Bitwarden server but a web page"
		if title := a.title(); title != "" {
			text = fmt.Sprintf("what answered is not a Bitwarden server but a web page titled %q", title)
		}
	}
	return directory.WithHint(fmt.Errorf("%s", text),
		"check server.url and "+setting+"; a login page or portal in front of the server must let this program pass")
}

// statusHint says what a person can do about a status.
func statusHint(status int) string {
	switch {
	case status == http.StatusProxyAuthRequired:
		return transport.ProxyLoginHint
	case status == http.StatusForbidden:
		return "the server, or a firewall in front of it, forbids this: check that the organization's plan includes directory sync and that the API is not blocked"
	case status == http.StatusNotFound:
		return "check server.url: there is no Bitwarden API at this address"
	case status == http.StatusRequestEntityTooLarge:
		return "a proxy in front of the server limits the size of requests: allow 10 MB (nginx: client_max_body_size)"
	case status >= http.StatusInternalServerError:
		return "the server or a proxy in front of it has a problem: try again later and look at the server's log"
	}
	return ""
}
