package okta_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/okta"
	"directoryconnector/backend/internal/testbed/oktatest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

func TestADroppedConnectionIsRepeated(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 5, 3, oktatest.Options{PageCap: 2})
	for _, match := range []func(*http.Request) bool{to("/api/v1/users"), to("/api/v1/groups"), members} {
		c.Fail(2, oktatest.Fault{Drop: true, Match: match})
		c.Fail(1, oktatest.Fault{Half: true, Match: match})
	}
	c.isTruth(t, c.fetch(t, nil, nil))
}

func TestTroubleOfTheServerIsRepeated(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 5, 3, oktatest.Options{PageCap: 2})
	for _, status := range []int{500, 502, 503, 504} {
		c.Fail(1, oktatest.Fault{Status: status, Code: "E0000009"})
		c.Fail(1, oktatest.Fault{Status: status, Body: "<html>bad</html>", Match: members})
	}
	c.isTruth(t, c.fetch(t, nil, nil))
}

func TestAPageThatFailsForGoodFailsTheRead(t *testing.T) {
	t.Parallel()
	second := func(path string) func(*http.Request) bool {
		return func(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, path) && r.URL.Query().Has("after") }
	}
	for name, f := range map[string]oktatest.Fault{
		"users, 500":                {Status: 500, Code: "E0000009", Match: second("/api/v1/users")},
		"groups, 503":               {Status: 503, Code: "E0000010", Match: second("/api/v1/groups")},
		"members, 502 of a proxy":   {Status: 502, Body: "<html>", Match: second("/api/v1/groups/")},
		"members, cut":              {Half: true, Match: second("/api/v1/groups/")},
		"users, an HTML page":       {Status: 200, Body: "<html>log in</html>", Match: second("/api/v1/users")},
		"users, an object":          {Status: 200, Body: `{"users":[]}`, Match: second("/api/v1/users")},
		"users, nothing":            {Status: 200, Body: `null`, Match: second("/api/v1/users")},
		"groups, without an id":     {Status: 200, Body: `[{"profile":{"name":"x"}}]`, Match: second("/api/v1/groups")},
		"members, a right was lost": {Status: 403, Code: "E0000006", Match: second("/api/v1/groups/")},
		"users, the token went":     {Status: 401, Code: "E0000011", Match: second("/api/v1/users")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCompany(t, 5, 3, oktatest.Options{PageCap: 2})
			base := c.fetch(t, nil, nil)
			for _, id := range c.users {
				c.ChangeUser(id, func(*oktatest.User) {})
			}
			for _, id := range c.group {
				c.ChangeGroup(id, func(*oktatest.Group) {})
				c.SetMember(id, c.AddUser(oktatest.User{Email: "new@example.test"}), true)
			}
			c.Fail(1000, f)
			c.clock.skip(10 * time.Minute)
			for _, b := range []*directory.Snapshot{nil, base} {
				sourcetest.FailsIncomplete(t, open(t, c.Server, nil), b, "")
			}
		})
	}
}

func TestWhoCantBeAskedForFailsTheRead(t *testing.T) {
	t.Parallel()
	for _, f := range []oktatest.Fault{{Status: 500, Code: "E0000009"}, {Status: http.StatusOK, Body: `null`}, {Status: http.StatusNotFound, Body: "<html>"}} {
		c := newCompany(t, 3, 2, oktatest.Options{})
		base := c.fetch(t, nil, nil)
		c.SetStatus(c.users[1], oktatest.Deprovisioned)
		c.PurgeUser(c.users[1])
		c.clock.skip(2 * time.Hour)
		f.Match = func(r *http.Request) bool { return oktatest.Pattern(r) == "/users/{id}" }
		c.Fail(100, f)
		if _, err := open(t, c.Server, nil).Fetch(t.Context(), base); err == nil || directory.HintOf(err) == "" {
			t.Errorf("%+v: error %v", f.Status, err)
		}
	}
}

func TestAListBeginsAnewWhenItsCursorExpires(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 9, 1, oktatest.Options{PageCap: 2})
	c.OnNextPage(c.ForgetCursors)
	c.isTruth(t, c.fetch(t, nil, nil))
	c.Fail(1000, oktatest.Fault{Status: 400, Code: "E0000001", Match: func(r *http.Request) bool { return r.URL.Query().Has("after") }})
	if _, err := open(t, c.Server, nil).Fetch(t.Context(), nil); !errors.Is(err, directory.ErrIncomplete) {
		t.Errorf("a cursor that is always refused: %v", err)
	}
}

func TestAnExpressionThatOktaRefusesMeansACompleteRead(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 2, oktatest.Options{})
	query := func(c *okta.Config) { c.UserQuery = `status eq "ACTIVE"` }
	base := c.fetch(t, nil, query)
	c.SetStatus(c.users[0], oktatest.LockedOut)
	c.Fail(1, oktatest.Fault{Status: 400, Code: "E0000031", Match: func(r *http.Request) bool {
		return strings.HasPrefix(r.URL.Query().Get("filter"), "(")
	}})
	if s := c.fetch(t, base, query); !s.Complete || len(s.Users) != 2 {
		t.Errorf("complete %v, %d users", s.Complete, len(s.Users))
	}
}
