package okta_test

import (
	"testing"

	"directoryconnector/backend/internal/filter"
	"directoryconnector/backend/internal/okta"
	"directoryconnector/backend/internal/testbed/oktatest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

func TestLocate(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 2, oktatest.Options{})
	who := `o"neil@example.test`
	c.AddUser(oktatest.User{Email: who, Login: "login@example.test", LastName: "O\\Neil"})
	names, err := filter.Parse("exclude:group 0001", filter.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, c.Server, func(cfg *okta.Config) {
		cfg.UserQuery, cfg.GroupQuery, cfg.GroupNames = `profile.lastName eq "No00001"`, `type eq "APP_GROUP"`, names
	})
	none := ` | query profile.lastName eq "No00001"`
	sourcetest.Locates(t, s, map[string][]string{
		"person00000@example.test": {"user person00000@example.test" + none},
		c.users[0]:                 {"user person00000@example.test" + none},
		"person00001@example.test": {"user person00001@example.test"},
		who:                        {"user " + who + none},
		"login@example.test":       {"user " + who + none},
		"GROUP 0001":               {`group Group 0001 | filter-part ` + names.String() + ` | query type eq "APP_GROUP"`},
		c.group[0]:                 {`group Group 0000 | query type eq "APP_GROUP"`},
		"Group":                    {},
		"nobody":                   {},
	})
}
