package compare

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/desired"
)

// A Group is a group of the directory as the organization has, or will have,
// it.
type Group struct {
	*desired.Group
	Members []string // external ids, sorted
	// At is its position in the desired groups.
	At int
	// Before is what the organization has: as seen where somebody looked at
	// the members, else as acknowledged; Exists says whether it has it at all.
	Before organization.AckedGroup
	Exists bool
	// Differs: it is to be sent.
	Differs bool
	// Unseen: a request whose outcome is unknown was about it, and who is in it
	// can't be read now. It is not sent: whoever leaves it could not be named.
	Unseen bool
	// Healed: it differs because somebody changed the organization by hand.
	Healed bool
	// Collections are those that hang on it, as far as they are shown.
	Collections []string
}

// groupList is the organization's group list, ready to be asked.
type groupList struct {
	byID   map[string]*organization.Group
	listed bool
	// members are those of groups that were looked into, by external id of the
	// group; as external ids, sorted, and of members that have none as byHand
	// of the server's id.
	members map[string][]string
}

// grouping compares the groups, and lists their members.
type grouping struct{ *Result }

// byHand stands for the external id of a member that has none, so that it is
// counted and named where it leaves a group. No directory gives such an id.
func byHand(memberID string) string { return "\x00" + memberID }

func newGroupList(seen *organization.Seen) groupList {
	l := groupList{byID: map[string]*organization.Group{}, members: map[string][]string{}}
	if seen == nil || !seen.GroupsListed {
		return l
	}
	l.listed = true
	externalID := map[string]string{}
	if len(seen.MembersOf) > 0 {
		for i := range seen.Members {
			externalID[seen.Members[i].ID] = seen.Members[i].ExternalID
		}
	}
	for i := range seen.Groups {
		g := &seen.Groups[i]
		if g.ExternalID == "" {
			continue
		}
		l.byID[g.ExternalID] = g
		of, asked := seen.MembersOf[g.ID]
		if !asked {
			continue
		}
		ids := make([]string, 0, len(of))
		for _, id := range of {
			external := externalID[id]
			if external == "" {
				external = byHand(id)
			}
			ids = append(ids, external)
		}
		slices.Sort(ids)
		l.members[g.ExternalID] = slices.Compact(ids)
	}
	return l
}

// compareGroups compares every group that is to be there.
func (r grouping) compareGroups(list groupList) {
	fresh := sync.OnceValue(r.freshMembers)
	r.Groups = make([]Group, 0, len(r.In.Desired.Groups))
	for i := range r.In.Desired.Groups {
		g := &r.In.Desired.Groups[i]
		if g.Verdict != desired.Wanted && g.Verdict != desired.Held || r.ofAnotherProfile(g) {
			continue
		}
		r.Groups = append(r.Groups, r.compareGroup(i, g, list, fresh))
	}
	r.nameOrphans(list)
}

// freshMembers are those who are new to the organization: they are in none of
// its groups, whatever was acknowledged.
func (r grouping) freshMembers() map[string]struct{} {
	fresh := map[string]struct{}{}
	for i := range r.People {
		if p := &r.People[i]; p.Stays() && (p.New || p.Adopted) {
			fresh[p.ID] = struct{}{}
		}
	}
	return fresh
}

func (r grouping) compareGroup(at int, g *desired.Group, list groupList, fresh func() map[string]struct{}) Group {
	acked, known := r.In.State.Groups[g.ID]
	out := Group{Group: g, At: at, Before: acked, Exists: known}
	shown, there := list.byID[g.ID]
	if list.listed {
		out.Exists = there
		r.groupDrift(&out, acked, known, shown, list.members)
	}
	if _, asked := list.members[g.ID]; !asked && g.Verdict == desired.Wanted && r.unsure(g.ID, acked) {
		out.Unseen = true
		r.warn(WarnGroupWaits, g.ID, fmt.Sprintf("group %q waits for a sync that can read who is in it, because a request whose outcome is unknown was about it", g.Name))
	}
	if g.Twin {
		out.Members = acked.Members
	} else {
		out.Members = r.listMembers(r.In.Desired.Flat[at], union(acked.Members, out.Before.Members), out.Before.Members, g.Entry.UserMembers)
	}
	out.Differs = g.Verdict == desired.Wanted && !out.Unseen &&
		(!known || acked.Unsure || !out.Exists || out.Before.Name != g.Name || acked.Name != g.Name ||
			!slices.Equal(out.Before.Members, out.Members) || !slices.Equal(acked.Members, out.Members) || lists(out.Members, fresh()))
	return out
}

// unsure tells whether nobody knows who is in a group unless it is read, which
// can't be done now.
func (r grouping) unsure(id string, acked organization.AckedGroup) bool {
	_, flying := r.flyingGroups[id]
	return (flying || acked.Unsure) && r.unread()
}

// groupDrift compares what was acknowledged of a group with what is shown.
func (r grouping) groupDrift(g *Group, acked organization.AckedGroup, known bool, shown *organization.Group, members map[string][]string) {
	switch {
	case shown == nil && known:
		g.Healed, g.Before = true, organization.AckedGroup{}
		r.Drift = append(r.Drift, plan.Drift{Kind: plan.GroupGone, ExternalID: g.ID, Name: acked.Name})
		return
	case shown == nil:
		return
	}
	g.Collections = shown.Collections
	g.Before.Name = shown.Name
	if known && shown.Name != acked.Name && !r.Vaultwarden() {
		g.Healed = true
		r.Drift = append(r.Drift, plan.Drift{Kind: plan.GroupRenamed, ExternalID: g.ID, Name: acked.Name, Now: shown.Name})
	}
	ids, asked := members[g.ID]
	if !asked {
		return
	}
	g.Before.Members = ids
	if known && !slices.Equal(ids, acked.Members) {
		d := plan.Drift{
			Kind: plan.GroupMembers, ExternalID: g.ID, Name: shown.Name,
			Joined: r.Refs(missingFrom(ids, acked.Members)), Left: r.gone(r.Refs(missingFrom(acked.Members, ids))),
		}
		g.Healed = g.Healed || len(d.Joined) > 0 || slices.ContainsFunc(d.Left, r.wentByHand)
		r.Drift = append(r.Drift, d)
	}
}

// wentByHand tells whether somebody else took a member out, also out of the
// organization: not a request of which nobody knows what became of it.
func (r *Result) wentByHand(ref plan.Ref) bool {
	_, flying := r.flying[ref.ExternalID]
	return ref.Reason != plan.NoMember || !flying
}

// gone marks those who lost a group because they are no members any more.
func (r *Result) gone(refs []plan.Ref) []plan.Ref {
	for i := range refs {
		if id := refs[i].ExternalID; r.List.Listed && id != "" && !r.List.Shows(id) {
			refs[i].Reason = plan.NoMember
		}
	}
	return refs
}

// nameOrphans names groups that came from a directory and that neither this
// one nor this profile knows, and counts those made by hand.
func (r grouping) nameOrphans(list groupList) {
	if !list.listed {
		return
	}
	here := map[string]struct{}{}
	for i := range r.In.Desired.Groups {
		here[r.In.Desired.Groups[i].ID] = struct{}{}
	}
	byHand := 0
	for i := range r.In.Seen.Groups {
		g := &r.In.Seen.Groups[i]
		if g.ExternalID == "" {
			byHand++
			continue
		}
		_, acked := r.In.State.Groups[g.ExternalID]
		_, flying := r.flyingGroups[g.ExternalID]
		_, others := r.others.groups[g.ExternalID]
		if _, ok := here[g.ExternalID]; !ok && !acked && !flying && !others {
			r.Drift = append(r.Drift, plan.Drift{Kind: plan.OrphanGroup, ExternalID: g.ExternalID, Name: g.Name})
		}
	}
	if byHand > 0 {
		r.Drift = append(r.Drift, plan.Drift{Kind: plan.UnknownGroups, Count: byHand})
		r.nameMadeByHand()
	}
}

// Refs names members by external id.
func (r *Result) Refs(ids []string) []plan.Ref {
	refs := make([]plan.Ref, len(ids))
	for i, id := range ids {
		if member, ok := strings.CutPrefix(id, byHand("")); ok {
			refs[i] = plan.Ref{Name: r.emailOf(member)}
			continue
		}
		refs[i] = plan.Ref{ExternalID: id, Name: r.nameOf(id)}
	}
	return refs
}

// emailOf is the email of a member by the server's id.
func (r *Result) emailOf(memberID string) string {
	if r.emails == nil {
		r.emails = make(map[string]string, len(r.In.Seen.Members))
		for i := range r.In.Seen.Members {
			r.emails[r.In.Seen.Members[i].ID] = r.In.Seen.Members[i].Email
		}
	}
	return r.emails[memberID]
}

// nameOf is the email of somebody, as well as it is known.
func (r *Result) nameOf(id string) string {
	if m, ok := r.List.ByID(id); ok && m.Email != "" {
		return m.Email
	}
	if at, found := r.In.Desired.Find(id); found {
		if p := &r.People[at]; p.Email != "" {
			return p.Email
		}
		return r.People[at].Wanted
	}
	return r.In.State.Members[id].Email
}

// lists tells whether one of the ids is in the set.
func lists(ids []string, set map[string]struct{}) bool {
	return len(set) > 0 && slices.ContainsFunc(ids, func(id string) bool { _, in := set[id]; return in })
}

// union merges two sorted lists; of equal ones it returns the first.
func union(a, b []string) []string {
	if len(b) == 0 || slices.Equal(a, b) {
		return a
	}
	if len(a) == 0 {
		return b
	}
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}
