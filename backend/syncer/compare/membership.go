package compare

import (
	"slices"

	"directoryconnector/backend/syncer/desired"
)

// listMembers returns the external ids of a group's members, sorted. Lists in as
// are returned themselves where they say the same: most groups, most of the
// time, are not copied.
func (r grouping) listMembers(set []int32, accepted []string, as ...[]string) []string {
	if len(r.Kept) == 0 {
		for _, list := range as {
			if r.sameMembers(set, list) {
				return list
			}
		}
	}
	ids := make([]string, 0, len(set))
	for _, u := range set {
		if id := r.Listed(u); id != "" {
			ids = append(ids, id)
		}
	}
	for _, id := range accepted {
		if _, kept := r.Kept[id]; kept {
			ids = append(ids, id)
		}
	}
	// People are sorted by id; stand-ins and the kept break the order.
	if !slices.IsSorted(ids) {
		slices.Sort(ids)
	}
	ids = slices.Compact(ids)
	for _, list := range as {
		if slices.Equal(ids, list) {
			return list
		}
	}
	return ids
}

// Listed is the external id under which a group lists a user, or "". Where
// users are synced, only those who are to be members and held ones are listed,
// for somebody who was left out because a member has the email that one, and
// with groups.keepFiltered members whom the user filter leaves out.
func (r *Result) Listed(u int32) string {
	who := &r.People[u]
	switch {
	case !r.In.Sync.Users:
		if who.Entry.Deleted {
			return ""
		}
		return who.ID
	case who.Stays():
		return who.ID
	case r.In.Desired.SharedIDs && r.In.Desired.Anybody(who.ID, func(v desired.Verdict) bool { return v == desired.Wanted || v == desired.Held }):
		return who.ID // its twin stands for it
	case who.Verdict == desired.Filtered && !who.Entry.Deleted && r.In.Groups.KeepFiltered && r.isMember(who.ID):
		return who.ID
	}
	return who.StandIn
}

// isMember tells whether the organization may have a member with that external
// id. A server without lists can't tell, and passes over who is none.
func (r *Result) isMember(id string) bool {
	if r.List.Listed {
		return r.List.Shows(id)
	}
	if r.Unlisted() {
		return true
	}
	_, acked := r.In.State.Members[id]
	return acked
}

// sameMembers tells whether the flattened members are exactly those of a
// sorted list of external ids.
func (r grouping) sameMembers(set []int32, ids []string) bool {
	if len(ids) > len(set) {
		return false
	}
	n := 0
	for _, u := range set {
		id := r.Listed(u)
		if id == "" {
			continue
		}
		if n == len(ids) || ids[n] != id {
			return false
		}
		n++
	}
	return n == len(ids)
}

// missingFrom returns what sorted a has and sorted b lacks.
func missingFrom(a, b []string) []string {
	if len(b) == 0 {
		return a
	}
	var out []string
	j := 0
	for _, x := range a {
		for j < len(b) && b[j] < x {
			j++
		}
		if j == len(b) || b[j] != x {
			out = append(out, x)
		}
	}
	return out
}
