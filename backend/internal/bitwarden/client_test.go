package bitwarden_test

import (
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
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

// says is an answer of JSON.
func says(status int, body string) orgserver.Fault {
	return orgserver.Fault{Status: status, ContentType: "application/json", Body: body}
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
