package bitwarden_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

func TestLogin(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{}, nil)
	before := time.Now()
	login, err := c.Login(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if login.OrganizationID != s.OrganizationID() || login.Expires.Before(before.Add(time.Hour)) || login.Expires.After(time.Now().Add(time.Hour)) {
		t.Errorf("login is %+v", login)
	}
	call := s.CallsTo(orgserver.RouteToken)[0]
	form := map[string]string{
		"grant_type": "client_credentials", "scope": "api.organization", "client_id": s.ClientID(), "client_secret": s.ClientSecret(),
		"deviceIdentifier": "1c9d3e1a-0000-4000-8000-000000000001", "deviceName": "Directory Connector",
	}
	for name, want := range form {
		if got := call.Form.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if device := call.Form.Get("deviceType"); !slices.Contains([]string{"23", "24", "25"}, device) || device != call.Header.Get("Device-Type") {
		t.Errorf("device type %q", device)
	}
	if _, err := c.Members(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, call := range s.Calls() {
		if call.Header.Get("Bitwarden-Client-Name") == "" || call.Header.Get("Bitwarden-Client-Version") != "1.2.3" ||
			!strings.HasPrefix(call.Header.Get("User-Agent"), "Directory-Connector/1.2.3 (") {
			t.Errorf("headers of %s: %v", call.Path, call.Header)
		}
	}
	if n := len(s.CallsTo(orgserver.RouteToken)); n != 1 {
		t.Errorf("%d tokens", n)
	}
	if _, err := c.Login(t.Context()); err != nil || len(s.CallsTo(orgserver.RouteToken)) != 2 {
		t.Errorf("a second log-in did not ask the server: %v", err)
	}
}

func TestRefusedLogin(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		fault orgserver.Fault
		is    error
		text  string
		hint  string
	}{
		"invalid_client": {
			orgserver.Fault{Status: 400, ContentType: "application/json", Body: `{"error":"invalid_client"}`},
			organization.ErrAuth, "invalid_client", "API key",
		},
		"invalid_client as 401":  {says(401, `{"error":"invalid_client","error_description":"no such client"}`), organization.ErrAuth, "no such client", "API key"},
		"unauthorized_client":    {says(400, `{"error":"unauthorized_client"}`), organization.ErrAuth, "unauthorized_client", "API key"},
		"invalid_grant":          {says(400, `{"error":"invalid_grant"}`), organization.ErrAuth, "invalid_grant", "API key"},
		"vaultwarden, secret":    {says(400, `{"error":"","errorModel":{"message":"Incorrect client_secret"},"message":"Incorrect client_secret"}`), organization.ErrAuth, "Incorrect client_secret", "API key"},
		"vaultwarden, id":        {says(400, `{"error":"","errorModel":{"message":"Invalid client_id"},"message":""}`), organization.ErrAuth, "Invalid client_id", "API key"},
		"vaultwarden, otherwise": {says(400, `{"error":"","errorModel":{"message":"Scope not supported"},"message":""}`), nil, "HTTP 400 (Bad Request): Scope not supported", "says nothing about the key"},
		"temporarily_unavailable": {
			says(400, `{"error":"temporarily_unavailable"}`), nil, "HTTP 400 (Bad Request): temporarily_unavailable", "says nothing about the key",
		},
		"server_error":               {says(400, `{"error":"server_error"}`), nil, "server_error", "says nothing about the key"},
		"invalid_request":            {says(400, `{"error":"invalid_request"}`), nil, "invalid_request", "says nothing about the key"},
		"a firewall":                 {says(403, `{"message":"Forbidden by a firewall"}`), nil, "HTTP 403 (Forbidden): Forbidden by a firewall", "firewall"},
		"a firewall that knows RFCs": {says(403, `{"error":"invalid_client"}`), nil, "HTTP 403", "firewall"},
		"a proxy, 401":               {says(401, `{"message":"Proxy authentication required"}`), nil, "HTTP 401 (Unauthorized): Proxy", "proxy"},
		"a proxy, 401 and no JSON":   {orgserver.Fault{Status: 401, ContentType: "text/plain", Body: "no"}, nil, "HTTP 401 (Unauthorized): no", "proxy"},
		"no TLS where TLS is spoken": {orgserver.Fault{Status: 400, ContentType: "text/plain", Body: "Client sent an HTTP request to an HTTPS server.\n"}, nil, "HTTP 400 (Bad Request): Client sent an HTTP request to an HTTPS server.", ""},
		"what is no text":            {orgserver.Fault{Status: 400, ContentType: "application/octet-stream", Body: "PK"}, nil, "HTTP 400 (Bad Request)", ""},
		"a proxy, 407":               {says(407, `{"error":"invalid_client"}`), nil, "HTTP 407", "network.proxyUsername"},
		"a proxy's page is no refusal": {
			orgserver.Fault{Status: 400, ContentType: "text/html", Body: "<html><head><TITLE>Plain request\n to TLS port</title>"},
			nil, `titled "Plain request to TLS port"`, "",
		},
		"a login page": {
			orgserver.Fault{Status: 200, ContentType: "text/html; charset=utf-8", Body: "<title>Portal</title>"},
			nil, `not a Bitwarden server but a web page titled "Portal"`, "server.url",
		},
		"another API": {
			orgserver.Fault{Status: 200, ContentType: "application/json", Body: `{"hello":1}`}, nil, "not a Bitwarden server", "server.identity",
		},
		"a redirect": {
			orgserver.Fault{Status: 302, Header: http.Header{"Location": {"https://sso.example.com/in?state=s3cret"}}},
			nil, "which points to https://sso.example.com/in", "login page",
		},
		"not here": {orgserver.Fault{Status: 404}, nil, "HTTP 404", "server.url"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := start(t, orgserver.Options{}, nil)
			s.Fail(orgserver.RouteToken, 1, test.fault)
			_, err := c.Login(t.Context())
			wantError(t, err, test.is, test.text, test.hint)
			if errors.Is(err, organization.ErrAuth) != (test.is != nil) || strings.Contains(err.Error(), "s3cret") {
				t.Errorf("error %v", err)
			}
			if _, err := c.Login(t.Context()); err != nil {
				t.Errorf("the next log-in: %v", err)
			}
		})
	}
	s, c := start(t, orgserver.Options{}, nil)
	s.RotateSecret("another")
	err := c.Import(t.Context(), organization.Request{})
	wantError(t, err, organization.ErrAuth, "import: log in at", "log in again")
	if len(s.Imports()) != 0 {
		t.Error("an import was sent without a token")
	}
}

func TestTokensAreRenewed(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	now := time.Now()
	clock := func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		return now
	}
	pass := func(d time.Duration) {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(d)
	}
	s, c := start(t, orgserver.Options{Now: clock}, func(c *bitwarden.Config) { c.Now = clock })
	read := func(wantTokens, wantLists int) {
		t.Helper()
		if _, err := c.Members(t.Context()); err != nil {
			t.Fatal(err)
		}
		if tokens, lists := len(s.CallsTo(orgserver.RouteToken)), len(s.CallsTo(orgserver.RouteMembers)); tokens != wantTokens || lists != wantLists {
			t.Errorf("%d tokens, %d lists, want %d, %d", tokens, lists, wantTokens, wantLists)
		}
	}
	read(1, 1)
	pass(58 * time.Minute)
	read(1, 2)
	pass(70 * time.Second) // 50 seconds before the end
	read(2, 3)
	s.RevokeTokens()
	read(3, 5) // refused once
}

// A 401 in the middle of a sync neither crashes nor gives up.
func TestTokenRevokedBeforeImport(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{}, nil)
	for _, email := range []string{"a@x.y", "b@x.y"} {
		err := c.Import(t.Context(), organization.Request{Members: []organization.RequestMember{{Email: email, ExternalID: email}}})
		if err != nil {
			t.Fatal(err)
		}
		s.RevokeTokens()
	}
	if len(s.Members()) != 2 || len(s.Imports()) != 3 {
		t.Errorf("%d members, %d imports", len(s.Members()), len(s.Imports()))
	}
	s.Fail(orgserver.RouteImport, 2, orgserver.Fault{Status: 401})
	err := c.Import(t.Context(), organization.Request{})
	wantError(t, err, organization.ErrNotSent, "a new token was not accepted", "same server")
	s.Fail(orgserver.RouteMembers, 2, says(401, `{"message":"blocked"}`))
	_, listErr := c.Members(t.Context())
	wantError(t, listErr, nil, "blocked", "firewall")
	if errors.Is(err, organization.ErrAuth) || errors.Is(listErr, organization.ErrAuth) {
		t.Errorf("the key is said to be refused: %v; %v", err, listErr)
	}
	if _, err := c.Members(t.Context()); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestOneTokenForManyCalls(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{}, nil)
	s.Fail(orgserver.RouteToken, 1, orgserver.Fault{Delay: 50 * time.Millisecond})
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			if _, err := c.Members(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := len(s.CallsTo(orgserver.RouteToken)); n != 1 {
		t.Errorf("%d tokens", n)
	}
}
