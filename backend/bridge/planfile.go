package bridge

import (
	"cmp"
	"iter"
	"strings"

	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

// planText is a plan as it is saved and applied.
func planText(f *plan.File) (string, error) {
	var b strings.Builder
	err := f.Write(&b)
	return b.String(), err
}

// planRows has a head and a row for each change, membership, drift and warning.
func planRows(f *plan.File) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		if !yield([]string{"what", "kind", "externalId", "name", "group", "before", "after", "reason", "detail"}) {
			return
		}
		for i := range f.Changes {
			if !changeRows(&f.Changes[i], yield) {
				return
			}
		}
		for _, d := range f.Drift {
			kind := string(plan.Group)
			if d.Kind.OfMember() {
				kind = string(plan.User)
			}
			if !yield([]string{string(d.Kind), kind, d.ExternalID, d.Name, "", "", d.Now, "", words.Drift(d)}) {
				return
			}
		}
		for _, w := range f.Warnings {
			if !yield([]string{"warning", "", w.Entry, "", "", "", "", string(w.Code), w.Text}) {
				return
			}
		}
	}
}

// changeRows has a row for a change, and one for each member who comes or goes.
func changeRows(c *plan.Change, yield func([]string) bool) bool {
	if !yield([]string{string(c.Action), string(c.Kind), c.ExternalID, c.Name, "", c.Before, c.After, string(c.Reason.Code), words.Detail(*c)}) {
		return false
	}
	for _, side := range []struct {
		what string
		refs []plan.Ref
	}{{"leave", c.Leaves}, {"join", c.Joins}} {
		for _, r := range side.refs {
			why, detail := r.Reason, ""
			if side.what == "leave" {
				why, detail = cmp.Or(r.Reason, c.Reason.Code), words.Membership(c, r)
			}
			if !yield([]string{side.what, string(plan.User), r.ExternalID, r.Name, cmp.Or(c.Name, c.ExternalID), "", "", string(why), detail}) {
				return false
			}
		}
	}
	return true
}
