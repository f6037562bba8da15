package offboard

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/desired"
	"directoryconnector/backend/syncer/who"
)

// A finder knows who is who: members, what is remembered of them, and the
// entries of the last read.
type finder struct {
	Input
	members []organization.Member
	apart   map[string]organization.AckedMember
	// flying are those whom a request should make a member whose answer was lost.
	flying map[string]organization.AckedMember
	// byID, byStable and byEmail find entries; who is deleted goes after who is
	// there.
	byID, byStable, byEmail map[string]*directory.User
}

func newFinder(in Input) *finder {
	f := &finder{
		Input: in, apart: in.State.Apart(), flying: map[string]organization.AckedMember{},
		byID: map[string]*directory.User{}, byStable: map[string]*directory.User{}, byEmail: map[string]*directory.User{},
	}
	if f.members = in.Seen.Members; !in.Seen.Listed {
		f.members = remembered(in.State)
	}
	for _, x := range in.State.InFlight {
		if x.Kind == organization.FlightMember {
			f.flying[x.ExternalID] = organization.AckedMember{Email: x.Email, StableID: x.StableID}
		}
	}
	if in.Snapshot == nil {
		return f
	}
	put := func(to map[string]*directory.User, key string, u *directory.User) {
		if old := to[key]; key != "" && (old == nil || old.Deleted && !u.Deleted) {
			to[key] = u
		}
	}
	for i := range in.Snapshot.Users {
		u := &in.Snapshot.Users[i]
		put(f.byID, u.ExternalID, u)
		put(f.byStable, u.StableID, u)
		put(f.byEmail, desired.CleanEmail(u.Email), u)
	}
	return f
}

// remembered stands in for a list: those who were acknowledged, and those of
// whom nobody knows whether they are out.
func remembered(state *organization.State) []organization.Member {
	accepted := map[string]organization.AckedMember{}
	maps.Copy(accepted, state.Offboarded)
	maps.Copy(accepted, state.Members)
	members := make([]organization.Member, 0, len(accepted))
	for _, id := range slices.Sorted(maps.Keys(accepted)) {
		members = append(members, organization.Member{ExternalID: id, Email: accepted[id].Email, Role: organization.RoleUser, Status: organization.StatusConfirmed})
	}
	return members
}

// known is what is remembered of a member.
func (f *finder) known(m organization.Member) organization.AckedMember {
	if acked, ok := f.State.Members[m.ExternalID]; ok && m.ExternalID != "" {
		return acked
	}
	if apart, ok := f.apart[m.ExternalID]; ok {
		return apart // nobody has the empty one
	}
	if lost := f.flying[m.ExternalID]; lost.Email == desired.CleanEmail(m.Email) {
		return lost
	}
	return organization.AckedMember{}
}

// entryOf is the entry of a member in the last read; nil where there is none.
func (f *finder) entryOf(m organization.Member) *directory.User {
	stable := f.known(m).StableID
	if u := f.byStable[stable]; u != nil {
		return u
	}
	if u := f.byID[m.ExternalID]; u != nil && !directory.DifferentStableID(stable, u.StableID) {
		return u
	}
	return f.byEmail[desired.CleanEmail(m.Email)]
}

// idOf is the external id under which a sync knows an entry, or would invite
// it; empty for none, and where that is another member's: the entry has only the
// email of the one that is meant.
func (f *finder) idOf(m organization.Member, entry *directory.User) string {
	if entry == nil {
		return ""
	}
	id := desired.IDOf(desired.Input{Snapshot: f.Snapshot, Acknowledged: f.State, Seen: f.Seen, Now: f.Now, Key: f.Key}, entry)
	if id != m.ExternalID && slices.ContainsFunc(f.members, func(other organization.Member) bool { return other.ExternalID == id }) {
		return ""
	}
	return id
}

// find finds the one member that is meant.
func (f *finder) find() (organization.Member, error) {
	found := who.Find(f.candidates(), f.Who, f.Key)
	switch len(found) {
	case 0:
		hint := "Give the email or the external id of a member, as the web vault shows it."
		if f.isGroup() {
			hint = "This is a group. Offboarding is about one person."
		}
		return organization.Member{}, directory.WithHint(&who.NobodyError{Name: f.Who, Where: "the organization", Nearest: who.Nearest(f.candidates(), f.Who)}, hint)
	case 1:
		return f.members[found[0].At], nil
	}
	several := &who.SeveralError{Name: f.Who}
	for _, c := range found {
		several.Found = append(several.Found, c.Shown())
	}
	slices.Sort(several.Found)
	return organization.Member{}, directory.WithHint(several, "Name one of them by the external id, which stands in brackets.")
}

// isGroup tells whether the name is a group's.
func (f *finder) isGroup() bool {
	is := func(names ...string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return name != "" && strings.EqualFold(name, strings.TrimSpace(f.Who)) })
	}
	for id, g := range f.State.Groups {
		if is(id, g.Name) {
			return true
		}
	}
	return f.Snapshot != nil && slices.ContainsFunc(f.Snapshot.Groups, func(g directory.Group) bool { return is(g.ExternalID, g.StableID, g.ReferenceID, g.Name) })
}

// findOut finds somebody who was offboarded before and is no member any more.
func (f *finder) findOut() (m organization.Member, found bool) {
	out := &finder{Input: f.Input, apart: f.apart, flying: f.flying, byID: f.byID, byStable: f.byStable, byEmail: f.byEmail}
	for _, id := range slices.Sorted(maps.Keys(f.State.Offboarded)) {
		is := func(m organization.Member) bool { return m.ExternalID == id }
		if !slices.ContainsFunc(f.members, is) {
			out.members = append(out.members, organization.Member{ExternalID: id, Email: f.State.Offboarded[id].Email})
		}
	}
	if list := who.Find(out.candidates(), f.Who, f.Key); len(list) > 0 {
		return out.members[list[0].At], true
	}
	return m, false
}

func (f *finder) candidates() iter.Seq[who.Candidate] {
	return func(yield func(who.Candidate) bool) {
		for i, m := range f.members {
			acked, entry := f.known(m), f.entryOf(m)
			c := who.Candidate{ID: m.ExternalID, Email: m.Email, At: i, Names: []string{m.ID, acked.Email, acked.Wanted, acked.StableID}}
			if entry != nil {
				c.Names = append(c.Names, entry.ExternalID, entry.ReferenceID, entry.StableID, desired.CleanEmail(entry.Email))
			}
			if !yield(c) {
				return
			}
		}
	}
}
