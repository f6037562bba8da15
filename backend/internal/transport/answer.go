package transport

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"

	"directoryconnector/backend/directory"
)

// mostSaid is how many characters of an answer's words are shown.
const mostSaid = 300

// An AnswerError is an answer that is not the wanted one. What it means a
// Vendor says.
type AnswerError struct {
	Status int
	// Code is the server's name for what is wrong, Text its words. Both are
	// empty where the answer is not that of the Vendor.
	Code, Text string
	// ID is how the server names this very error, such as "error id 1".
	ID string
	// Login tells that a token was asked for, KeyRefused that the key is not
	// good: see RefusesKey.
	Login, KeyRefused bool
	// Problem says in our words what the server's mean; may be empty.
	Problem string

	vendor *Vendor
	// location is where a redirect leads.
	location string
	// stranger are the words of who answers in the Vendor's place.
	stranger string
}

// Known tells whether the Vendor itself has answered.
func (e *AnswerError) Known() bool { return e.location == "" && e.Code+e.Text != "" }

func (e *AnswerError) Error() string {
	status := fmt.Sprintf("HTTP %d", e.Status)
	switch {
	case e.location != "":
		return status + ", a redirect to " + e.location
	case !e.Known() && e.stranger != "":
		return fmt.Sprintf("%s, not an answer of %s: %q", status, e.vendor.API, e.stranger)
	case !e.Known():
		return status + ", not an answer of " + e.vendor.API
	}
	said, about := e.Text, []string{e.Code, status, e.ID}
	if said == "" {
		said, about = e.Code, about[1:]
	}
	about = slices.DeleteFunc(about, func(s string) bool { return s == "" })
	text := fmt.Sprintf("%s says %q (%s)", e.vendor.Name, said, strings.Join(about, ", "))
	if e.Problem != "" {
		text = e.Problem + ": " + text
	}
	return text
}

// RefusesKey tells whether a server says that a key is not good (RFC 6749,
// 5.2). Any other answer to a log-in is a failure that passes: of the server,
// or of a proxy or firewall that answers in its place.
func RefusesKey(status int, code string) bool {
	switch code {
	case "invalid_client", "unauthorized_client", "invalid_grant":
		return status == http.StatusBadRequest || status == http.StatusUnauthorized
	}
	return false
}

// Hints for what passes.
const (
	// StrangerHint is for a 401 or 403 of something on the way.
	StrangerHint = "a proxy or firewall on the way refuses this, not the server itself: let this machine through to it, or set network.proxy; the next sync tries again"
	// LoginHint is for a log-in that failed without a word on the key.
	LoginHint = "this says nothing about the key: the server, or a proxy or firewall on the way to it, does not log in anybody now; try again later, automatic sync does so by itself"
)

// A Vendor says what answers mean that are not the wanted ones.
type Vendor struct {
	// Name is who is asked, API what answers there.
	Name, API string
	// Meaning is that of an answer that the vendor itself gave; a nil kind
	// means that there is nothing special about it.
	Meaning func(e *AnswerError) (hint string, kind error)
	// Hints for too many requests, for 5xx, for something else that answers,
	// and for a redirect, with %s for where it leads.
	Throttled, Trouble, Elsewhere, Moved string
}

// Refused reads what an answer and its body have in common; the rest of the
// AnswerError is the vendor's to fill.
func (v *Vendor) Refused(resp *http.Response, body []byte) *AnswerError {
	e := &AnswerError{Status: resp.StatusCode, vendor: v, stranger: wordsOf(body)}
	if resp.Request != nil && e.stranger != "" { // some repeat what they were sent
		e.stranger = redactor(resp.Request).Text(e.stranger)
	}
	to, err := url.Parse(resp.Header.Get("Location"))
	if err == nil && resp.StatusCode/100 == 3 && to.Host != "" {
		e.location = (&url.URL{Scheme: to.Scheme, Host: to.Host}).String()
	}
	return e
}

// RefusedLogin reads the answer to a log-in (RFC 6749, 5.2).
func (v *Vendor) RefusedLogin(resp *http.Response, body []byte) *AnswerError {
	e := v.Refused(resp, body)
	e.Login = true
	var wire struct {
		Code string `json:"error"`
		Text string `json:"error_description"`
	}
	if json.Unmarshal(body, &wire) == nil && wire.Code == strings.ToLower(wire.Code) && !strings.Contains(wire.Code, " ") {
		e.Code, e.Text = Sentence(wire.Code), Sentence(wire.Text)
		e.KeyRefused = RefusesKey(e.Status, e.Code)
	}
	return e
}

// ExplainRead gives an error of a read its kind and its hint.
func ExplainRead(err error) error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*AnswerError](err); ok {
		hint, kind := e.vendor.meaning(e)
		return directory.Mark(err, kind, hint)
	}
	for _, kind := range []error{
		context.Canceled, directory.ErrIncomplete, directory.ErrUnreachable, directory.ErrAuth, directory.ErrConfig, directory.ErrPermission,
	} {
		if errors.Is(err, kind) {
			return err
		}
	}
	return fmt.Errorf("%w: %w", directory.ErrIncomplete, err)
}

func (v *Vendor) meaning(e *AnswerError) (hint string, kind error) {
	if e.Known() {
		if hint, kind := v.Meaning(e); kind != nil {
			return hint, kind
		}
	}
	switch {
	case e.Status == http.StatusTooManyRequests:
		return v.Throttled, directory.ErrIncomplete
	case e.Status >= http.StatusInternalServerError:
		return v.Trouble, directory.ErrIncomplete
	case e.Status == http.StatusProxyAuthRequired:
		return ProxyLoginHint, directory.ErrUnreachable
	case e.Known() && e.Login:
		return LoginHint, directory.ErrIncomplete
	case e.Known():
		return "", directory.ErrIncomplete
	case e.location != "" && v.Moved != "":
		return fmt.Sprintf(v.Moved, e.location), directory.ErrConfig
	case e.Status == http.StatusUnauthorized, e.Status == http.StatusForbidden:
		return StrangerHint, directory.ErrUnreachable
	}
	return v.Elsewhere, directory.ErrConfig
}

// IsKnown tells whether err is an answer of the Vendor itself.
func IsKnown(err error) bool {
	e, ok := errors.AsType[*AnswerError](err)
	return ok && e.Known()
}

// IsNotFound tells whether the one thing that was asked for is not there.
func IsNotFound(err error) bool {
	e, ok := errors.AsType[*AnswerError](err)
	return ok && e.Known() && !e.Login && e.Status == http.StatusNotFound
}

// IsBadRequest tells whether the server did not understand a request, as it is
// with old places in a list.
func IsBadRequest(err error) bool {
	e, ok := errors.AsType[*AnswerError](err)
	return ok && !e.Login && (e.Status == http.StatusBadRequest || e.Status == http.StatusGone)
}

// LogIn sends the request for a token and reads the answer. refused is as that
// of Ask.
func (v *Vendor) LogIn(c *http.Client, r *http.Request, now func() time.Time, refused func(*http.Response, []byte) *AnswerError) (Token, error) {
	MarkIdempotent(r) // a second token hurts nobody
	start := now()
	body, _, err := Ask(c, r, refused)
	if err != nil {
		return Token{}, ExplainRead(err)
	}
	token, err := ParseToken(body, start)
	if err != nil {
		err = directory.Mark(err, directory.ErrIncomplete, v.Elsewhere)
	}
	return token, err
}

// Check tells the steps address and token of a check apart by how a log-in
// ends; the texts are for success.
func (t *Tokens) Check(ctx context.Context, report directory.StepReporter, address, token string) error {
	_, err := t.Get(ctx)
	if err != nil && !IsKnown(err) {
		return report.Fail("address", err)
	}
	report.OK("address", "%s", address)
	if err != nil {
		return report.Fail("token", err)
	}
	report.OK("token", "%s", token)
	return nil
}

// Ask sends a request and returns the answer, read to its end. Its error is
// explained as far as it is about the way there; an answer other than 200 is
// what refused makes of it.
func Ask(c *http.Client, r *http.Request, refused func(*http.Response, []byte) *AnswerError) ([]byte, http.Header, error) {
	resp, err := c.Do(r)
	if err != nil {
		return nil, nil, Explain(err)
	}
	defer func() { _ = resp.Body.Close() }() // only read from
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, nil, Explain(err)
	}
	if resp.StatusCode != http.StatusOK {
		return nil, nil, refused(resp, body)
	}
	return body, resp.Header, nil
}

// Sentence returns the first line of what a server says, fit to be quoted.
func Sentence(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	line = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, strings.TrimRight(line, ".\r "))
	if runes := []rune(line); len(runes) > mostSaid {
		line = string(runes[:mostSaid]) + "…"
	}
	return line
}

// wordsOf finds what a stranger says in JSON.
func wordsOf(body []byte) string {
	var wire map[string]any
	if json.Unmarshal(body, &wire) != nil {
		return ""
	}
	return FirstText(wire, "message", "error_description", "error", "detail", "title", "description")
}

// FirstText returns the first of these fields that is a text.
func FirstText(wire map[string]any, names ...string) string {
	for _, name := range names {
		if text, ok := wire[name].(string); ok {
			if said := Sentence(text); said != "" {
				return said
			}
		}
	}
	return ""
}
