package cli

import (
	"cmp"
	"fmt"
	"io"
	"iter"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

// left and joined are the memberships that a run's changes took and gave.
func left(changes []plan.Change) iter.Seq2[*plan.Change, plan.Ref] {
	return memberships(changes, func(c *plan.Change) []plan.Ref { return c.Leaves })
}

func joined(changes []plan.Change) iter.Seq2[*plan.Change, plan.Ref] {
	return memberships(changes, func(c *plan.Change) []plan.Ref { return c.Joins })
}

func memberships(changes []plan.Change, of func(*plan.Change) []plan.Ref) iter.Seq2[*plan.Change, plan.Ref] {
	return func(yield func(*plan.Change, plan.Ref) bool) {
		for i := range changes {
			for _, ref := range of(&changes[i]) {
				if !yield(&changes[i], ref) {
					return
				}
			}
		}
	}
}

// writeMemberships names who left the groups and who came into them.
func writeMemberships(w io.Writer, changes []plan.Change) {
	for _, part := range []struct {
		title, sign, does string
		of                iter.Seq2[*plan.Change, plan.Ref]
		leaves            bool
	}{
		{"Memberships that went", "-", "left", left(changes), true},
		{"Memberships that came", "+", "joined", joined(changes), false},
	} {
		n := 0
		for range part.of {
			n++
		}
		if n == 0 {
			continue
		}
		fmt.Fprintf(w, "\n%s (%d)\n", part.title, n)
		for c, ref := range part.of {
			why := ""
			if part.leaves {
				why = because(words.Membership(c, ref))
			}
			fmt.Fprintf(w, "  %s %s %s %q%s\n", part.sign, directory.Visible(person(ref)), part.does, c.Name, why)
		}
	}
}

func person(ref plan.Ref) string {
	if ref.Name == "" || ref.ExternalID == "" {
		return cmp.Or(ref.Name, ref.ExternalID)
	}
	return fmt.Sprintf("%s (%s)", ref.Name, ref.ExternalID)
}

// changeRows has a head and a row for each change of a run, and for each
// membership, losses first.
func changeRows(changes []plan.Change) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		if !yield([]string{"kind", "externalId", "name", "detail", "group", "groupName"}) {
			return
		}
		for _, c := range changes {
			if !yield([]string{words.Kind(c), c.ExternalID, c.Name, words.Detail(c), "", ""}) {
				return
			}
		}
		for c, ref := range left(changes) {
			if !yield([]string{"member-left", ref.ExternalID, ref.Name, words.Membership(c, ref), c.ExternalID, c.Name}) {
				return
			}
		}
		for c, ref := range joined(changes) {
			if !yield([]string{"member-joined", ref.ExternalID, ref.Name, "", c.ExternalID, c.Name}) {
				return
			}
		}
	}
}
