package onelogin_test

import (
	"testing"

	"directoryconnector/backend/internal/filter"
	"directoryconnector/backend/internal/onelogin"
	"directoryconnector/backend/internal/testbed/onelogintest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

func TestLocate(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 2, 2, onelogintest.Options{})
	a.AddUser(onelogintest.User{Email: "guest@example.test", Username: "guest", Firstname: "Guest", Status: onelogintest.Active})
	names, err := filter.Parse("exclude:Role 0001", filter.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]map[string][]string{
		"firstname=Person": {
			"person00000@example.test": {"user person00000@example.test"},
			"GUEST":                    {"user guest@example.test | query firstname=Person"},
		},
		"email=person*": {
			"guest@example.test":       {"user guest@example.test | query email=person*"},
			"person00001@example.test": {"user person00001@example.test"},
		},
		"": {
			"role 0001": {"group Role 0001 | filter-part exclude:Role 0001"},
			"Role 0000": {"group Role 0000"},
			"*":         {},
			"nobody":    {},
		},
	} {
		sourcetest.Locates(t, open(t, a.Server, func(cfg *onelogin.Config) { cfg.UserQuery, cfg.GroupNames = query, names }), want)
	}
}
