package bridge

import (
	"directoryconnector/backend/plan"
)

// differencesOf returns a page of where a plan no longer holds.
func differencesOf(list []plan.Difference, q DifferenceQuery) DifferencePage {
	search := searched(q.Search)
	found := those(list, func(d plan.Difference) bool {
		return d.Planned != nil && changeHas(d.Planned, search) || d.Now != nil && changeHas(d.Now, search)
	})
	return DifferencePage{Total: len(found), Items: each(page(found, q.Offset, q.Limit), differenceOf)}
}

// differenceOf is one, with the members that are on one side only.
func differenceOf(d plan.Difference) Difference {
	var planned, now plan.Change
	out := Difference{}
	if d.Planned != nil {
		planned = *d.Planned
		out.Planned = new(namedChange(0, d.Planned))
	}
	if d.Now != nil {
		now = *d.Now
		out.Now = new(namedChange(0, d.Now))
	}
	out.PlannedJoins, out.NowJoins = onlyThere(planned.Joins, now.Joins), onlyThere(now.Joins, planned.Joins)
	out.PlannedLeaves, out.NowLeaves = onlyThere(planned.Leaves, now.Leaves), onlyThere(now.Leaves, planned.Leaves)
	return out
}

// onlyThere are the first of a list that another one lacks.
func onlyThere(list, other []plan.Ref) []Ref {
	has := make(map[plan.Ref]struct{}, len(other))
	for _, r := range other {
		has[r] = struct{}{}
	}
	out := []Ref{}
	for _, r := range list {
		if _, both := has[r]; !both && len(out) < mostRefs {
			out = append(out, refOf(r))
		}
	}
	return out
}
