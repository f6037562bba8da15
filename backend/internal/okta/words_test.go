package okta_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/okta"
	"directoryconnector/backend/internal/testbed/oktatest"
	"directoryconnector/backend/internal/testbed/sourcetest"
	"directoryconnector/backend/internal/transport"
)

func TestAddresses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{ // part of the hint; "" for a good one
		"https://example.okta.com":                    "",
		"https://example.okta.com/":                   "",
		"example.okta.com":                            "",
		"https://login.example.com":                   "",
		"https://example.oktapreview.com:443":         "",
		"https://it-admin.example.com":                "",
		"":                                            "https://example.okta.com",
		"https://":                                    "https://example.okta.com",
		"http://example.okta.com":                     "https://example.okta.com.",
		"https://example-admin.okta.com":              "https://example.okta.com (without -admin)",
		"https://Example-Admin.oktapreview.com/admin": "https://Example.oktapreview.com (without -admin)",
		"https://example-admin.okta-emea.com":         "https://example.okta-emea.com",
		"https://example.okta.com/api/v1":             "without a path",
		"https://example.okta.com/oauth2/default":     "without a path",
		"https://example.okta.com?x=1":                "https://example.okta.com.",
		"https://user:hunter2@example.okta.com":       "okta.token",
		"https://example.okta.com:port":               "https://example.okta.com",
		"ldap://example.okta.com":                     "https://example.okta.com.",
		"https://example.okta.com/#/app":              "https://example.okta.com.",
		"https://example.okta.com#x":                  "https://example.okta.com.",
	} {
		_, err := okta.New(okta.Config{Settings: config.Okta{OrgURL: text}, Token: config.NewSecret(goodToken)})
		switch {
		case want == "" && err != nil:
			t.Errorf("%q: %v", text, err)
		case want == "":
		case !errors.Is(err, directory.ErrConfig) || !strings.Contains(directory.HintOf(err), want):
			t.Errorf("%q: error %v, hint %q, want %q in it", text, err, directory.HintOf(err), want)
		case strings.Contains(err.Error()+directory.HintOf(err), "hunter2"):
			t.Errorf("%q: a password is shown: %v", text, err)
		}
	}
}

func TestQueriesAreCheckedForTheirShape(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{ // part of the error; "" for a good one
		``:                            "",
		`profile.firstName eq "John"`: "",
		`type eq "OKTA_GROUP" and (lastUpdated lt "2015-11-11T00:00:00.000Z" or id eq "x")`: "",
		`profile.lastName eq "O'Hara (\"Bob\") = & |"`:                                      "",
		`profile.firstName eq "John`:                                                        "position 22: the text that begins here does not end",
		`(status eq "ACTIVE"`:                                                               "position 1: the parenthesis that opens here is not closed",
		`status eq "ACTIVE")`:                                                               "position 19: this parenthesis was not opened",
		`status eq “ACTIVE”`:                                                                "position 11: this is a typographic quotation mark",
		`status eq 'ACTIVE'`:                                                                `position 11: texts stand between " and "`,
		`filter=status eq "ACTIVE"`:                                                         "position 7: an expression has words",
		`status eq "ACTIVE" | id eq "x"`:                                                    "position 20: there is a second bar",
	} {
		for setting, c := range map[string]okta.Config{"sync.userFilter": {Queries: transport.Queries{UserQuery: text}}, "sync.groupFilter": {Queries: transport.Queries{GroupQuery: text}}} {
			c.Settings.OrgURL, c.Token = "https://example.okta.com", config.NewSecret(goodToken)
			_, err := okta.New(c)
			switch {
			case want == "" && err != nil:
				t.Errorf("%s: %v", text, err)
			case want == "":
			case !errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error(), setting+": query, "+want) || directory.HintOf(err) == "":
				t.Errorf("%s: error %v, want %q", text, err, want)
			}
		}
	}
}

func TestTokensThatCanNotBe(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "SSWS 00abcdefgh", "00abc defgh", "00abcdefgh\n", "00abc…"} {
		_, err := okta.New(okta.Config{Settings: config.Okta{OrgURL: "https://example.okta.com"}, Token: config.NewSecret(text)})
		if !errors.Is(err, directory.ErrConfig) || directory.HintOf(err) == "" || strings.Contains(err.Error(), "00abc") {
			t.Errorf("%q: error %v", text, err)
		}
	}
}

func TestErrorsInWords(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault oktatest.Fault
		want  error
		text  string
		hint  string
	}{
		"a wrong token":            {oktatest.Fault{Status: 401, Code: "E0000011"}, directory.ErrAuth, `Okta says "Invalid token provided" (E0000011, HTTP 401, error id oae`, "30 days"},
		"an inactive account":      {oktatest.Fault{Status: 401, Code: "E0000004"}, directory.ErrAuth, "Authentication failed", "not active"},
		"no rights":                {oktatest.Fault{Status: 403, Code: "E0000006"}, directory.ErrPermission, "You do not have permission", "Read-only Administrator"},
		"a filter":                 {oktatest.Fault{Status: 400, Code: "E0000031"}, directory.ErrConfig, "Invalid search criteria", "profile.login"},
		"always throttled":         {oktatest.Fault{Status: 429, Code: "E0000047", Header: http.Header{"X-Rate-Limit-Reset": {"4000000000"}}}, directory.ErrIncomplete, "too many requests", "Rate Limits"},
		"trouble":                  {oktatest.Fault{Status: 500, Code: "E0000009"}, directory.ErrIncomplete, "Internal Server Error", "status.okta.com"},
		"not an Okta organization": {oktatest.Fault{Status: 404, Body: "<html>nothing here</html>"}, directory.ErrConfig, "HTTP 404, not an answer of the Okta API", "okta.orgUrl"},
		"another server":           {oktatest.Fault{Status: 200, Body: "<html>Welcome</html>"}, directory.ErrIncomplete, "not a list as the Okta API gives it", "okta.orgUrl"},
		"half a letter": {oktatest.Fault{Status: 200, Body: `[{"id":"00u7","profile":{"email":"a@x","firstName":"Ann \ud83d"}}]`}, directory.ErrIncomplete,
			`\ud83d at byte 57 is half of a character, near the id "00u7"`, "look near the id"},
		"a redirect": {
			oktatest.Fault{Status: 302, Body: "moved", Header: http.Header{"Location": {"https://sso.example.com/login?next=hunter2"}}},
			directory.ErrConfig, "a redirect to https://sso.example.com", "leads to https://sso.example.com.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCompany(t, 2, 1, oktatest.Options{})
			c.Fail(1000, test.fault)
			source := open(t, c.Server, func(o *okta.Config) { o.Transport.Retry.Tries = 2 })
			_, err := source.Fetch(t.Context(), nil)
			sourcetest.WantError(t, err, test.want, test.text, test.hint, "hunter2", "<html>")
		})
	}
}

func TestNobodyThere(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 1, 0, oktatest.Options{})
	sourcetest.Unreachable(t, func(change func(*transport.Options)) directory.Source {
		return open(t, c.Server, func(o *okta.Config) { change(&o.Transport) })
	})
}

func TestCheckSteps(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		prepare func(*company)
		change  func(*okta.Config)
		want    []string // name status: part of the detail
		wantErr error
	}{
		"all is well": {nil, nil, []string{
			"address ok: example.okta.com is an Okta organization", "token ok: accepted",
			"users ok: 3 users found, with an email: 3, suspended: 1", "groups ok: 2 groups found", `members ok: 3 members found in group "Group 0000"`,
			"log ok: the System Log can be read",
		}, nil},
		"no right for the log": {func(c *company) { c.AddToken(goodToken, oktatest.WithoutLog()) }, nil, []string{
			"address ok: ", "token ok: ", "users ok: ", "groups ok: ", "members ok: ",
			"log warning: the token may not read the System Log, so that users and groups that were deleted for good are looked for once an hour, not with every sync",
		}, nil},
		"trouble with the log": {func(c *company) { c.Fail(99, oktatest.Fault{Status: 500, Code: "E0000009", Match: to("/api/v1/logs")}) }, nil, []string{
			"address ok: ", "token ok: ", "users ok: ", "groups ok: ", "members ok: ", "log warning: the System Log can't be read now",
		}, nil},
		"without groups": {nil, func(c *okta.Config) { c.SyncGroups = false }, []string{"address ok: ", "token ok: ", "users ok: ", "log ok: "}, nil},
		"another server": {func(c *company) { c.Fail(9, oktatest.Fault{Status: 404, Body: "x"}) }, nil,
			[]string{"address failed: not an answer of the Okta API"}, directory.ErrConfig},
		"a wrong token": {nil, func(c *okta.Config) { c.Token = config.NewSecret("other") },
			[]string{"address ok: ", "token failed: Invalid token"}, directory.ErrAuth},
		"no right for users": {func(c *company) { c.AddToken(goodToken, oktatest.Rights{Groups: true}) }, nil,
			[]string{"address ok: ", "token ok: ", "users failed: permission"}, directory.ErrPermission},
		"no right for groups": {func(c *company) { c.AddToken(goodToken, oktatest.Rights{Users: true}) }, nil,
			[]string{"address ok: ", "token ok: ", "users ok: ", "groups failed: permission"}, directory.ErrPermission},
		"members can't be read": {func(c *company) { c.Fail(9, oktatest.Fault{Status: 403, Code: "E0000006", Match: members}) }, nil,
			[]string{"address ok: ", "token ok: ", "users ok: ", "groups ok: ", "members failed: permission"}, directory.ErrPermission},
		"a query that Okta refuses": {nil, func(c *okta.Config) { c.UserQuery = `profile.department eq "IT"` },
			[]string{"address ok: ", "token ok: ", "users failed: Invalid search criteria"}, directory.ErrConfig},
		"nobody is found": {nil, func(c *okta.Config) { c.UserQuery = `id eq "x"`; c.GroupQuery = `id eq "y"` },
			[]string{"address ok: ", "token ok: ", `users warning: no user found with the query id eq "x"`, `groups warning: no group found with the query id eq "y"`, "log ok: "}, nil},
		"no group is chosen": {nil, func(c *okta.Config) { c.GroupNames = sourcetest.NotPrefix("Group") },
			[]string{"address ok: ", "token ok: ", "users ok: ", "groups warning: chooses none", "log ok: "}, nil},
		"one group is chosen": {nil, func(c *okta.Config) { c.GroupNames = sourcetest.NotPrefix("Group 0000") },
			[]string{"address ok: ", "token ok: ", "users ok: ", "groups ok: chooses 1 of them", "members ok: ", "log ok: "}, nil},
		"empty groups": {func(c *company) { c.SetMembers(c.group[0]); c.SetMembers(c.group[1]) }, nil,
			[]string{"address ok: ", "token ok: ", "users ok: ", "groups ok: ", "members warning: no member found in the first 2 groups", "log ok: "}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCompany(t, 3, 2, oktatest.Options{})
			c.SetStatus(c.users[0], oktatest.Suspended)
			if test.prepare != nil {
				test.prepare(c)
			}
			sourcetest.CheckSteps(t, open(t, c.Server, test.change), test.want, test.wantErr)
		})
	}
}
