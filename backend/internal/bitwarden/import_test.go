package bitwarden_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/transport"
	"directoryconnector/backend/organization"
)

var update = flag.Bool("update", false, "write the golden files")

// sample is an import with everything in it.
func sample() organization.Request {
	return organization.Request{
		Members: []organization.RequestMember{
			{Email: organization.RemovedEmail, ExternalID: "gone", Deleted: true},
			{Email: "anna@x.y", ExternalID: "CN=Müller\\, Anna <a&b>,DC=x"},
		},
		Groups: []organization.RequestGroup{
			{Name: "Sales & \"Support\"", ExternalID: "g1", MemberExternalIDs: []string{"CN=Müller\\, Anna <a&b>,DC=x"}},
			{Name: "Empty", ExternalID: "g2"},
		},
		InviteUsersAfterProvisioning: true,
	}
}

func TestEncode(t *testing.T) {
	t.Parallel()
	for name, request := range map[string]organization.Request{"import.json": sample(), "empty.json": {}} {
		got, err := bitwarden.Encode(request)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(file, got, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file) //nolint:gosec // a golden file
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
		if bytes.Contains(got, []byte("null")) {
			t.Errorf("%s holds a null", name)
		}
	}
	request := sample()
	if _, err := bitwarden.Encode(request); err != nil || request.Groups[1].MemberExternalIDs != nil {
		t.Errorf("the request was changed, error %v", err)
	}
}

func TestImport(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]orgserver.Options{
		"official": {}, "vaultwarden": {Vaultwarden: true, VaultwardenGroups: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := start(t, o, nil)
			for range 2 {
				if err := c.Import(t.Context(), sample()); err != nil {
					t.Fatal(err)
				}
			}
			if m := s.Members(); len(m) != 1 || m[0].Email != "anna@x.y" || m[0].ExternalID != sample().Members[1].ExternalID {
				t.Errorf("members %+v", m)
			}
			if g := s.Groups(); len(g) != 2 || len(g[0].MemberExternalIDs) != 1 || g[1].Name != "Empty" {
				t.Errorf("groups %+v", g)
			}
			calls, want := s.Imports(), []byte(nil)
			want, err := bitwarden.Encode(sample())
			if err != nil || !bytes.Equal(calls[0].Body, want) || !bytes.Equal(calls[1].Body, want) {
				t.Errorf("the same import has other bytes: %s, error %v", calls[1].Body, err)
			}
			if err := c.Import(t.Context(), organization.Request{}); err != nil {
				t.Errorf("an empty import: %v", err)
			}
		})
	}
}

// How an import fails decides what a sync does next.
func TestImportFails(t *testing.T) {
	t.Parallel()
	const js = "application/json"
	type fault = orgserver.Fault
	const (
		unknown  = "unknown outcome"
		notSent  = "not sent"
		rejected = "rejected"
		notFound = "not found"
		fine     = ""
	)
	tests := map[string]struct {
		fault fault
		times int
		want  string
		text  string
		hint  string
		calls int
	}{
		"500 before":           {fault{Status: 500}, 1, unknown, "HTTP 500", "same external id", 1},
		"502 with a page":      {fault{Status: 502, ContentType: "text/html", Body: "<title>Bad gateway</title><p>s3cret"}, 1, unknown, `"Bad gateway"`, "try again later", 1},
		"504 after":            {fault{Status: 504, Apply: orgserver.ApplyFirst}, 1, unknown, "HTTP 504", "try again later", 1},
		"cut before":           {fault{Drop: true}, 1, unknown, "may have been applied: the connection was cut", "time limits", 1},
		"cut after":            {fault{Drop: true, Apply: orgserver.ApplyFirst}, 1, unknown, "the connection was cut", "time limits", 1},
		"too slow":             {fault{Delay: time.Second, Apply: orgserver.ApplyFirst}, 1, unknown, "no complete answer in time", "in time", 1},
		"a page as a success":  {fault{Status: 200, ContentType: "text/html", Body: "<title>Sign in</title>"}, 1, unknown, "Sign in", "login page", 1},
		"408":                  {fault{Status: 408}, 1, unknown, "HTTP 408", "", 1},
		"throttled, then well": {fault{Status: 429, RetryAfter: "0"}, 3, fine, "", "", 4},
		"throttled for good":   {fault{Status: 429}, 10, notSent, "too many requests", "wait", 10},
		"throttled too long":   {fault{Status: 429, RetryAfter: "301"}, 1, notSent, "try again in 5m1s", "wait", 1},
		"a redirect":           {fault{Status: 307, Header: map[string][]string{"Location": {"https://sso.example.com/?s3cret"}}}, 1, notSent, "https://sso.example.com/", "server.url", 1},
		"a proxy's login":      {fault{Status: 407}, 1, notSent, "HTTP 407", "network.proxyUsername", 1},
		"a refusal": {fault{Status: 400, ContentType: js, Body: `{"message":"Something\n is   wrong.","errors":null}`}, 1,
			rejected, "(HTTP 400): Something is wrong.", "", 1},
		"fields by number": {fault{Status: 400, ContentType: js, Body: `{"message":"model","errors":{
			"Members[1].Email":["no address"], "$.groups[0].name":["one","two"], "Members[7].Email":["who"], "":["bare"], "Groups[1]":"text"}}`}, 1,
			rejected, `[bare; name of group "g1" (Sales & "Support"): one; name of group "g1" (Sales & "Support"): two; ` +
				`group "g2" (Empty): text; Email of member "CN=Müller\\, Anna <a&b>,DC=x" (anna@x.y): no address; Members[7].Email: who]`,
			"sync.userFilter", 1},
		"no seats":                  {fault{Status: 400, ContentType: js, Body: `{"Message":"No SEATS left"}`}, 1, rejected, "No SEATS left", "more seats", 1},
		"no seat in the license":    {fault{Status: 400, ContentType: js, Body: `{"message":"Cannot autoscale on self-hosted instance."}`}, 1, rejected, "Cannot autoscale", "update the license", 1},
		"the limit of seats":        {fault{Status: 400, ContentType: js, Body: `{"message":"Seat limit has been reached."}`}, 1, rejected, "Seat limit", "raise the limit", 1},
		"no groups":                 {fault{Status: 400, ContentType: js, Body: `{"message":"It cannot use groups."}`}, 1, rejected, "", "sync.groups", 1},
		"too large":                 {fault{Status: 413, ContentType: "text/html", Body: "<title>413 Too Large</title>"}, 1, rejected, "413 Too Large", "client_max_body_size", 1},
		"forbidden":                 {fault{Status: 403}, 1, rejected, "HTTP 403", "plan", 1},
		"vaultwarden can't read it": {fault{Status: 422}, 1, rejected, "HTTP 422", "", 1},
		"no such organization":      {fault{Status: 404}, 1, notFound, "HTTP 404", "server.url", 1},
		"a huge answer":             {fault{Status: 400, ContentType: js, Body: `{"message":"` + strings.Repeat("x", 2<<20) + `"}`}, 1, rejected, "HTTP 400", "", 1},
		"a huge page": {fault{Status: 500, ContentType: "text/html", Body: "<title>t</title>" + strings.Repeat("s3cret", 1<<20)}, 1,
			unknown, `"t"`, "external id", 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := start(t, orgserver.Options{}, func(c *bitwarden.Config) { c.ImportTimeout = 400 * time.Millisecond })
			s.Fail(orgserver.RouteImport, test.times, test.fault)
			err := c.Import(t.Context(), sample())
			s.Wait()
			if n := len(s.Imports()); n != test.calls {
				t.Errorf("sent %d times, want %d", n, test.calls)
			}
			if got := kindOf(err); got != test.want {
				t.Fatalf("it is %q, want %q: %v", got, test.want, err)
			}
			if err == nil {
				return
			}
			wantError(t, err, nil, test.text, test.hint)
			if text := err.Error(); !strings.HasPrefix(text, "bitwarden: import at 127.0.0.1:") || len(text) > 2000 || strings.Contains(text, "s3cret") {
				t.Errorf("error %v", err)
			}
		})
	}
}

// kindOf says which of the errors that a sync branches on err is.
func kindOf(err error) string {
	_, unknown := errors.AsType[*organization.UnknownOutcomeError](err)
	_, rejected := errors.AsType[*organization.RejectedError](err)
	var kinds []string
	for _, k := range []struct {
		is   bool
		name string
	}{
		{unknown, "unknown outcome"},
		{errors.Is(err, organization.ErrNotSent), "not sent"},
		{errors.Is(err, organization.ErrAuth), "auth"},
		{errors.Is(err, organization.ErrNotFound), "not found"},
		{rejected && !errors.Is(err, organization.ErrNotFound), "rejected"},
	} {
		if k.is {
			kinds = append(kinds, k.name)
		}
	}
	if err != nil && kinds == nil {
		return "something else"
	}
	return strings.Join(kinds, " and ")
}

// What the fake refuses by itself is understood as well.
func TestImportRefusedByTheServer(t *testing.T) {
	t.Parallel()
	member := func(email, id string) organization.Request {
		return organization.Request{Members: []organization.RequestMember{{Email: email, ExternalID: id}}}
	}
	group := organization.Request{Groups: []organization.RequestGroup{{Name: "G", ExternalID: "g"}}}
	overwrite := organization.Request{OverwriteExisting: true}
	var many organization.Request
	for range organization.MaxEntries + 1 {
		many.Groups = append(many.Groups, organization.RequestGroup{Name: "G", ExternalID: "g"})
	}
	tests := map[string]struct {
		options orgserver.Options
		request organization.Request
		text    string
		hint    string
	}{
		"seats":      {orgserver.Options{Seats: 1, NoAutoScale: true}, member("b@x.y", "b"), "Seat limit", "more seats"},
		"own seats":  {orgserver.Options{Seats: 1, SelfHosted: true}, member("b@x.y", "b"), "Cannot autoscale", "more seats"},
		"groups off": {orgserver.Options{GroupsDisabled: true}, group, "groups", "sync.groups"},
		"overwrite":  {orgserver.Options{}, overwrite, "master password", "by hand"},
		"too many":   {orgserver.Options{}, many, "2000", "sync.largeImport"},
		"bad email":  {orgserver.Options{}, member("nonsense", "n"), `Email of member "n" (nonsense): not an email address`, "directory"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := start(t, test.options, nil)
			s.AddMember(orgserver.Member{Member: organization.Member{Email: "a@x.y", ExternalID: "a", Role: organization.RoleUser}})
			err := c.Import(t.Context(), test.request)
			wantError(t, err, nil, test.text, test.hint)
			if kindOf(err) != "rejected" {
				t.Errorf("it is %s", kindOf(err))
			}
		})
	}
}

func TestImportIsCancelled(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{}, nil)
	if _, err := c.Login(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.Import(ctx, sample()); kindOf(err) != "not sent" || !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled before: %v", err)
	}
	if len(s.Imports()) != 0 {
		t.Fatal("it was sent")
	}
	ctx, cancel = context.WithCancel(t.Context())
	defer cancel()
	s.Fail(orgserver.RouteImport, 1, orgserver.Fault{Delay: 200 * time.Millisecond, Apply: orgserver.ApplyFirst})
	go func() {
		for len(s.Imports()) == 0 {
			time.Sleep(time.Millisecond)
		}
		cancel()
	}()
	err := c.Import(ctx, sample())
	if kindOf(err) != "unknown outcome" || !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled while the server works: %v", err)
	}
	s.Wait()
	if len(s.Members()) != 1 {
		t.Error("the server did not go on")
	}
}

func TestNothingListens(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{}, func(c *bitwarden.Config) { c.Endpoints.API = "http://127.0.0.1:1/api" })
	err := c.Import(t.Context(), sample())
	wantError(t, err, directory.ErrUnreachable, "import at 127.0.0.1:1/api/public/organization/import: nothing was sent", "nothing listens")
	if kindOf(err) != "not sent" || !errors.Is(err, transport.ErrNotSent) {
		t.Errorf("it is %s: %v", kindOf(err), err)
	}
	if len(s.CallsTo(orgserver.RouteToken)) != 1 {
		t.Error("no log-in")
	}
	_, c = start(t, orgserver.Options{}, func(c *bitwarden.Config) { c.Endpoints.Identity = "http://127.0.0.1:1/identity" })
	if err := c.Import(t.Context(), sample()); kindOf(err) != "not sent" {
		t.Errorf("without a token it is %s: %v", kindOf(err), err)
	}
}

func TestARefusalNamesEntries(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{}, nil)
	s.Fail(orgserver.RouteImport, 1, orgserver.Fault{Status: 400, ContentType: "application/json", Body: `{"message":"model","errors":{
		"Members[1].Email":["no address"], "$.groups[0].name":["one","two"], "Members[7].Email":["who"], "":["bare"]}}`})
	err := c.Import(t.Context(), sample())
	rejected, ok := errors.AsType[*organization.RejectedError](err)
	if !ok {
		t.Fatal(err)
	}
	want := []organization.NamedEntry{{ExternalID: "g1", Text: "one"}, {ExternalID: "g1", Text: "two"}, {ExternalID: sample().Members[1].ExternalID, Text: "no address"}}
	if diff := cmp.Diff(want, rejected.Named); diff != "" {
		t.Errorf("named (-want +got):\n%s", diff)
	}
}

// vaultwarden says everything twice.
func TestARefusalSaysItOnce(t *testing.T) {
	t.Parallel()
	s, c := start(t, orgserver.Options{}, nil)
	s.Fail(orgserver.RouteImport, 1, orgserver.Fault{Status: 400, ContentType: "application/json", Body: `{"message":"No such user","validationErrors":{"":["No such user"]},
		"errorModel":{"message":"No such user","object":"error"},"object":"error"}`})
	if err := c.Import(t.Context(), sample()); err == nil || strings.Count(err.Error(), "No such user") != 1 {
		t.Errorf("error %v", err)
	}
}
