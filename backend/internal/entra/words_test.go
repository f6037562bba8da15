package entra_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/entra"
	"directoryconnector/backend/internal/testbed/graphtest"
	"directoryconnector/backend/internal/testbed/sourcetest"
	"directoryconnector/backend/internal/transport"
)

func TestSettingsThatCanNotBe(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(*entra.Config)
		want   string // in the error and the hint
	}{
		"a cloud":            {func(c *entra.Config) { c.Settings.IdentityAuthority = "login.example.com" }, "login.chinacloudapi.cn"},
		"no tenant":          {func(c *entra.Config) { c.Settings.Tenant = " " }, "entra.tenant is not set"},
		"an address":         {func(c *entra.Config) { c.Settings.Tenant = "https://contoso.com" }, "neither an address nor an email"},
		"an email":           {func(c *entra.Config) { c.Settings.Tenant = "admin@contoso.com" }, "neither an address nor an email"},
		"the app's name":     {func(c *entra.Config) { c.Settings.ApplicationID = "Directory Connector" }, "Application (client) ID"},
		"no key":             {func(c *entra.Config) { c.Key = config.Secret{} }, "entra.key is not set"},
		"the key's id":       {func(c *entra.Config) { c.Key = config.NewSecret(appID) }, "not to its Secret ID"},
		"a group's name":     {func(c *entra.Config) { c.IncludeGroups = []string{"Staff"} }, `names the group "Staff"`},
		"an excluded name":   {func(c *entra.Config) { c.ExcludeGroups = []string{"Staff"} }, "Object ID"},
		"the name of a unit": {func(c *entra.Config) { c.IncludeUnits = []string{"Berlin"} }, `administrative unit "Berlin"`},
	} {
		c := entra.Config{Settings: config.Entra{IdentityAuthority: "login.microsoftonline.com", Tenant: graphtest.Tenant, ApplicationID: appID}, Key: config.NewSecret(secret)}
		test.change(&c)
		_, err := entra.New(c)
		if !errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error()+directory.HintOf(err), test.want) || strings.Contains(err.Error(), c.Key.Reveal()) && c.Key.Reveal() != "" {
			t.Errorf("%s: %v, hint %q", name, err, directory.HintOf(err))
		}
	}
}

// loginFault answers log-ins with an error as Microsoft words it.
func loginFault(status int, code, description string) graphtest.Fault {
	body := `{"error":"` + code + `","error_description":"` + description + `\r\nTrace ID: 1\r\nTimestamp: 2","error_codes":[1]}`
	return graphtest.Fault{Status: status, Body: body, Match: logIn}
}

func TestLogInErrorsInWords(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		prepare func(*company, *entra.Config)
		want    error
		text    string
		hint    string
	}{
		"a wrong tenant": {func(_ *company, e *entra.Config) { e.Settings.Tenant = "contosso.onmicrosoft.com" }, directory.ErrAuth,
			`there is no such tenant in this cloud: Microsoft says "AADSTS90002: Tenant 'contosso.onmicrosoft.com' not found`, "entra.tenant"},
		"a wrong app": {func(_ *company, e *entra.Config) { e.Settings.ApplicationID = otherApp }, directory.ErrAuth,
			"the tenant has no such app registration: Microsoft says \"AADSTS700016", "entra.applicationId"},
		"a wrong secret": {func(_ *company, e *entra.Config) { e.Key = config.NewSecret("wrong~secret") }, directory.ErrAuth,
			"the client secret is wrong: Microsoft says \"AADSTS7000215", "not to its Secret ID"},
		"an expired secret": {func(c *company, _ *entra.Config) { c.ExpireSecret(appID) }, directory.ErrAuth,
			"the client secret has expired: Microsoft says \"AADSTS7000222", "Create a new client secret"},
		"a disabled app": {func(c *company, _ *entra.Config) {
			c.Fail(99, loginFault(400, "unauthorized_client", "AADSTS7000112: Application is disabled."))
		}, directory.ErrAuth, "disabled", "Enterprise applications"},
		"no consent": {func(c *company, _ *entra.Config) {
			c.Fail(99, loginFault(400, "invalid_grant", "AADSTS65001: The user or administrator has not consented."))
		}, directory.ErrPermission, "nobody has consented", "Grant admin consent"},
		"conditional access": {func(c *company, _ *entra.Config) {
			c.Fail(99, loginFault(400, "access_denied", "AADSTS53003: Access has been blocked by Conditional Access policies."))
		}, directory.ErrAuth, "Conditional Access policy refuses", "workload identities"},
		"something else": {func(c *company, _ *entra.Config) {
			c.Fail(99, loginFault(400, "invalid_request", "AADSTS999999: A new idea."))
		}, directory.ErrIncomplete, `"AADSTS999999: A new idea" (invalid_request, HTTP 400)`, "entra.applicationId"},
		"in trouble": {func(c *company, _ *entra.Config) {
			c.Fail(99, loginFault(503, "temporarily_unavailable", "AADSTS90033: A transient error has occurred."))
		}, directory.ErrIncomplete, "AADSTS90033", "Service health"},
		"another server": {func(c *company, _ *entra.Config) {
			c.Fail(99, graphtest.Fault{Status: 403, Body: "<html>blocked, secret page</html>", Match: logIn})
		}, directory.ErrUnreachable, "HTTP 403, not an answer of Microsoft's authority", "network.proxy"},
		"half a token": {func(c *company, _ *entra.Config) {
			c.Fail(99, graphtest.Fault{Status: 200, Body: `{"token_type":"Bearer","access_token":"eyJ0secret`, Match: logIn})
		}, directory.ErrIncomplete, "the answer holds no token", "network.proxy"},
		"no tenant, no JSON": {func(c *company, _ *entra.Config) {
			c.Fail(99, graphtest.Fault{Status: 200, Body: "<html>secret page</html>"})
		},
			directory.ErrIncomplete, "the answer holds no token", "network.proxy"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCompany(t, 2, 1, graphtest.Options{})
			source := open(t, c.Server, func(e *entra.Config) { e.Transport.Retry.Tries = 2; test.prepare(c, e) })
			_, err := source.Fetch(t.Context(), nil)
			sourcetest.WantError(t, err, test.want, test.text, test.hint, secret, "wrong~secret", "eyJ0", "<html>", "Trace ID", "\n", "secret page")
		})
	}
}

func TestLogInAnswers(t *testing.T) {
	t.Parallel()
	sourcetest.LogIns(t, []sourcetest.LogInAnswer{
		{Status: 401, Body: `{"error":"invalid_client"}`, Want: directory.ErrAuth, Text: "invalid_client", Hint: "entra.key"},
		{Status: 400, Body: `{"error":"unauthorized_client","error_description":"AADSTS1: No."}`, Want: directory.ErrAuth, Text: "AADSTS1", Hint: "entra.applicationId"},
		{Status: 400, Body: `{"error":"invalid_grant"}`, Want: directory.ErrAuth, Text: "invalid_grant", Hint: "entra.key"},
		{Status: 400, Body: `{"error":"invalid_request","error_description":"AADSTS90011: Ambiguous."}`, Want: directory.ErrIncomplete, Text: "AADSTS90011", Hint: "tries again"},
		{Status: 400, Body: `{"error":"temporarily_unavailable","error_description":"AADSTS90033: A transient error."}`, Want: directory.ErrIncomplete, Text: "AADSTS90033", Hint: "Service health"},
	}, func(t *testing.T, status int, body string) error {
		c := newCompany(t, 1, 0, graphtest.Options{})
		c.Fail(1000, graphtest.Fault{Status: status, Body: body, Match: logIn})
		_, err := open(t, c.Server, func(e *entra.Config) { e.Transport.Retry.Tries = 2 }).Fetch(t.Context(), nil)
		return err
	})
}

// A token may be revoked before its end: another one is asked for, once.
func TestATokenThatIsRevokedIsReplacedOnce(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 5, 3, graphtest.Options{NoDelta: true})
	source := open(t, c.Server, nil)
	for range 2 {
		c.isTruth(t, sourcetest.Fetch(t, source, nil))
		c.RevokeTokens()
	}
	if n := c.Requests()["/oauth2/v2.0/token"]; n != 2 {
		t.Errorf("%d tokens were asked for", n)
	}
}

func TestErrorsOfGraphInWords(t *testing.T) {
	t.Parallel()
	graph := func(r *http.Request) bool { return r.Host == graphtest.Global.Graph }
	for name, test := range map[string]struct {
		fault graphtest.Fault
		want  error
		text  string
		hint  string
	}{
		"the token is refused": {graphtest.Fault{Status: 401, Code: "InvalidAuthenticationToken"}, directory.ErrAuth, "InvalidAuthenticationToken, HTTP 401, request id 9d0c", "entra.identityAuthority"},
		"not entitled":         {graphtest.Fault{Status: 403, Code: "Authorization_RequestDenied"}, directory.ErrPermission, ".Read.All is missing", "Grant admin consent"},
		"always throttled":     {graphtest.Fault{Status: 429, Code: "TooManyRequests", Header: http.Header{"Retry-After": {"4000"}}}, directory.ErrIncomplete, "TooManyRequests", "limit is used up"},
		"in trouble":           {graphtest.Fault{Status: 500, Code: "InternalServerError"}, directory.ErrIncomplete, "InternalServerError", "Service health"},
		"half a letter":        {graphtest.Fault{Status: 200, Body: `{"value":[{"id":"7","mail":"\ud800@x"}]}`}, directory.ErrIncomplete, `is half of a character, near the id "7"`, "look near the id"},
		"another server":       {graphtest.Fault{Status: 200, Body: "<html>Welcome</html>"}, directory.ErrIncomplete, "not a list as Microsoft Graph gives it", "network.proxy"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCompany(t, 2, 1, graphtest.Options{})
			test.fault.Match = graph
			c.Fail(1000, test.fault)
			_, err := open(t, c.Server, func(o *entra.Config) { o.Transport.Retry.Tries = 2 }).Fetch(t.Context(), nil)
			sourcetest.WantError(t, err, test.want, test.text, test.hint, "<html>")
		})
	}
}

func TestNobodyThere(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 1, 0, graphtest.Options{})
	sourcetest.Unreachable(t, func(change func(*transport.Options)) directory.Source {
		return open(t, c.Server, func(o *entra.Config) { change(&o.Transport) })
	}, secret)
}

// with is a Source of an app with these permissions only.
func (c *company) with(t testing.TB, permissions ...string) *entra.Source {
	c.AddApp(otherApp, secret, permissions...)
	return open(t, c.Server, func(e *entra.Config) { e.Settings.ApplicationID = otherApp })
}

func TestAMissingPermissionIsNamed(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		o           graphtest.Options
		permissions []string
		blank       bool
		want        string
	}{
		"nothing":                 {graphtest.Options{}, nil, false, ".Read.All"},
		"no users":                {graphtest.Options{}, []string{"Group.Read.All"}, false, "User.Read.All"},
		"only a little of users":  {graphtest.Options{}, []string{"User.ReadBasic.All", "Group.Read.All"}, false, "User.Read.All"},
		"no groups":               {graphtest.Options{}, []string{"User.Read.All"}, false, "Group.Read.All"},
		"no users, lists":         {graphtest.Options{NoDelta: true}, []string{"Group.Read.All"}, false, "User.Read.All"},
		"nothing but ids":         {graphtest.Options{}, graphtest.AllPermissions(), true, "User.Read.All"},
		"nothing but ids, listed": {graphtest.Options{NoDelta: true}, graphtest.AllPermissions(), true, "User.Read.All"},
	} {
		c := newCompany(t, 3, 1, test.o)
		c.BlankRows(test.blank)
		_, err := c.with(t, test.permissions...).Fetch(t.Context(), nil)
		if !errors.Is(err, directory.ErrPermission) || !strings.Contains(err.Error(), test.want) || !strings.Contains(directory.HintOf(err), test.want) {
			t.Errorf("%s: %v, hint %q", name, err, directory.HintOf(err))
		}
	}
	x := newTeam(t, graphtest.Options{})
	unit := x.AddUnit(x.staff)
	x.AddApp(otherApp, secret, "User.Read.All", "Group.Read.All")
	_, err := open(t, x.Server, func(e *entra.Config) { e.Settings.ApplicationID, e.IncludeUnits = otherApp, []string{unit} }).Fetch(t.Context(), nil)
	if !errors.Is(err, directory.ErrPermission) || !strings.Contains(directory.HintOf(err), "AdministrativeUnit.Read.All") {
		t.Errorf("units: %v, hint %q", err, directory.HintOf(err))
	}
}

func TestDeletedUsersThatCanNotBeReadAreAWarning(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 1, graphtest.Options{})
	c.Fail(1, graphtest.Fault{Status: 403, Code: "Authorization_RequestDenied", Match: to("/v1.0/directory/deletedItems/microsoft.graph.user")})
	s := c.fetch(t, nil, nil)
	if len(s.Warnings) != 1 || s.Warnings[0].Code != directory.WarnDeletedUnreadable {
		t.Errorf("warnings %v", s.Warnings)
	}
}

func TestTheEmailOfAUser(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ mail, upn, want string }{
		{"ada@example.com", "ada@contoso.com", "ada@example.com"},
		{"", "ada@contoso.com", "ada@contoso.com"},
		{"ada@contoso.onmicrosoft.com", "ada@contoso.com", "ada@contoso.com"},
		{"ada@contoso.onmicrosoft.com", "ada@contoso.onmicrosoft.com", "ada@contoso.onmicrosoft.com"},
		{"ADA@Contoso.OnMicrosoft.com", "ada@contoso.com", "ada@contoso.com"},
		{"ada@notonmicrosoft.com", "ada@contoso.com", "ada@notonmicrosoft.com"},
		{"ada@contoso.partner.onmschina.cn", "ada@contoso.cn", "ada@contoso.cn"},
		{"ada@example.com", "ada_example.com#EXT#@contoso.onmicrosoft.com", "ada@example.com"},
		{"", "ada_example.com#EXT#@contoso.onmicrosoft.com", ""},
		{" ada@example.com ", "x@contoso.com", "ada@example.com"},
	} {
		c := newCompany(t, 0, 0, graphtest.Options{})
		c.AddUser(graphtest.User{Mail: test.mail, UPN: test.upn})
		s := c.fetch(t, nil, nil)
		got := ""
		if len(s.Users) > 0 {
			got = s.Users[0].Email
		}
		if got != test.want {
			t.Errorf("mail %q, name %q: got %q, want %q", test.mail, test.upn, got, test.want)
		}
	}
}

func TestCheckSteps(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		prepare func(*company)
		change  func(*company, *entra.Config)
		want    []string // name status: part of the detail
		wantErr error
	}{
		"all is well": {nil, nil, []string{
			"token ok: accepts the app registration; its permissions: AdministrativeUnit.Read.All, Group.Read.All, Member.Read.Hidden, User.Read.All",
			"users ok: 4 users found, with an email: 3, disabled: 1, left out for a # in the address (guests): 1", "groups ok: 2 groups found", `members ok: 3 members found in group "Group 000`,
		}, nil},
		"a wrong secret": {nil, func(_ *company, e *entra.Config) { e.Key = config.NewSecret("no") }, []string{"token failed: the client secret is wrong"}, directory.ErrAuth},
		"no permission": {func(c *company) { c.AddApp(appID, secret) }, nil, []string{
			"token warning: has no permission", "users failed: User.Read.All is missing"}, directory.ErrPermission},
		"only a little of users": {func(c *company) { c.AddApp(appID, secret, "User.ReadBasic.All") }, nil, []string{
			"token ok: User.ReadBasic.All", "users failed: User.Read.All is missing"}, directory.ErrPermission},
		"no right for groups": {func(c *company) { c.AddApp(appID, secret, "User.Read.All") }, nil, []string{
			"token ok: ", "users ok: ", "groups failed: Group.Read.All is missing"}, directory.ErrPermission},
		"without groups": {nil, func(_ *company, e *entra.Config) { e.SyncGroups = false }, []string{"token ok: ", "users ok: "}, nil},
		"hidden members": {func(c *company) {
			c.AddApp(appID, secret, "User.Read.All", "Group.Read.All")
			c.AddGroup(graphtest.Group{Name: "Board", Hidden: true})
		}, nil, []string{"token ok: ", "users ok: ", "groups warning: 3 groups found, 1 of which hide their members", "members ok: "}, nil},
		"filters": {nil, func(c *company, e *entra.Config) {
			e.IncludeGroups, e.IncludeUnits = c.groups[:1], []string{c.AddUnit(c.groups[0])}
		}, []string{"token ok: ", "users ok: ", "groups ok: ", "members ok: ", "user filter ok: 1 group found", "administrative units ok: 1 object found"}, nil},
		"a filter that is wrong": {nil, func(_ *company, e *entra.Config) { e.IncludeGroups = []string{appID} },
			[]string{"token ok: ", "users ok: ", "groups ok: ", "members ok: ", "user filter failed: there is no group " + appID}, directory.ErrConfig},
		"a unit that is wrong": {nil, func(_ *company, e *entra.Config) { e.IncludeUnits = []string{appID} },
			[]string{"token ok: ", "users ok: ", "groups ok: ", "members ok: ", "administrative units failed: there is no administrative unit"}, directory.ErrConfig},
		"empty groups": {func(c *company) { c.SetMembers(c.groups[0]); c.SetMembers(c.groups[1]) }, nil,
			[]string{"token ok: ", "users ok: ", "groups ok: ", "members warning: no member found in the first 2 groups"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCompany(t, 3, 2, graphtest.Options{})
			c.ChangeUser(c.users[0], func(u *graphtest.User) { u.Disabled = true })
			c.AddUser(graphtest.User{UPN: "x#EXT#@contoso.onmicrosoft.com"})
			if test.prepare != nil {
				test.prepare(c)
			}
			sourcetest.CheckSteps(t, open(t, c.Server, func(e *entra.Config) {
				if test.change != nil {
					test.change(c, e)
				}
			}), test.want, test.wantErr)
		})
	}
}
