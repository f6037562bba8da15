package bitwarden_test

import (
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/internal/transport"
	"directoryconnector/backend/organization"
)

// start runs a fake below a path, and a client for it that does not wait long
// between tries. change may alter its Config.
func start(t *testing.T, o orgserver.Options, change func(*bitwarden.Config)) (*orgserver.Server, *bitwarden.Client) {
	t.Helper()
	o.BasePath = "/vault"
	s := orgserver.New(o)
	base, stop := s.Start()
	t.Cleanup(stop)
	c := configFor(t, s, base)
	if change != nil {
		change(&c)
	}
	return s, newClient(t, c)
}

func configFor(t *testing.T, s *orgserver.Server, base string) bitwarden.Config {
	t.Helper()
	e, err := bitwarden.EndpointsOf(config.Server{URL: base})
	if err != nil {
		t.Fatal(err)
	}
	return bitwarden.Config{
		Endpoints: e, ClientID: s.ClientID(), ClientSecret: config.NewSecret(s.ClientSecret()),
		DeviceID: "1c9d3e1a-0000-4000-8000-000000000001", ClientVersion: "1.2.3",
		Transport: transport.Options{Retry: transport.Retry{MinWait: time.Millisecond, MaxWait: time.Millisecond}},
	}
}

func newClient(t *testing.T, c bitwarden.Config) *bitwarden.Client {
	t.Helper()
	client, err := bitwarden.New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// wantError checks an error and its hint. An empty text means no hint.
func wantError(t *testing.T, err, is error, text, hint string) {
	t.Helper()
	if is != nil && !errors.Is(err, is) {
		t.Errorf("%v is not %v", err, is)
	}
	if err == nil || !strings.Contains(err.Error(), text) {
		t.Errorf("error %v, want %q in it", err, text)
	}
	if got := directory.HintOf(err); !strings.Contains(got, hint) || (hint == "") != (got == "") {
		t.Errorf("hint of %v is %q, want %q", err, got, hint)
	}
}

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

// says is an answer of JSON.
func says(status int, body string) orgserver.Fault {
	return orgserver.Fault{Status: status, ContentType: "application/json", Body: body}
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

func TestMembers(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{}, nil)
	s.AddOwner("Owner@X.y", "")
	s.AddUser("anna@x.y", "a")
	s.AddMember(orgserver.Member{Member: organization.Member{
		Email: "odd@x.y", ExternalID: "o", Role: 77, Status: 55,
	}})
	got, err := c.Members(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range got {
		if got[i].ID == "" {
			t.Error("no id")
		}
		got[i].ID = ""
	}
	want := []organization.Member{
		{Email: "owner@x.y", Role: organization.RoleOwner, Status: organization.StatusConfirmed},
		{Email: "anna@x.y", ExternalID: "a", Role: organization.RoleUser, Status: organization.StatusConfirmed},
		{Email: "odd@x.y", ExternalID: "o", Role: 77, Status: 55},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestMembersGoWrong(t *testing.T) {
	t.Parallel()
	const js = "application/json"
	tests := map[string]struct {
		fault orgserver.Fault
		times int
		is    error // nil: it works in the end
		text  string
		hint  string
	}{
		"no list":                {orgserver.Fault{Status: 404}, 1, organization.ErrNoMemberList, "/vault/api/public/members", ""},
		"500 once":               {orgserver.Fault{Status: 500}, 1, nil, "", ""},
		"cut off twice":          {orgserver.Fault{Drop: true}, 2, nil, "", ""},
		"500 for good":           {orgserver.Fault{Status: 500}, 5, errors.ErrUnsupported, "HTTP 500", "server's log"},
		"throttled":              {orgserver.Fault{Status: 429, RetryAfter: "1000"}, 1, errors.ErrUnsupported, "try again in 16m40s", "wait"},
		"broken off once":        {orgserver.Fault{Status: 200, ContentType: js, Body: `{"data":[{"id":"1"},`}, 1, nil, "", ""},
		"broken off always":      {orgserver.Fault{Status: 200, ContentType: js, Body: `{"data":[{"id":"1"},`}, 3, directory.ErrIncomplete, "broke off", "time limits"},
		"a part only":            {orgserver.Fault{Status: 200, ContentType: js, Body: `{"data":[],"continuationToken":"x"}`}, 1, directory.ErrIncomplete, "a part", ""},
		"an empty object":        {orgserver.Fault{Status: 200, ContentType: js, Body: `{}`}, 1, errors.ErrUnsupported, "not a Bitwarden server", "server.api"},
		"null":                   {orgserver.Fault{Status: 200, ContentType: js, Body: `{"data":null}`}, 1, errors.ErrUnsupported, "not a Bitwarden server", "server.api"},
		"an array":               {orgserver.Fault{Status: 200, ContentType: js, Body: `[]`}, 1, errors.ErrUnsupported, "not a Bitwarden server", "server.api"},
		"members without a name": {orgserver.Fault{Status: 200, ContentType: js, Body: `{"data":[{}]}`}, 1, errors.ErrUnsupported, "not a Bitwarden server", "server.api"},
		"a login page":           {orgserver.Fault{Status: 200, ContentType: "text/html", Body: `<title>Sign in</title>`}, 1, errors.ErrUnsupported, `"Sign in"`, "server.api"},
		"a page in disguise":     {orgserver.Fault{Status: 200, ContentType: js, Body: `<html>`}, 1, errors.ErrUnsupported, "not a Bitwarden server", "server.api"},
		"forbidden":              {orgserver.Fault{Status: 403}, 1, errors.ErrUnsupported, "HTTP 403", "plan"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := start(t, orgserver.Options{}, func(c *bitwarden.Config) { c.Transport.Retry.WaitAll = time.Minute })
			s.AddUser("anna@x.y", "a")
			s.Fail(orgserver.RouteMembers, test.times, test.fault)
			list, err := c.Members(t.Context())
			if test.is == nil {
				if len(list) != 1 || err != nil {
					t.Errorf("%v, error %v", list, err)
				}
				return
			}
			if list != nil {
				t.Errorf("a list beside an error: %v", list)
			}
			is := test.is
			if errors.Is(is, errors.ErrUnsupported) {
				is = nil // any error will do
			}
			wantError(t, err, is, test.text, test.hint)
		})
	}
}

func TestServer(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		options orgserver.Options
		fault   *orgserver.Fault
		want    organization.Server
		text    string
	}{
		"official":      {orgserver.Options{Version: "2026.7.1"}, nil, organization.Server{Version: "2026.7.1"}, ""},
		"vaultwarden":   {orgserver.Options{Vaultwarden: true}, nil, organization.Server{Vaultwarden: true, Version: "2026.8.0"}, ""},
		"does not tell": {orgserver.Options{Vaultwarden: true}, &orgserver.Fault{Status: 404}, organization.Server{}, ""},
		"a login page":  {orgserver.Options{Vaultwarden: true}, &orgserver.Fault{Status: 200, ContentType: "text/html", Body: "<p>"}, organization.Server{}, "web page"},
		"out of order":  {orgserver.Options{Vaultwarden: true}, &orgserver.Fault{Status: 501}, organization.Server{}, "HTTP 501"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := start(t, test.options, nil)
			if test.fault != nil {
				s.Fail(orgserver.RouteConfig, 1, *test.fault)
			}
			got, err := c.Server(t.Context())
			if got != test.want || (err != nil) != (test.text != "") || err != nil && !strings.Contains(err.Error(), test.text) {
				t.Errorf("%+v, error %v", got, err)
			}
			if len(s.CallsTo(orgserver.RouteToken)) != 0 {
				t.Error("a log-in for what anybody may ask")
			}
		})
	}
}

func TestNewRefuses(t *testing.T) {
	t.Parallel()
	s := orgserver.New(orgserver.Options{})
	for name, change := range map[string]func(*bitwarden.Config){
		"a personal key":  func(c *bitwarden.Config) { c.ClientID = "user.x" },
		"no device":       func(c *bitwarden.Config) { c.DeviceID = "" },
		"no such CA file": func(c *bitwarden.Config) { c.Transport.Network.CAFile = "none.pem" },
	} {
		c := configFor(t, s, "https://vault.example.com")
		change(&c)
		if _, err := bitwarden.New(c); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

// A secret that equals a word of what a server says is not told by its absence.
func TestAWordThatEqualsTheSecretStays(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{ClientSecret: "refused"}, nil)
	if _, err := c.Members(t.Context()); err != nil {
		t.Fatal(err)
	}
	const said = "this was refused by the server"
	s.Fail(orgserver.RouteMembers, 1, orgserver.Fault{Status: 400, ContentType: "application/json", Body: `{"message":"` + said + `: client_secret=refused&x=1"}`})
	if _, err := c.Members(t.Context()); err == nil || !strings.Contains(err.Error(), said+": client_secret=**redacted**&x=1") {
		t.Errorf("got %v", err)
	}
}

// Nothing that goes wrong may show the secret, a token or a query, even when
// the server repeats them.
func TestNothingSecretIsSaid(t *testing.T) {
	t.Parallel()
	log := &needs.Output{}
	const secret = "fake/secret+of an organization"
	s, c := start(t, orgserver.Options{ClientSecret: secret}, func(c *bitwarden.Config) {
		c.Logger = slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	if _, err := c.Members(t.Context()); err != nil {
		t.Fatal(err)
	}
	posted := url.QueryEscape(secret)
	token, _ := strings.CutPrefix(s.CallsTo(orgserver.RouteMembers)[0].Header.Get("Authorization"), "Bearer ")
	if len(token) < 20 {
		t.Fatalf("token %q", token)
	}
	texts := ""
	for _, route := range []orgserver.Route{
		orgserver.RouteImport, orgserver.RouteMembers, orgserver.RouteConfig, orgserver.RouteToken,
	} {
		known := secret + " " + posted // what the server was told with this request
		if route == orgserver.RouteImport || route == orgserver.RouteMembers {
			known += " " + token
		}
		echo := `{"message":"you sent ` + known + `","errors":{"` + known + `":["` + known + `"]}}`
		for _, f := range []orgserver.Fault{
			{Status: 400, ContentType: "application/json", Body: echo}, {Status: 409, ContentType: "application/json", Body: echo},
			{Status: 501, ContentType: "application/json", Body: echo}, {Status: 418, ContentType: "text/html", Body: "<title>" + known + "</title>"},
			{Status: 307, Header: http.Header{"Location": {"/x?t=" + known}}},
			{Status: 307, Header: http.Header{"Location": {"https://sso.example.com/" + url.PathEscape(posted)}}},
		} {
			s.Fail(route, 1, f)
			_, membersErr := c.Members(t.Context())
			_, serverErr := c.Server(t.Context())
			err := errors.Join(membersErr, serverErr, c.Import(t.Context(), organization.Request{}))
			if route == orgserver.RouteToken {
				_, loginErr := c.Login(t.Context())
				err = errors.Join(err, loginErr)
			}
			if err != nil {
				texts += err.Error() + directory.HintOf(err) + "\n"
			}
			s.ClearFaults()
		}
	}
	texts += log.String()
	if strings.Contains(texts, token) || strings.Contains(texts, "organization") && strings.Contains(texts, "fake") || strings.Contains(texts, "?t=") {
		t.Errorf("a secret is in\n%s", texts)
	}
	if !strings.Contains(texts, "http request") || !strings.Contains(texts, "you sent **redacted**") {
		t.Errorf("nothing was said at all:\n%s", texts)
	}
}
