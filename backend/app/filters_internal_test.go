package app

import (
	"strings"
	"testing"

	"directoryconnector/backend/config"
)

// The syncer judges emails and names; groups of users and administrative units
// are the directory's work, but choosing groups by them is choosing groups.
func TestFiltersOfEntra(t *testing.T) {
	t.Parallel()
	settings := &config.Settings{Directory: config.DirectoryEntra}
	settings.Sync.UserFilter = "includeGroup:11111111-1111-4111-8111-111111111111|exclude:ada@example.com"
	settings.Sync.GroupFilter = "includeAdministrativeUnit:22222222-2222-4222-8222-222222222222"
	users, groups, problems := setFilters(settings)
	if len(problems) > 0 || users == nil || users("Ada@example.com") || !users("grace@example.com") || groups == nil || !groups("Staff") {
		t.Errorf("problems %v", problems)
	}
	settings.Sync.UserFilter, settings.Sync.GroupFilter = "excludeGroup:11111111-1111-4111-8111-111111111111", ""
	if users, groups, problems = setFilters(settings); users != nil || groups != nil || len(problems) > 0 {
		t.Errorf("a filter that the directory applies alone: problems %v", problems)
	}
	settings.Sync.UserFilter, settings.Sync.GroupFilter = "include:a|b", "includeGroup:x"
	if _, _, problems = setFilters(settings); len(problems) != 2 || problems[0].Key != "sync.userFilter" || problems[1].Key != "sync.groupFilter" {
		t.Errorf("problems %v", problems)
	}
}

// Only what a complete read can tell is told: not what the directory chooses.
func TestNamesThatAReadCanTell(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind                       config.DirectoryType
		user, group, users, groups string
	}{
		{config.DirectoryFile, "include:a@x,b@x", "exclude:G", "a@x b@x", "G"},
		{config.DirectoryOkta, "exclude:a@x", "include:G", "a@x", "G"},
		{config.DirectoryOkta, "exclude:a@x", "exclude:G", "a@x", ""},
		{config.DirectoryOkta, `include:a@x|status eq "ACTIVE"`, `include:G|type eq "OKTA_GROUP"`, "", ""},
		{config.DirectoryGoogle, "|orgUnitPath=/x", "", "", ""},
		{config.DirectoryEntra, "exclude:a@x", "exclude:G", "a@x", "G"},
		{config.DirectoryEntra, "includeGroup:11111111-1111-4111-8111-111111111111|exclude:a@x", "includeAdministrativeUnit:u", "", ""},
		{config.DirectoryLDAP, "(mail=a@x)", "(cn=g)", "", ""},
	} {
		settings := &config.Settings{Directory: c.kind, Sync: config.Sync{Users: true, Groups: true, UserFilter: c.user, GroupFilter: c.group}}
		users, groups := filterNames(settings)
		if got := strings.Join(users, " "); got != c.users {
			t.Errorf("%s %q: users %q, want %q", c.kind, c.user, got, c.users)
		}
		if got := strings.Join(groups, " "); got != c.groups {
			t.Errorf("%s %q: groups %q, want %q", c.kind, c.group, got, c.groups)
		}
		settings.Sync.Users, settings.Sync.Groups = false, false
		if users, groups := filterNames(settings); users != nil || groups != nil {
			t.Errorf("%s: what is not synced is not read: %q %q", c.kind, users, groups)
		}
	}
}
