package entra_test

import (
	"strings"
	"testing"

	"directoryconnector/backend/internal/entra"
	"directoryconnector/backend/internal/testbed/graphtest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

func TestLocate(t *testing.T) {
	t.Parallel()
	x := newTeam(t, graphtest.Options{})
	x.AddUser(graphtest.User{Mail: "o'neil@example.test", UPN: "tim@example.test"})
	unit := x.AddUnit(x.inner)
	s := open(t, x.Server, func(cfg *entra.Config) {
		cfg.IncludeGroups, cfg.ExcludeGroups, cfg.IncludeUnits = []string{strings.ToUpper(x.staff)}, []string{x.contractors}, []string{unit}
	})
	outside := " | filter-part includeGroup:" + strings.ToUpper(x.staff)
	sourcetest.Locates(t, s, map[string][]string{
		"a@example.test":                     {"user a@example.test"},
		"C@example.test":                     {"user c@example.test"}, // of a group in the group
		"b@example.test":                     {"user b@example.test | filter-part excludeGroup:" + x.contractors},
		"d@example.test":                     {"user d@example.test" + outside + " | filter-part excludeGroup:" + x.contractors},
		x.id["e"]:                            {"user e@example.test" + outside},
		"o'neil@example.test":                {"user o'neil@example.test" + outside},
		"tim@example.test":                   {"user o'neil@example.test" + outside},
		"inner":                              {"group Inner"},
		x.staff:                              {"group Staff | filter-part includeAdministrativeUnit:" + unit},
		"nobody & nothing":                   {},
		"00000000-0000-4000-8000-00000000ff": {},
	})
}
