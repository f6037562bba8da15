package onelogin_test

import (
	"errors"
	"strings"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/onelogin"
	"directoryconnector/backend/internal/testbed/cloudtest"
	"directoryconnector/backend/internal/testbed/onelogintest"
	"directoryconnector/backend/internal/testbed/sourcetest"
	"directoryconnector/backend/internal/transport"
)

func TestSettingsThatCanNotBe(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(*onelogin.Config)
		want   string
	}{
		"no client id":         {func(c *onelogin.Config) { c.Settings.ClientID = " " }, "onelogin.clientId is not set"},
		"id and secret in one": {func(c *onelogin.Config) { c.Settings.ClientID = "id:sec-ret" }, "onelogin.clientId holds a colon"},
		"no secret":            {func(c *onelogin.Config) { c.Secret = config.Secret{} }, "onelogin.clientSecret is not set"},
		"a secret with a line": {func(c *onelogin.Config) { c.Secret = config.NewSecret("sec-ret\n") }, "onelogin.clientSecret holds a space, a line break"},
		"another region":       {func(c *onelogin.Config) { c.Settings.Region = "asia" }, `onelogin.region is "asia"`},
		"no region":            {func(c *onelogin.Config) { c.Settings.Region = "" }, `onelogin.region is ""`},
	} {
		c := onelogin.Config{Settings: config.OneLogin{ClientID: clientID, Region: "us"}, Secret: config.NewSecret(clientSecret)}
		test.change(&c)
		_, err := onelogin.New(c)
		if !errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error(), test.want) || directory.HintOf(err) == "" || strings.Contains(err.Error(), "sec-ret") {
			t.Errorf("%s: error %v, hint %q", name, err, directory.HintOf(err))
		}
	}
}

func TestQueriesAreChecked(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{ // part of the error; "" for a good one
		"":                                    "",
		"email=*@example.com":                 "",
		"?lastname=van Dyke&status=1":         "",
		"custom_attributes.department=R%26D":  "",
		"Engineering":                         "position 1: a parameter has a name, = and a value",
		"email=a@example.com&Engineering":     "position 21: a parameter has a name, = and a value",
		"=x":                                  "position 1: a parameter has a name",
		"email=":                              "position 1: there is no value after =",
		"email=a@example.com&":                "position 21: there is nothing between two &",
		"lastname=Ünal&limit=5":               "position 15: this parameter is set by the program itself",
		"cursor=x":                            "this parameter is set by the program itself",
		"Fields=id":                           "this parameter is set by the program itself",
		"email=100%":                          "position 1: a % stands before two hexadecimal digits",
		"email=a@example.com;status=1":        "position 1: a ; is written as %3B",
		"updated_since=2026-01-01T00:00:00Z":  "",
		"email=a@example.com&email=b@exam.pl": "",
	} {
		for setting, c := range map[string]onelogin.Config{"sync.userFilter": {Queries: transport.Queries{UserQuery: text}}, "sync.groupFilter": {Queries: transport.Queries{GroupQuery: text}}} {
			c.Settings, c.Secret = config.OneLogin{ClientID: clientID, Region: "us"}, config.NewSecret(clientSecret)
			_, err := onelogin.New(c)
			switch {
			case want == "" && err != nil:
				t.Errorf("%q: %v", text, err)
			case want == "":
			case !errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error(), setting+": query, ") || !strings.Contains(err.Error(), want) || directory.HintOf(err) == "":
				t.Errorf("%q: error %v, want %q", text, err, want)
			}
		}
	}
}

func TestErrorsInWords(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		at    string
		fault cloudtest.Fault
		want  error
		text  string
		hint  string
	}{
		"a wrong secret": {
			"token", cloudtest.Fault{Status: 401, Body: `{"status":{"error":true,"code":401,"type":"Unauthorized","message":"Authentication Failure"}}`},
			directory.ErrAuth, `OneLogin says "Authentication Failure" (Unauthorized, HTTP 401)`, "onelogin.region",
		},
		"the owner was deleted": {
			"token", cloudtest.Fault{Status: 500, Body: `{"message":"Internal Server Error","statusCode":500}`},
			directory.ErrIncomplete, "Internal Server Error", "user who created the API credential was deleted",
		},
		"no scope": {
			"/users", cloudtest.Fault{Status: 403, Body: `{"message":"Insufficient permissions","statusCode":403,"name":"ForbiddenError"}`},
			directory.ErrPermission, "Insufficient permissions", "Read Users",
		},
		"no scope, as 401": {
			"/roles", cloudtest.Fault{Status: 401, Body: `{"status":{"error":true,"code":401,"type":"Unauthorized","message":"Insufficient Permission"}}`},
			directory.ErrPermission, "Insufficient Permission", "Read Users",
		},
		"a filter": {
			"/users", cloudtest.Fault{Status: 422, Body: `{"message":"status is invalid","statusCode":422,"name":"UnprocessableEntityError"}`},
			directory.ErrConfig, "status is invalid", "sync.userFilter",
		},
		"always throttled": {
			"/users", cloudtest.Fault{Status: 429, Header: map[string][]string{"X-Ratelimit-Reset": {"3000"}}, Body: `{"message":"Too Many Requests","statusCode":429,"name":"TooManyRequestsError"}`},
			directory.ErrIncomplete, "Too Many Requests", "5,000 calls an hour",
		},
		"trouble": {"/users", cloudtest.Fault{Status: 503, Body: "<html>hunter2</html>"}, directory.ErrIncomplete, "HTTP 503", "onelogin.com/status"},
		"a proxy": {"/users", cloudtest.Fault{Status: 407, Body: "<html>hunter2</html>"}, directory.ErrUnreachable, "HTTP 407", "network.proxyUsername"},
		"half a letter": {"/users", cloudtest.Fault{Status: 200, Body: `[{"id":7,"username":"Ann \ud83d"}]`}, directory.ErrIncomplete,
			`is half of a character, near the id "7"`, "look near the id"},
		"another server": {"/users", cloudtest.Fault{Status: 200, Body: "<html>hunter2</html>"}, directory.ErrIncomplete, "not a list as the OneLogin API gives it", "network.caFile"},
		"a redirect": {
			"token", cloudtest.Fault{Status: 302, Header: map[string][]string{"Location": {"https://sso.example.com/?next=hunter2"}}},
			directory.ErrConfig, "a redirect to https://sso.example.com", "proxy",
		},
		"blocked": {"token", cloudtest.Fault{Status: 403, Body: "<html>hunter2</html>"}, directory.ErrUnreachable, "HTTP 403, not an answer", "firewall"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAccount(t, 2, 1, onelogintest.Options{})
			test.fault.Match = to(test.at)
			a.Fail(1000, test.fault)
			_, err := open(t, a.Server, func(c *onelogin.Config) { c.Transport.Retry.Tries = 2 }).Fetch(t.Context(), nil)
			sourcetest.WantError(t, err, test.want, test.text, test.hint, "hunter2")
		})
	}
}

func TestLogInAnswers(t *testing.T) {
	t.Parallel()
	sourcetest.LogIns(t, []sourcetest.LogInAnswer{
		{Status: 401, Body: `{"status":{"error":true,"code":401,"type":"Unauthorized","message":"Authentication Failure"}}`, Want: directory.ErrAuth, Text: "Authentication Failure", Hint: "onelogin.region"},
		{Status: 401, Body: `{"statusCode":401,"name":"UnauthorizedError","message":"Authentication Failure"}`, Want: directory.ErrAuth, Text: "UnauthorizedError", Hint: "onelogin.region"},
		{Status: 401, Body: `{"error":"invalid_client"}`, Want: directory.ErrAuth, Text: "invalid_client", Hint: "onelogin.region"},
		{Status: 400, Body: `{"error":"invalid_grant"}`, Want: directory.ErrAuth, Text: "invalid_grant", Hint: "onelogin.region"},
		{Status: 400, Body: `{"status":{"error":true,"code":400,"type":"bad request","message":"grant_type is incorrect/missing"}}`, Want: directory.ErrIncomplete, Text: "grant_type", Hint: "nothing about the key"},
		{Status: 500, Body: `{"message":"Internal Server Error","statusCode":500}`, Want: directory.ErrIncomplete, Text: "Internal Server Error", Hint: "user who created the API credential was deleted"},
	}, func(t *testing.T, status int, body string) error {
		a := newAccount(t, 1, 0, onelogintest.Options{})
		a.Fail(1000, cloudtest.Fault{Status: status, Body: body, Match: to("token")})
		_, err := open(t, a.Server, func(c *onelogin.Config) { c.Transport.Retry.Tries = 2 }).Fetch(t.Context(), nil)
		return err
	})
}

func TestCheckSteps(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		prepare func(*account)
		change  func(*onelogin.Config)
		want    []string // name status: part of the detail
		wantErr error
	}{
		"all is well": {nil, nil, []string{
			"address ok: api.us.onelogin.com answers", "token ok: accepted", "users ok: 3 users found, with an email: 3, suspended: 1",
			"groups ok: 2 roles found", `members ok: 3 users found in role "Role 0000"`,
		}, nil},
		"without groups": {nil, func(c *onelogin.Config) { c.SyncGroups = false }, []string{"address ok: ", "token ok: ", "users ok: "}, nil},
		"another server": {func(a *account) { a.Fail(9, cloudtest.Fault{Status: 404, Body: "x"}) }, nil, []string{"address failed: not an answer of the OneLogin API"}, directory.ErrConfig},
		"a wrong secret": {nil, func(c *onelogin.Config) { c.Secret = config.NewSecret("other") }, []string{"address ok: ", "token failed: Authentication Failure"}, directory.ErrAuth},
		"no scope": {func(a *account) { a.AddCredential(clientID, clientSecret, onelogintest.ScopeAuthentication) }, nil,
			[]string{"address ok: ", "token ok: ", "users failed: permission denied"}, directory.ErrPermission},
		"no right for roles": {func(a *account) {
			a.Fail(9, cloudtest.Fault{Status: 403, Body: `{"message":"Insufficient permissions","name":"ForbiddenError"}`, Match: to("/roles")})
		}, nil, []string{"address ok: ", "token ok: ", "users ok: ", "groups failed: permission denied"}, directory.ErrPermission},
		"nobody is found": {nil, func(c *onelogin.Config) { c.UserQuery, c.GroupQuery = "email=x", "name=y" },
			[]string{"address ok: ", "token ok: ", "users warning: no user found with the query email=x", "groups warning: no role found with the query name=y"}, nil},
		"no role is chosen": {nil, func(c *onelogin.Config) { c.GroupNames = sourcetest.NotPrefix("Role") },
			[]string{"address ok: ", "token ok: ", "users ok: ", "groups warning: chooses none"}, nil},
		"one role is chosen": {nil, func(c *onelogin.Config) { c.GroupNames = sourcetest.NotPrefix("Role 0000") },
			[]string{"address ok: ", "token ok: ", "users ok: ", "groups ok: chooses 1 of the first 2", "members ok: "}, nil},
		"empty roles": {func(a *account) { a.SetUsers(a.roles[0]); a.SetUsers(a.roles[1]) }, nil,
			[]string{"address ok: ", "token ok: ", "users ok: ", "groups ok: ", "members warning: no user found in the first 2 roles"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAccount(t, 3, 2, onelogintest.Options{})
			a.ChangeUser(a.users[0], func(u *onelogintest.User) { u.Status = onelogintest.Suspended })
			if test.prepare != nil {
				test.prepare(a)
			}
			sourcetest.CheckSteps(t, open(t, a.Server, test.change), test.want, test.wantErr)
		})
	}
}

// OneLogin may ignore what it does not know: then a spelling mistake finds
// everybody.
func TestACheckNamesParametersThatNobodyDocuments(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 3, 1, onelogintest.Options{})
	a.Fail(9, cloudtest.Fault{Status: 200, Body: `[{"id":1,"email":"a@example.test","status":1}]`, Match: to("/users")})
	var steps []directory.Step
	source := open(t, a.Server, func(c *onelogin.Config) { c.UserQuery = "emial=a@example.test" })
	if err := source.Check(t.Context(), func(s directory.Step) { steps = append(steps, s) }); err != nil {
		t.Fatal(err)
	}
	if s := steps[2]; s.Status != directory.StepWarning || !strings.Contains(s.Detail, "emial") || s.Hint == "" {
		t.Errorf("step %+v", s)
	}
}
