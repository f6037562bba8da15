package entra_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/entra"
	"directoryconnector/backend/internal/testbed/graphtest"
)

// second matches second pages.
func second(path string) func(*http.Request) bool {
	return func(r *http.Request) bool {
		return strings.HasPrefix(r.URL.Path, "/v1.0"+path) && r.URL.Query().Has("$skiptoken")
	}
}

// in reads as if it were later by that.
func in(d time.Duration) func(*entra.Config) {
	return func(c *entra.Config) { c.Now = func() time.Time { return time.Now().Add(d) } }
}

func TestAPageThatFailsForGoodFailsTheRead(t *testing.T) {
	t.Parallel()
	plain := graphtest.Options{NoDelta: true, PageCap: 2}
	delta := graphtest.Options{DeltaPage: 2, PageCap: 2}
	for name, test := range map[string]struct {
		o graphtest.Options
		f graphtest.Fault
	}{
		"lists of users, 500":          {delta, graphtest.Fault{Status: 500, Code: "InternalServerError", Match: second("/users")}},
		"lists of groups, cut":         {delta, graphtest.Fault{Half: true, Match: second("/groups")}},
		"members beside delta":         {delta, graphtest.Fault{Status: 500, Code: "InternalServerError", Match: second("/groups/b")}},
		"users, 500":                   {delta, graphtest.Fault{Status: 500, Code: "InternalServerError", Match: second("/users/delta")}},
		"users, cut":                   {delta, graphtest.Fault{Half: true, Match: second("/users/delta")}},
		"groups, 503":                  {delta, graphtest.Fault{Status: 503, Code: "serviceNotAvailable", Match: second("/groups/delta")}},
		"groups, a right was lost":     {delta, graphtest.Fault{Status: 403, Code: "Authorization_RequestDenied", Match: second("/groups/delta")}},
		"users, an HTML page":          {delta, graphtest.Fault{Status: 200, Body: "<html>log in</html>", Match: second("/users/delta")}},
		"users, no list":               {delta, graphtest.Fault{Status: 200, Body: `{"users":[]}`, Match: second("/users/delta")}},
		"groups, without an id":        {delta, graphtest.Fault{Status: 200, Body: `{"value":[{"displayName":"x"}]}`, Match: second("/groups/delta")}},
		"plain users, 504":             {plain, graphtest.Fault{Status: 504, Code: "UnknownError", Match: second("/users")}},
		"plain groups, 502 of a proxy": {plain, graphtest.Fault{Status: 502, Body: "<html>", Match: second("/groups")}},
		"members, second page":         {plain, graphtest.Fault{Status: 500, Code: "InternalServerError", Match: second("/groups/b")}},
		"a batch":                      {plain, graphtest.Fault{Status: 500, Code: "InternalServerError", Match: to("/v1.0/$batch")}},
		"a batch that is none":         {plain, graphtest.Fault{Status: 200, Body: "[]", Match: to("/v1.0/$batch")}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCompany(t, 5, 3, test.o)
			base := c.fetch(t, nil, nil)
			for _, id := range c.users {
				c.ChangeUser(id, func(u *graphtest.User) { u.Disabled = true })
			}
			for _, id := range c.groups {
				c.RenameGroup(id, "New "+id)
			}
			failed := 0
			for kind, read := range map[string]struct {
				base   *directory.Snapshot
				change func(*entra.Config)
			}{"lists": {}, "changes": {base: base}, "rounds": {base, in(time.Hour)}} {
				c.Heal()
				c.Fail(1000, test.f)
				s, err := open(t, c.Server, read.change).Fetch(t.Context(), read.base)
				if err == nil {
					c.isTruth(t, s) // it did not ask for that page
					continue
				}
				if failed++; s != nil || !errors.Is(err, directory.ErrIncomplete) {
					t.Errorf("%s: snapshot %v, error %v, hint %q", kind, s != nil, err, directory.HintOf(err))
				}
			}
			if failed == 0 {
				t.Error("no read asked for the page")
			}
		})
	}
}

func TestAPartOfABatchThatFailsForGoodFailsTheRead(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]graphtest.PartFault{
		"503":          {Status: 503, Code: "serviceNotAvailable"},
		"429":          {Status: 429, Code: "TooManyRequests", RetryAfter: "0"},
		"no answer":    {Lose: true},
		"refused":      {Status: 400, Code: "Request_BadRequest"},
		"not entitled": {Status: 403, Code: "Authorization_RequestDenied"},
	} {
		c := newCompany(t, 5, 30, graphtest.Options{NoDelta: true})
		f.Match = func(address string) bool { return strings.Contains(address, c.groups[17]) }
		c.FailParts(1000, f)
		s, err := open(t, c.Server, nil).Fetch(t.Context(), nil)
		if s != nil || !errors.Is(err, directory.ErrIncomplete) && !errors.Is(err, directory.ErrPermission) || !strings.Contains(err.Error(), c.groups[17]) {
			t.Errorf("%s: snapshot %v, error %v", name, s != nil, err)
		}
	}
}

func TestPartsThatFailAtFirstAreRepeated(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 5, 45, graphtest.Options{NoDelta: true})
	for _, f := range []graphtest.PartFault{
		{Status: 503, Code: "serviceNotAvailable"}, {Status: 504, Code: "UnknownError"}, {Status: 500}, {Lose: true}, {Status: 429, RetryAfter: "0"},
	} {
		c.FailParts(3, f)
	}
	c.isTruth(t, c.fetch(t, nil, nil))
}

// A group that is deleted while its members are asked for has none.
func TestAGroupThatGoesDuringTheReadIsLeftOut(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 2, 3, graphtest.Options{NoDelta: true})
	c.Fail(1, graphtest.Fault{Match: to("/v1.0/$batch"), Before: func() { c.DeleteGroup(c.groups[1]) }})
	s := c.fetch(t, nil, nil)
	if c.isTruth(t, s); len(s.Groups) != 2 {
		t.Errorf("%d groups", len(s.Groups))
	}
}

// So is one of many members that goes from one page to the next, while a page
// that is refused in other words fails the read.
func TestAGroupThatGoesBetweenPagesIsLeftOut(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]error{"": nil, "Directory_ExpiredPageToken": directory.ErrIncomplete} {
		c := newCompany(t, 5, 2, graphtest.Options{NoDelta: true, PageCap: 2})
		f := graphtest.Fault{Match: second("/groups/" + c.groups[1] + "/members"), Code: code}
		if code == "" {
			f.Before = func() { c.DeleteGroup(c.groups[1]) }
		} else {
			f.Status = http.StatusNotFound
		}
		c.Fail(1, f)
		s, err := open(t, c.Server, nil).Fetch(t.Context(), nil)
		if !errors.Is(err, want) {
			t.Errorf("%q: error %v", code, err)
		}
		if err == nil {
			c.isTruth(t, s)
		}
	}
}

func TestTheTokenGoesNowhereElse(t *testing.T) {
	t.Parallel()
	for name, link := range map[string]string{
		"another host":  "https://evil.example.com/v1.0/users/delta?$skiptoken=x",
		"another cloud": "https://graph.microsoft.us/v1.0/users/delta?$skiptoken=x",
		"another port":  "https://graph.microsoft.com:8443/v1.0/users/delta?$skiptoken=x",
		"in the clear":  "http://graph.microsoft.com/v1.0/users/delta?$skiptoken=x",
		"a name first":  "https://graph.microsoft.com@evil.example.com/v1.0/users/delta?$skiptoken=x",
		"no scheme":     "//evil.example.com/v1.0/users/delta",
		"another part":  "https://graph.microsoft.com/beta/users/delta",
		"no address":    "https://%zz",
		"the same page": "https://graph.microsoft.com/v1.0/users/delta?$select=id,mail,userPrincipalName,accountEnabled,displayName&$deltatoken=latest",
	} {
		c := newCompany(t, 1, 0, graphtest.Options{})
		c.Fail(1, graphtest.Fault{Status: 200, Body: `{"value":[],"@odata.nextLink":"` + link + `"}`, Match: to("/v1.0/users/delta")})
		if _, err := open(t, c.Server, nil).Fetch(t.Context(), nil); !errors.Is(err, directory.ErrIncomplete) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Nobody is asked where to log in: the answer could lead the secret elsewhere.
func TestTheSecretGoesNowhereElse(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 1, 0, graphtest.Options{})
	c.fetch(t, nil, nil)
	for path := range c.Requests() {
		if strings.Contains(path, "openid-configuration") {
			t.Errorf("%s was asked for", path)
		}
	}
	c.Fail(1, graphtest.Fault{Status: 307, Header: http.Header{"Location": {"https://evil.example.com/token"}}, Match: logIn})
	_, err := open(t, c.Server, nil).Fetch(t.Context(), nil)
	if !errors.Is(err, directory.ErrConfig) || strings.Contains(err.Error(), secret) || !strings.Contains(err.Error(), "a redirect to https://evil.example.com") {
		t.Errorf("error %v", err)
	}
}

func TestEveryCloudIsReadWhereItIs(t *testing.T) {
	t.Parallel()
	for setting, cloud := range map[string]graphtest.Cloud{
		"login.microsoftonline.com": graphtest.Global, "login.microsoftonline.us": graphtest.USGov,
		"dod-graph.microsoft.us": graphtest.DoD, "login.chinacloudapi.cn": graphtest.China,
	} {
		c := newCompany(t, 45, 2, graphtest.Options{Cloud: cloud, DeltaPage: 10})
		here := func(e *entra.Config) { e.Settings.IdentityAuthority = setting }
		base := c.fetch(t, nil, here)
		c.isTruth(t, base)
		c.AddUser(graphtest.User{Mail: "new@example.test"})
		c.isTruth(t, c.fetch(t, base, here))
	}
}

func TestAFullReadEqualsTheTruthAlsoInTrouble(t *testing.T) {
	t.Parallel()
	for _, o := range []graphtest.Options{{DeltaPage: 7, DeltaMembers: 30, PageCap: 7}, {NoDelta: true, PageCap: 7}} {
		c := newCompany(t, 60, 40, o)
		c.FailRandomly(5)
		for range 3 {
			s := c.fetch(t, nil, nil)
			c.isTruth(t, s)
			c.SetMember(c.groups[3], c.users[4], false)
			c.DeleteUser(c.users[len(c.users)-1])
			c.users = c.users[:len(c.users)-1]
			c.isTruth(t, c.fetch(t, s, nil))
		}
	}
}
