package app

import (
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
