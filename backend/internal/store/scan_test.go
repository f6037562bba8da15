package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// mentioning lists which elements of which runs are shown.
func mentioning(t *testing.T, s *Store, texts ...string) string {
	t.Helper()
	var list []string
	must(t, s.RunsThatMention(t.Context(), texts, func(run *organization.Run) error {
		text := fmt.Sprint(run.Sequence)
		for _, c := range run.Changes {
			text += " " + c.ExternalID
		}
		for _, d := range run.Drift {
			text += " drift:" + d.ExternalID
		}
		for _, w := range run.Warnings {
			text += " warning:" + w.Entry
		}
		for _, f := range run.Stops {
			text += " stop:" + string(f.Guard)
		}
		for _, g := range run.MissingGroups {
			text += " missing:" + g
		}
		list = append(list, text)
		return nil
	}))
	return strings.Join(list, ", ")
}

func TestRunsAreFoundByWhatTheyMention(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	equal(t, "of no file", "", mentioning(t, s, "ada"))
	for n, run := range []organization.Run{
		{Changes: []plan.Change{{Action: plan.Invite, Kind: plan.User, ExternalID: "1", Name: "ada@example.com"}, {Action: plan.Invite, Kind: plan.User, ExternalID: "2", Name: "joan@example.com"}}},
		{},
		{Warnings: []directory.Warning{{Entry: "cn=Ada,dc=x"}, {Entry: "cn=joan"}}, Drift: []plan.Drift{{ExternalID: "5", Left: []plan.Ref{{ExternalID: "6", Name: "ADA@example.com"}}}}},
		{Stops: []plan.Finding{{Guard: plan.GuardRemovals, Entries: []string{"ada@example.com (1)"}}}, MissingGroups: []string{`R&D <"Übung">`, "Ada's"}},
	} {
		run.ID = fmt.Sprintf("run-%d", n)
		must(t, s.AppendRun(t.Context(), run))
	}
	for who, want := range map[string]string{
		"ada":                          "",
		"ADA@example.com":              "1 1, 3 drift:5, 4 stop:removals",
		"CN=ada,dc=x":                  "3 warning:cn=Ada,dc=x",
		"6":                            "3 drift:5",
		"cn=joan":                      "3 warning:cn=joan",
		`r&d <"übung">`:                `4 missing:R&D <"Übung">`,
		"grace":                        "",
		strings.Repeat("ada", 100_000): "",
	} {
		equal(t, who[:min(20, len(who))], want, mentioning(t, s, who))
	}
	equal(t, "of two", "1 1 2, 3 drift:5 warning:cn=joan, 4 stop:removals", mentioning(t, s, "ada@example.com", "Joan@example.com", "cn=joan"))
	equal(t, "of all", `1 1 2, 2, 3 drift:5 warning:cn=Ada,dc=x warning:cn=joan, 4 stop:removals missing:R&D <"Übung"> missing:Ada's`, mentioning(t, s))
}

// A long list is read piece by piece: nobody is lost where a piece ends.
func TestNobodyIsLostInALongList(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	run := organization.Run{ID: "long"}
	for n := range 5_000 {
		run.Changes = append(run.Changes, plan.Change{Action: plan.Invite, Kind: plan.User, ExternalID: fmt.Sprintf("id-%05d.", n), Name: fmt.Sprintf("user%05d@example.com", n)})
	}
	must(t, s.AppendRun(t.Context(), run))
	for n := range 5_000 {
		if n%61 > 0 && !slices.Contains([]int{0, 4_999}, n) {
			continue
		}
		equal(t, "found", fmt.Sprintf("1 id-%05d.", n), mentioning(t, s, fmt.Sprintf("ID-%05d.", n)))
	}
}
