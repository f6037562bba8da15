package transport_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// acme is a vendor that says nothing special.
var acme = &transport.Vendor{
	Name: "Acme", API: "the Acme API", Throttled: "throttled", Trouble: "trouble", Elsewhere: "elsewhere", Moved: "moved to %s",
	Meaning: func(e *transport.AnswerError) (hint string, kind error) {
		if e.KeyRefused {
			return "key", directory.ErrAuth
		}
		return "", nil
	},
}

// answered is what acme makes of an answer to a request with a token.
func answered(status int, body, location string, login bool) *transport.AnswerError {
	resp := &http.Response{StatusCode: status, Header: http.Header{}, Request: &http.Request{
		URL: &url.URL{Scheme: "https", Host: "acme.example.com"}, Header: http.Header{"Authorization": {"Bearer hunter2"}},
	}}
	if location != "" {
		resp.Header.Set("Location", location)
	}
	if login {
		return acme.RefusedLogin(resp, []byte(body))
	}
	return acme.Refused(resp, []byte(body))
}

func TestAnswersInWords(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		e    *transport.AnswerError
		want error
		text string
		hint string
	}{
		{answered(404, "<html>hunter2", "", false), directory.ErrConfig, "HTTP 404, not an answer of the Acme API", "elsewhere"},
		{answered(302, "", "https://sso.example.com/x?q=hunter2", false), directory.ErrConfig, "HTTP 302, a redirect to https://sso.example.com", "moved to https://sso.example.com"},
		{answered(407, "", "", false), directory.ErrUnreachable, "HTTP 407, not an answer of the Acme API", transport.ProxyLoginHint},
		{answered(403, `{"message":"Forbidden by a firewall."}`, "", false), directory.ErrUnreachable, `HTTP 403, not an answer of the Acme API: "Forbidden by a firewall"`, transport.StrangerHint},
		{answered(401, `{"error":"bad header 'Bearer hunter2'"}`, "", false), directory.ErrUnreachable, `HTTP 401, not an answer of the Acme API: "bad header 'Bearer **redacted**'"`, transport.StrangerHint},
		{answered(403, `{"message":"Forbidden by a firewall"}`, "", true), directory.ErrUnreachable, "Forbidden by a firewall", transport.StrangerHint},
		{answered(401, `{"error":"Unauthorized"}`, "", true), directory.ErrUnreachable, `HTTP 401, not an answer of the Acme API: "Unauthorized"`, transport.StrangerHint},
		{answered(407, `{"error":"invalid_client"}`, "", true), directory.ErrUnreachable, `Acme says "invalid_client" (HTTP 407)`, transport.ProxyLoginHint},
		{answered(429, "", "", false), directory.ErrIncomplete, "HTTP 429", "throttled"},
		{answered(503, "<html>", "", false), directory.ErrIncomplete, "HTTP 503", "trouble"},
		{answered(400, `{"error":"invalid_client","error_description":"Who?\nTrace: 1"}`, "", true), directory.ErrAuth, `Acme says "Who?" (invalid_client, HTTP 400)`, "key"},
		{answered(401, `{"error":"invalid_grant"}`, "", true), directory.ErrAuth, `Acme says "invalid_grant" (HTTP 401)`, "key"},
		{answered(400, `{"error":"unauthorized_client"}`, "", true), directory.ErrAuth, "unauthorized_client", "key"},
		{answered(403, `{"error":"invalid_client"}`, "", true), directory.ErrIncomplete, "invalid_client", transport.LoginHint},
		{answered(400, `{"error":"temporarily_unavailable"}`, "", true), directory.ErrIncomplete, "temporarily_unavailable", transport.LoginHint},
		{answered(400, `{"error":"invalid_request"}`, "", true), directory.ErrIncomplete, "invalid_request", transport.LoginHint},
		{answered(500, `{"error":"server_error"}`, "", true), directory.ErrIncomplete, "server_error", "trouble"},
	} {
		err := transport.ExplainRead(fmt.Errorf("ask: %w", test.e))
		if !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.text) || directory.HintOf(err) != test.hint || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("error %v, hint %q; want %v, %q, %q", err, directory.HintOf(err), test.want, test.text, test.hint)
		}
		if again := transport.ExplainRead(err); again.Error() != err.Error() {
			t.Errorf("explained again: %v", again)
		}
	}
}

func TestErrorsOfAReadHaveAKind(t *testing.T) {
	t.Parallel()
	if transport.ExplainRead(nil) != nil {
		t.Error("an error of nothing")
	}
	if err := transport.ExplainRead(errors.New("odd")); !errors.Is(err, directory.ErrIncomplete) {
		t.Errorf("error %v", err)
	}
	for _, kind := range []error{context.Canceled, directory.ErrUnreachable, directory.ErrConfig} {
		if err := transport.ExplainRead(fmt.Errorf("x: %w", kind)); !errors.Is(err, kind) || errors.Is(err, directory.ErrIncomplete) {
			t.Errorf("error %v", err)
		}
	}
}

func TestAListBeginsAnewWhenItsPlacesAreStale(t *testing.T) {
	t.Parallel()
	odd := errors.New("odd")
	for _, test := range []struct {
		tries, want int
		errs        []error
		wantErr     bool
	}{
		{2, 1, []error{nil}, false},
		{2, 2, []error{transport.Stale(odd), nil}, false},
		{2, 2, []error{transport.Stale(odd), transport.Stale(odd)}, true},
		{3, 3, []error{transport.OnPage(2, odd, true), transport.Stale(odd), nil}, false},
		{3, 1, []error{transport.OnPage(2, odd, false)}, true},
		{3, 1, []error{transport.OnPage(1, odd, true)}, true},
	} {
		n := 0
		got, err := transport.FromStart(test.tries, func() (int, error) { n++; return n, test.errs[n-1] })
		if n != test.want || got != n || (err != nil) != test.wantErr {
			t.Errorf("%v: read %d times, error %v", test.errs, n, err)
		}
	}
	if err := transport.OnPage(1, odd, true); errors.Is(err, directory.ErrIncomplete) {
		t.Errorf("the first page: %v", err)
	}
	if err := transport.OnPage(2, odd, false); !errors.Is(err, directory.ErrIncomplete) || transport.IsStale(err) || err.Error() != "not everything could be read: page 2: odd" {
		t.Errorf("the second page: %v", err)
	}
	if err := transport.OnPage(2, transport.OnPage(3, odd, false), false); err.Error() != "not everything could be read: page 3: odd" {
		t.Errorf("twice: %v", err)
	}
}
