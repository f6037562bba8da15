package google_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/google"
	"directoryconnector/backend/internal/testbed/cloudtest"
	"directoryconnector/backend/internal/testbed/googletest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

// Google's library makes nil of null, of a whole answer as of an entry.
func TestNullIsAnErrorInWords(t *testing.T) {
	t.Parallel()
	kinds := map[string]string{"/users": "users", "/deleted": "users", "/groups": "groups", "/groups/{id}/members": "members"}
	for list, kind := range kinds {
		for _, body := range []string{`null`, " null\n", `{"kind":"admin#directory#` + kind + `","` + kind + `":[null]}`} {
			c := newCompany(t, 2, 1, googletest.Options{})
			c.Fail(1000, cloudtest.Fault{Status: http.StatusOK, Body: body, Match: to(list)})
			source := open(t, c.Server, nil)
			s, err := source.Fetch(t.Context(), nil)
			if s != nil || !errors.Is(err, directory.ErrIncomplete) || !strings.Contains(err.Error(), "null") || directory.HintOf(err) == "" {
				t.Errorf("%s, %s: error %v, hint %q", list, body, err, directory.HintOf(err))
			}
			if list == "/deleted" {
				continue // a check does not ask for them
			}
			if err := source.Check(t.Context(), func(directory.Step) {}); err == nil || !strings.Contains(err.Error(), "null") {
				t.Errorf("check, %s, %s: error %v", list, body, err)
			}
		}
	}
}

func TestNullIsAnErrorInWordsWhereSomebodyIsLookedFor(t *testing.T) {
	t.Parallel()
	for _, of := range []string{"/users/{id}", "/groups/{id}"} {
		c := newCompany(t, 2, 1, googletest.Options{})
		c.Fail(1000, cloudtest.Fault{Status: http.StatusOK, Body: `null`, Match: to(of)})
		_, err := open(t, c.Server, nil).Locate(t.Context(), "person00000@example.com")
		if !errors.Is(err, directory.ErrIncomplete) || !strings.Contains(err.Error(), "null") {
			t.Errorf("%s: error %v", of, err)
		}
	}
}

// A nested group is read by itself.
func TestANestedGroupThatIsNullIsAnError(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 1, 0, googletest.Options{})
	inner := c.AddGroup(googletest.Group{Name: "Inner", Email: "inner@example.com"}, c.users...)
	c.AddGroup(googletest.Group{Name: "Outer", Email: "outer@example.com"}, inner)
	c.Fail(1000, cloudtest.Fault{Status: http.StatusOK, Body: `null`, Match: to("/groups/{id}")})
	source := open(t, c.Server, func(g *google.Config) { g.GroupQuery, g.ResolveOutside = "email:outer*", true })
	sourcetest.FailsIncomplete(t, source, nil, "null")
}

func TestAnAnswerThatIsNoTextIsAnError(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 2, 1, googletest.Options{})
	body := `{"kind":"admin#directory#users","users":[{"id":"1","primaryEmail":"j` + "\xfc" + `rgen@example.com"}]}`
	c.Fail(1000, cloudtest.Fault{Status: http.StatusOK, Body: body, Match: to("/users")})
	sourcetest.FailsIncomplete(t, open(t, c.Server, nil), nil, "not UTF-8")
}
