package google_test

import (
	"testing"

	"directoryconnector/backend/internal/filter"
	"directoryconnector/backend/internal/google"
	"directoryconnector/backend/internal/testbed/googletest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

func TestLocate(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 2, 2, googletest.Options{})
	c.AddUser(googletest.User{Email: "guest@example.com", OrgUnit: "/Guests"})
	c.AddUser(googletest.User{Email: "other@second.example", OrgUnit: "/Staff"})
	c.AddGroup(googletest.Group{Name: "Tim O'Neil's team", Email: "tim@example.com"})
	staff := c.AddUser(googletest.User{Email: "staff@example.com", OrgUnit: "/Staff"})
	names, err := filter.Parse("exclude:Group 0001", filter.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, c.Server, func(cfg *google.Config) {
		cfg.Settings.Customer, cfg.Settings.Domain = "", "example.com"
		cfg.UserQuery, cfg.GroupQuery, cfg.GroupNames = "orgUnitPath=/Staff", "email:group*", names
	})
	sourcetest.Locates(t, s, map[string][]string{
		"GUEST@example.com":     {"user guest@example.com | query orgUnitPath=/Staff"},
		staff:                   {"user staff@example.com"},
		"other@second.example":  {"user other@second.example | outside-base example.com"},
		"group0001@example.com": {"group Group 0001 | filter-part exclude:Group 0001"},
		"group 0000":            {"group Group 0000"},
		"Tim O'Neil's team":     {"group Tim O'Neil's team | query email:group*"},
		"nobody@example.com":    {},
		"nobody at all":         {},
	})
}
