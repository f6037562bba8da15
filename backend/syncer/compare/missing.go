package compare

import (
	"fmt"
	"maps"
	"slices"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/desired"
)

// WarnGroupMissing: a group left the directory or the filter.
const WarnGroupMissing directory.WarningCode = "group-missing"

// A MissingGroup left the directory or the filter and still exists.
type MissingGroup struct {
	plan.MissingGroup
	// Empty: is sent without members. Delete: is deleted, by the server's id.
	Empty, Delete bool
	// Unseen: nobody knows who is in it, and it can't be read now.
	Unseen  bool
	GroupID string
	// Before are its members.
	Before []string
}

// findMissingGroups finds groups that were acknowledged (or in flight) and
// that the directory or the filter no longer has. Those that the organization
// does not have either are forgotten.
func (r grouping) findMissingGroups(list groupList) {
	present := make(map[string]struct{}, len(r.In.Desired.Groups))
	for i := range r.In.Desired.Groups {
		if r.In.Desired.Groups[i].Verdict != desired.Filtered {
			present[r.In.Desired.Groups[i].ID] = struct{}{}
		}
	}
	gone := map[string]organization.AckedGroup{}
	for id, f := range r.flyingGroups {
		gone[id] = organization.AckedGroup{Name: f.Email}
	}
	maps.Copy(gone, r.In.State.Groups)
	for _, id := range slices.Sorted(maps.Keys(gone)) {
		if _, ok := present[id]; ok {
			continue
		}
		if other, elsewhere := r.others.groups[id]; elsewhere {
			r.Forgotten = append(r.Forgotten, id)
			r.warn(WarnOtherProfile, id, fmt.Sprintf("group %q (%s) is no longer in the directory or the filter, but profile %q has it as %q: nothing is taken away", gone[id].Name, id, other.profile, other.name))
			continue
		}
		shown, there := list.byID[id]
		if list.listed && !there {
			r.Forgotten = append(r.Forgotten, id)
			continue
		}
		r.missGroup(id, gone[id], shown, list.members)
	}
}

// accessTo names collections by the server's ids: their names are encrypted.
func accessTo(collections []string) string {
	if len(collections) == 0 {
		return "no access to any collection"
	}
	return "the access to " + directory.Count(len(collections), "collection", "collections") + ": " + shortList(slices.Clone(collections))
}

func (r grouping) missGroup(id string, acked organization.AckedGroup, shown *organization.Group, members map[string][]string) {
	m := MissingGroup{MissingGroup: plan.MissingGroup{ExternalID: id, Name: acked.Name}, Before: acked.Members}
	if shown != nil {
		m.Name, m.GroupID, m.Collections = shown.Name, shown.ID, shown.Collections
	}
	ids, asked := members[id]
	if asked {
		m.Before = ids
	}
	m.Members = len(m.Before)
	_, flying := r.flyingGroups[id]
	if !asked && r.unsure(id, acked) {
		m.Unseen = true
		r.Missing = append(r.Missing, m)
		r.warn(WarnGroupMissing, id, fmt.Sprintf("group %q is no longer in the directory or the filter, and a request whose outcome is unknown was about it: the next sync that can read who is in it decides, and until then nothing of it is taken away", m.Name))
		return
	}
	text := fmt.Sprintf("group %q is no longer in the directory or the filter: it stays in the organization with its %s; delete it there if it is not needed", m.Name, directory.Count(m.Members, "member", "members"))
	switch r.In.Groups.Missing {
	case config.MissingEmpty:
		m.Empty = (flying || acked.Unsure || m.Members > 0) && desired.GroupNameProblem(m.Name) == ""
		text = fmt.Sprintf("group %q is no longer in the directory or the filter: it is kept without members; delete it in the organization if it is not needed", m.Name)
	case config.MissingDelete:
		m.Delete = m.GroupID != "" || !r.Looked() // then somebody will
		text = fmt.Sprintf("group %q is no longer in the directory or the filter: it is deleted, with its %s and %s", m.Name, directory.Count(m.Members, "membership", "memberships"), accessTo(m.Collections))
		if !m.Delete {
			text = fmt.Sprintf("group %q is no longer in the directory or the filter, but this server can't delete groups: delete it in the organization", m.Name)
		}
	}
	r.Missing = append(r.Missing, m)
	r.warn(WarnGroupMissing, id, text)
}
