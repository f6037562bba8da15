package onelogin_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/internal/filter"
	"directoryconnector/backend/internal/onelogin"
	"directoryconnector/backend/internal/testbed/onelogintest"
)

func TestLocate(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 2, 2, onelogintest.Options{})
	a.AddUser(onelogintest.User{Email: "guest@example.test", Username: "guest", Firstname: "Guest", Status: onelogintest.Active})
	names, err := filter.Parse("exclude:Role 0001", filter.Options{})
	if err != nil {
		t.Fatal(err)
	}
	located := func(query, name string) []string {
		t.Helper()
		s := open(t, a.Server, func(cfg *onelogin.Config) { cfg.UserQuery, cfg.GroupNames = query, names })
		found, err := s.Locate(t.Context(), name, name)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		lines := []string{}
		for _, l := range found {
			line := l.Kind + " " + l.Name
			for _, x := range l.Exclusions {
				line += fmt.Sprintf(" | %s %s%s", x.Code, x.Params["query"], x.Params["part"])
			}
			lines = append(lines, line)
		}
		return lines
	}
	for _, test := range []struct {
		query, name string
		want        []string
	}{
		{"firstname=Person", "person00000@example.test", []string{"user person00000@example.test"}},
		{"firstname=Person", "GUEST", []string{"user guest@example.test | query firstname=Person"}},
		{"email=person*", "guest@example.test", []string{"user guest@example.test | query email=person*"}},
		{"email=person*", "person00001@example.test", []string{"user person00001@example.test"}},
		{"", "role 0001", []string{"group Role 0001 | filter-part exclude:Role 0001"}},
		{"", "Role 0000", []string{"group Role 0000"}},
		{"", "*", []string{}},
		{"", "nobody", []string{}},
	} {
		if diff := cmp.Diff(test.want, located(test.query, test.name)); diff != "" {
			t.Errorf("%s with %q (-want +got):\n%s", test.name, test.query, diff)
		}
	}
}
