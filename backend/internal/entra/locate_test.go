package entra_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/internal/entra"
	"directoryconnector/backend/internal/testbed/graphtest"
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
	for name, want := range map[string][]string{
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
	} {
		found, err := s.Locate(t.Context(), name, name)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := []string{}
		for _, l := range found {
			line := l.Kind + " " + l.Name
			for _, e := range l.Exclusions {
				line += fmt.Sprintf(" | %s %s", e.Code, e.Params["part"])
			}
			got = append(got, line)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
