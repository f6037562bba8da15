package bridge

import (
	"slices"
	"strings"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

// The parts of a plan that are changes.
const (
	partJoins   = "joins"
	partLeaves  = "leaves"
	partChanges = "changes"
	partGroups  = "groups"
)

// partOf is the part of the plan that a change belongs to.
func partOf(c *plan.Change) string {
	switch {
	case c.Kind == plan.Group:
		return partGroups
	case c.Loss():
		return partLeaves
	case c.Action == plan.Invite, c.Action == plan.Stage, c.Action == plan.Restore:
		return partJoins
	}
	return partChanges
}

// A shownPlan is a plan that is searched and paged. It does not change.
type shownPlan struct {
	file *plan.File
	// warnings are those of the file about what is left out, or to be known.
	warnings []directory.Warning
	// parts are the places of the changes of each part.
	parts map[string][]int
	// called is what the directory calls people, by external id.
	called map[string]string
}

func newShownPlan(f *plan.File, called map[string]string) *shownPlan {
	p := &shownPlan{file: f, warnings: slices.DeleteFunc(slices.Clone(f.Warnings), ofWhole), parts: map[string][]int{}, called: called}
	for i := range f.Changes {
		part := partOf(&f.Changes[i])
		p.parts[part] = append(p.parts[part], i)
	}
	return p
}

// ofWhole tells whether a warning says something of the whole plan that the page
// tells above it.
func ofWhole(w directory.Warning) bool {
	return w.Code == app.WarnIdentity || w.Code == app.WarnNobody
}

// blockedBy is why a sync would stop, whatever it would do; null for nothing.
func blockedBy(f *plan.File) *Problem {
	at := slices.IndexFunc(f.Warnings, func(w directory.Warning) bool { return w.Code == app.WarnIdentity })
	if at < 0 {
		return nil
	}
	return &Problem{Code: string(app.CodeIdentity), Message: directory.Visible(f.Warnings[at].Text), Fields: []FieldProblem{}, Findings: []Finding{}}
}

// whyOf is by what changes of a part are told apart: their reasons, else what is
// done.
func whyOf(c *plan.Change) string {
	if c.Reason.Code != "" && c.Reason.Code != plan.Changed {
		return string(c.Reason.Code)
	}
	return string(c.Action)
}

// searched is a search as it is compared.
func searched(text string) string { return app.Plain(strings.TrimSpace(text)) }

// calledBy is what the directory calls the person of a change.
func (p *shownPlan) calledBy(c *plan.Change) string {
	if c.Kind != plan.User {
		return ""
	}
	return p.called[c.ExternalID]
}

// has tells whether a change is about a text.
func (p *shownPlan) has(c *plan.Change, search string) bool {
	return changeHas(c, search) || contains(search, p.calledBy(c))
}

// changes returns a page of a part.
func (p *shownPlan) changes(q PlanQuery) ChangePage {
	search := searched(q.Search)
	matching := those(p.parts[q.Part], func(at int) bool { return p.has(&p.file.Changes[at], search) })
	found, reasons := ofReason(matching, q.Reason, func(at int) string { return whyOf(&p.file.Changes[at]) })
	shown := each(page(found, q.Offset, q.Limit), func(at int) NamedChange {
		shown := namedChange(at, &p.file.Changes[at])
		shown.Called = directory.Visible(p.calledBy(&p.file.Changes[at]))
		return shown
	})
	return ChangePage{Total: len(found), Items: shown, Reasons: reasons}
}

// leftOut returns a page of the warnings.
func (p *shownPlan) leftOut(q WarningQuery) LeftOutPage {
	search := searched(q.Search)
	matching := those(p.warnings, func(w directory.Warning) bool { return contains(search, w.Entry, w.Text) })
	found, reasons := ofReason(matching, q.Reason, func(w directory.Warning) string { return string(w.Code) })
	return LeftOutPage{Total: len(found), Items: each(page(found, q.Offset, q.Limit), warningOf), Reasons: reasons}
}

// byHand returns a page of the drift.
func (p *shownPlan) byHand(q PlanQuery) DriftPage {
	search := searched(q.Search)
	matching := those(p.file.Drift, func(d plan.Drift) bool { return driftHas(&d, search) })
	found, reasons := ofReason(matching, q.Reason, func(d plan.Drift) string { return string(d.Kind) })
	return DriftPage{Total: len(found), Items: driftItems(page(found, q.Offset, q.Limit)), Reasons: reasons}
}

func driftHas(d *plan.Drift, search string) bool {
	of := func(r plan.Ref) bool { return contains(search, r.Name, r.ExternalID) }
	return contains(search, d.Name, d.ExternalID, d.Now) || slices.ContainsFunc(d.Joined, of) || slices.ContainsFunc(d.Left, of)
}

// mostRefs is how many of a list are in an answer beside how many there are.
const mostRefs = 20

func driftItems(list []plan.Drift) []DriftItem {
	return each(list, func(d plan.Drift) DriftItem {
		kind := ""
		switch {
		case d.Kind.OfMember():
			kind = string(plan.User)
		case d.ExternalID != "":
			kind = string(plan.Group)
		}
		return DriftItem{
			What: string(d.Kind), Kind: kind, Ref: refOf(plan.Ref{ExternalID: d.ExternalID, Name: d.Name}), Now: directory.Visible(d.Now), Invited: d.Invited,
			Joined: refsOf(first(d.Joined)), JoinedTotal: len(d.Joined), Left: refsOf(first(d.Left)), LeftTotal: len(d.Left), Count: d.Count,
		}
	})
}

func first(refs []plan.Ref) []plan.Ref { return refs[:min(len(refs), mostRefs)] }

// counts says how many of each part match.
func (p *shownPlan) counts(search string) PlanCounts {
	var n PlanCounts
	of := map[string]*int{partJoins: &n.Joins, partLeaves: &n.Leaves, partChanges: &n.Changes, partGroups: &n.Groups}
	for i := range p.file.Changes {
		c := &p.file.Changes[i]
		if !p.has(c, search) {
			continue
		}
		*of[partOf(c)]++
		switch {
		case c.Kind == plan.Group && c.Action == plan.Create:
			n.GroupsNew++
		case c.Kind == plan.Group && c.Action == plan.Delete:
			n.GroupsGone++
		case c.Kind == plan.Group:
		case c.Loss() && c.Action == plan.Revoke:
			n.Revoked++
		case c.Loss():
			n.Removed++
		}
	}
	for _, w := range p.warnings {
		if contains(search, w.Entry, w.Text) {
			n.LeftOut++
		}
	}
	for i := range p.file.Drift {
		if driftHas(&p.file.Drift[i], search) {
			n.ByHand++
		}
	}
	return n
}

// seatsOf is null where nobody can tell.
func seatsOf(s *plan.Seats) *Seats {
	if s == nil {
		return nil
	}
	return new(Seats(*s))
}

// missingOf are the first groups that left the directory or the filter.
func missingOf(list []plan.MissingGroup) []MissingGroup {
	return each(list[:min(len(list), mostEntries)], func(m plan.MissingGroup) MissingGroup {
		return MissingGroup{Ref: refOf(plan.Ref{ExternalID: m.ExternalID, Name: m.Name}), Members: m.Members, Collections: visibles(m.Collections)}
	})
}

// ofReason are those of a list with a reason, all where it is empty, and how many
// have each reason, in the order in which they come.
func ofReason[T any](list []T, reason string, why func(T) string) (found []T, reasons []ReasonCount) {
	reasons = []ReasonCount{}
	at := map[string]int{}
	for _, item := range list {
		its := why(item)
		i, known := at[its]
		if !known {
			i = len(reasons)
			at[its], reasons = i, append(reasons, ReasonCount{Reason: its})
		}
		reasons[i].Count++
	}
	return those(list, func(item T) bool { return reason == "" || reason == why(item) }), reasons
}
