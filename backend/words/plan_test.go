package words_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

// people are n refs from the first number on.
func people(first, n int) []plan.Ref {
	refs := make([]plan.Ref, n)
	for i := range refs {
		refs[i] = plan.Ref{ExternalID: fmt.Sprint(first + i), Name: fmt.Sprintf("u%d@x.test", first+i)}
	}
	return refs
}

func invited(n int) []plan.Change {
	changes := make([]plan.Change, n)
	for i := range changes {
		changes[i] = plan.Change{Action: plan.Invite, Kind: plan.User, ExternalID: fmt.Sprint(i), Name: fmt.Sprintf("u%d@x.test", i)}
	}
	return changes
}

func write(t words.PlanText, changes []plan.Change) string {
	var b strings.Builder
	t.Write(&b, changes)
	return b.String()
}

// TestLongPlansAreCut: at the limit nothing is cut, above it what is left out is
// counted, and with All nothing is.
func TestLongPlansAreCut(t *testing.T) {
	t.Parallel()
	short := words.PlanText{More: "--all shows them"}
	for n, cut := range map[int]string{50: "", 51: "  … and 1 more (--all shows them)\n", 10_000: "  … and 9950 more (--all shows them)\n"} {
		text := write(short, invited(n))
		if (cut == "") != !strings.Contains(text, "…") || !strings.Contains(text, cut) || !strings.Contains(text, fmt.Sprintf("Invited (%d)\n", n)) {
			t.Errorf("%d invited:\n%s", n, text)
		}
		if all := write(words.PlanText{All: true}, invited(n)); strings.Contains(all, "…") || strings.Count(all, "\n  + ") != n {
			t.Errorf("%d invited, with all:\n%s", n, all)
		}
	}
	group := func(n int) []plan.Change {
		return []plan.Change{{Action: plan.Update, Kind: plan.Group, ExternalID: "g", Name: "G", Leaves: people(0, n), Joins: people(100, 2)}}
	}
	for n, cut := range map[int]string{11: "", 12: "      - … and 2 more (--all shows them)\n"} {
		text := write(short, group(n))
		if (cut == "") != !strings.Contains(text, "…") || !strings.Contains(text, cut) || !strings.Contains(text, "      + u101@x.test (101)\n") {
			t.Errorf("%d leave:\n%s", n, text)
		}
	}
}

// TestEveryChangeIsWritten: an action without a section would be silent.
func TestEveryChangeIsWritten(t *testing.T) {
	t.Parallel()
	actions := []plan.Action{
		plan.Remove, plan.Revoke, plan.Restore, plan.Invite, plan.Stage, plan.Adopt, plan.Rekey, plan.Update, plan.Create, plan.Empty, plan.Delete, "of-tomorrow",
	}
	for _, kind := range []plan.Kind{plan.User, plan.Group} {
		for _, action := range actions {
			if kind == plan.Group && action != plan.Adopt && slices.Index(actions, action) < slices.Index(actions, plan.Rekey) ||
				kind == plan.User && slices.Contains([]plan.Action{plan.Create, plan.Empty, plan.Delete}, action) {
				continue // happens to the other kind
			}
			for name, c := range map[string]plan.Change{
				"bare": {}, "leaves": {Leaves: people(0, 1)}, "joins": {Joins: people(0, 1)}, "both": {Leaves: people(0, 1), Joins: people(1, 1)},
			} {
				c.Action, c.Kind, c.ExternalID, c.Name = action, kind, "the-id", "the name"
				if text := write(words.PlanText{}, []plan.Change{c}); strings.Count(text, "the name (the-id)") != 1 {
					t.Errorf("%s %s, %s:\n%s", action, kind, name, text)
				}
			}
		}
	}
}

func TestTotal(t *testing.T) {
	t.Parallel()
	changes := []plan.Change{
		{Action: plan.Remove, Kind: plan.User}, {Action: plan.Revoke, Kind: plan.User}, {Action: plan.Restore, Kind: plan.User}, {Action: plan.Adopt, Kind: plan.User},
		{Action: plan.Update, Kind: plan.Group, Leaves: people(0, 1), Joins: people(0, 3)},
	}
	if got, want := words.Total(changes), "2 people lose access, 1 person gets access, 1 member changes, 1 group changes, 1 membership goes, 3 memberships come."; got != want {
		t.Errorf("got %q", got)
	}
}

func TestDifferences(t *testing.T) {
	t.Parallel()
	ada := &plan.Change{Action: plan.Remove, Kind: plan.User, ExternalID: "1", Name: "ada@x.test", Reason: plan.Because(plan.Deleted)}
	was := &plan.Change{Action: plan.Update, Kind: plan.Group, ExternalID: "g", Name: "G\u202e", Joins: people(0, 1)}
	now := &plan.Change{Action: plan.Update, Kind: plan.Group, ExternalID: "g", Name: "G", Joins: people(0, 7), Leaves: people(9, 1)}
	for want, d := range map[string]plan.Difference{
		"not in the plan: remove user ada@x.test (1): deleted in the directory": {Now: ada},
		"no longer: remove user ada@x.test (1): deleted in the directory":       {Planned: ada},
		"planned: update group G<U+202E> (g): 1 member more, +u0@x.test; now: update group G (g): 7 members more, 1 member fewer, -u9@x.test, " +
			"+u0@x.test, +u1@x.test, +u2@x.test, +u3@x.test, +u4@x.test, +2 more": {Planned: was, Now: now},
	} {
		if got := words.Difference(d); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

func TestAFindingTellsRemovedFromRevoked(t *testing.T) {
	t.Parallel()
	for want, f := range map[string]plan.Finding{
		"3 members would lose access, and sync.maxRemovals allows 2":                          {Removed: 3},
		"3 members would lose access (revoked, not removed), and sync.maxRemovals allows 2":   {Revoked: 3},
		"3 members would lose access (1 revoked, not removed), and sync.maxRemovals allows 2": {Removed: 2, Revoked: 1},
	} {
		f.Guard, f.Count, f.Limit = plan.GuardRemovals, 3, 2
		if got := words.Finding(f); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
