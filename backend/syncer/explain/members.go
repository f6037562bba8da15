package explain

import (
	"cmp"
	"slices"

	"directoryconnector/backend/explanation"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
)

// members are those of a group, by name: whom the directory has in it, through
// however many groups, and whom else the organization's group lists.
func members(in Input, m *Match) []explanation.Member {
	r := in.Result
	var list []explanation.Member
	told := map[string]struct{}{}
	add := func(one explanation.Member) {
		told[cmp.Or(one.Listed, one.ExternalID)] = struct{}{}
		list = append(list, one)
	}
	// Where groups are not synced, nobody has looked through those below.
	if m.at == none && m.group != nil {
		for _, ref := range r.Refs(m.group.UserMembers) {
			add(explanation.Member{Ref: ref, Called: calledIn(r, ref.ExternalID), Direct: true})
		}
	}
	var listed []string
	if m.at != none {
		direct := r.In.Desired.Direct[m.at]
		for _, at := range r.In.Desired.Flat[m.at] {
			p := &r.People[at]
			var how explanation.Membership
			personIn(r, int(at), &how, int32(m.at))
			_, own := slices.BinarySearch(direct, at)
			add(explanation.Member{
				Ref:    plan.Ref{ExternalID: cmp.Or(p.ID, p.Entry.ExternalID), Name: cmp.Or(p.Email, p.Wanted, p.Entry.Email), Reason: how.Reason},
				Called: p.Entry.Name, Direct: own, Listed: how.Listed,
			})
		}
		if g := listedIn(r, int32(m.at)); g != nil {
			listed = g.Members
		}
	}
	if listed == nil {
		listed = r.In.State.Groups[m.ExternalID].Members
	}
	for _, ref := range r.Refs(listed) {
		if _, is := told[ref.ExternalID]; !is {
			ref.Reason = explanation.KeptThere
			add(explanation.Member{Ref: ref, Called: calledIn(r, ref.ExternalID), Listed: ref.ExternalID})
		}
	}
	slices.SortFunc(list, func(a, b explanation.Member) int { return compareRefs(a.Ref, b.Ref) })
	return list
}

// calledIn is what the directory calls somebody; empty where it does not have her.
func calledIn(r *compare.Result, id string) string {
	if at, found := r.In.Desired.Find(id); found {
		return r.People[at].Entry.Name
	}
	return ""
}
