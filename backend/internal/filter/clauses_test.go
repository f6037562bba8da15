package filter_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/internal/filter"
)

func TestClausesOfUsers(t *testing.T) {
	t.Parallel()
	c, err := filter.ParseEntraUsers(" IncludeGroup : g1, g2 | excludeGroup:g3|exclude: Ada@Example.com,| ")
	if err != nil {
		t.Fatal(err)
	}
	got := [][]string{c.Values(filter.IncludeGroup), c.Values(filter.ExcludeGroup), c.Values(filter.Exclude), c.Values(filter.Include)}
	if diff := cmp.Diff([][]string{{"g1", "g2"}, {"g3"}, {"Ada@Example.com"}, nil}, got); diff != "" {
		t.Error(diff)
	}
	if !c.ByName() || c.Match("ada@example.com") || !c.Match("grace@example.com") {
		t.Error("the clause by email is not heeded")
	}
}

func TestClausesByGroupAloneLetEveryEmailPass(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "includeGroup:g1", "excludegroup:g1"} {
		c, err := filter.ParseEntraUsers(text)
		if err != nil || c.ByName() || !c.Match("anybody@example.com") {
			t.Errorf("%q: %+v, %v", text, c, err)
		}
	}
	c, err := filter.ParseEntraUsers("include:a@example.com")
	if err != nil || !c.ByName() || !c.Match("A@example.com") || c.Match("b@example.com") {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestClausesOfGroups(t *testing.T) {
	t.Parallel()
	c, err := filter.ParseEntraGroups("includeAdministrativeUnit:u1,u2")
	if err != nil || c.ByName() || len(c.Values(filter.IncludeUnit)) != 2 {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestClausesThatAreNotUnderstood(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"includeGroups:g1":                "position 1: a filter begins with include:, exclude:, includegroup: or excludegroup:",
		"|exclude:a@example.com":          "position 1: there is nothing before the bar",
		"exclude:a|exclude:b":             "position 10: nothing may follow after the bar",
		"excludeGroup:g|exclude:b":        "position 15: nothing may follow after the bar: only after includegroup:",
		"includeGroup:g|include:b":        "position 16: a filter begins with excludegroup: or exclude:",
		"includeGroup:g| excludeGroup":    `position 29: there is no ":" after excludegroup`,
		"includeGroup:g|excludeGroup: , ": "position 29: there are no values",
		"includeGroup:gé|xx:1":            "position 17: a filter begins with",
	} {
		if _, err := filter.ParseEntraUsers(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
	if _, err := filter.ParseEntraGroups("includeAdministrativeUnit:u|exclude:x"); err == nil || !strings.Contains(err.Error(), "position 28: nothing may follow") {
		t.Errorf("groups: %v", err)
	}
}
