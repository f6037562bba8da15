package compare

import (
	"cmp"
	"fmt"
	"slices"

	"directoryconnector/backend/plan"
)

// nameUnknown names, until a run was acknowledged, the members that came from
// a directory and that this one does not have. None of them is removed before.
func (r people) nameUnknown() {
	if !r.List.Listed {
		return
	}
	var unknown []int32
	for at := range r.List.members {
		id := r.List.members[at].ExternalID
		if id == "" || r.knows(id) {
			continue
		}
		_, others := r.others.byID[id]
		if _, ours := r.In.State.Members[id]; !ours && !others {
			unknown = append(unknown, int32(at))
		}
	}
	if len(unknown) == 0 {
		return
	}
	r.Drift = append(r.Drift, plan.Drift{Kind: plan.UnknownMembers, Count: len(unknown)})
	if !r.In.State.IsEmpty() && !r.In.State.Cleared {
		return
	}
	if len(unknown) > mostUnknown {
		slices.SortFunc(unknown, func(a, b int32) int {
			return cmp.Compare(r.List.members[a].ExternalID, r.List.members[b].ExternalID)
		})
		r.warn(WarnUnknownHere, "", fmt.Sprintf("%d more members have external ids that are not in the directory; they stay in the organization", len(unknown)-mostUnknown))
		unknown = unknown[:mostUnknown]
	}
	for _, at := range unknown {
		m := &r.List.members[at]
		r.warn(WarnUnknownHere, m.ExternalID, fmt.Sprintf("member %s (%s) has an external id that is not in the directory; it stays in the organization", m.Email, m.ExternalID))
	}
}

// mostUnknown is how many members that this directory does not have are named
// one by one: an organization may have a million, and each is in the history.
const mostUnknown = 1000
