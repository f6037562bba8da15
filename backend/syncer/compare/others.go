package compare

import (
	"fmt"
	"maps"
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/desired"
)

// WarnOtherProfile: another profile that feeds the same organization has
// somebody, too.
const WarnOtherProfile directory.WarningCode = "other-profile"

// An Other is another profile that feeds the same organization. Neither takes
// the other's external ids, nor removes whom the other still has.
type Other struct {
	Profile string
	// Members are those that it has acknowledged, by external id.
	Members map[string]organization.AckedMember
	// Groups are the groups that it has acknowledged, by external id.
	Groups map[string]organization.AckedGroup
	// Here are the external ids of the users of its directory, by email.
	Here map[string]string
	// Problem says why it can't be read; else empty.
	Problem string
}

// HasMember tells whether it has acknowledged a member of that external id.
func (o *Other) HasMember(id string) bool { _, has := o.Members[id]; return has }

// HasGroup tells the same of a group.
func (o *Other) HasGroup(id string) bool { _, has := o.Groups[id]; return has }

// otherMember is a member that another profile has.
type otherMember struct {
	organization.AckedMember
	profile, id string
}

// otherGroup is a group that another profile has.
type otherGroup struct{ name, profile string }

// others finds the members and groups of the other profiles.
type others struct {
	byID, byEmail, byStable map[string]otherMember
	groups                  map[string]otherGroup
}

// takeOthers indexes what the other profiles have, and says which of them
// can't be asked.
func (r people) takeOthers() {
	if len(r.In.Others) == 0 {
		return
	}
	r.others = others{map[string]otherMember{}, map[string]otherMember{}, map[string]otherMember{}, map[string]otherGroup{}}
	for i := range r.In.Others {
		o := &r.In.Others[i]
		if o.Problem != "" {
			r.warn(WarnOtherProfile, "", fmt.Sprintf("profile %q can't be read, so nobody can tell whom it has: %s", o.Profile, o.Problem))
		}
		for _, id := range slices.Sorted(maps.Keys(o.Members)) {
			m := otherMember{o.Members[id], o.Profile, id}
			keep(r.others.byID, id, m)
			keep(r.others.byEmail, m.Email, m)
			keep(r.others.byEmail, m.Wanted, m)
			keep(r.others.byStable, m.StableID, m)
		}
		for id, g := range o.Groups {
			if _, there := r.others.groups[id]; !there {
				r.others.groups[id] = otherGroup{g.Name, o.Profile}
			}
		}
	}
}

// keep puts the first one into a map.
func keep(in map[string]otherMember, key string, m otherMember) {
	if _, there := in[key]; key != "" && !there {
		in[key] = m
	}
}

// find finds a person by stable id or one of the emails.
func (o *others) find(stableID string, emails ...string) (m otherMember, found bool) {
	if m, found = o.byStable[stableID]; found && stableID != "" {
		return m, true
	}
	for _, email := range emails {
		if m, found = o.byEmail[email]; found && email != "" {
			return m, true
		}
	}
	return otherMember{}, false
}

// keepOthers takes those whom another profile still has out of the removals.
// This profile forgets them.
func (r people) keepOthers() {
	if len(r.others.byID) == 0 {
		return
	}
	for i := range r.Removals {
		x := &r.Removals[i]
		m, elsewhere := r.others.find(r.In.State.Members[x.ID].StableID, x.Emails...)
		if !elsewhere && !r.Vaultwarden() { // which goes by the email alone
			m, elsewhere = r.others.byID[x.ID]
		}
		if !elsewhere {
			continue
		}
		x.Elsewhere, x.Send, x.Known = true, false, false
		r.warn(WarnOtherProfile, x.ID, fmt.Sprintf("%s (%s) is %s, but profile %q has %s as %s: nothing is taken away", m.Email, x.ID, reasons[x.Reason], m.profile, m.Email, m.id))
	}
}

// keepFromOthers leaves out whoever would take a member away from another
// profile: a newcomer here whom that one has under another external id, which
// groups then list, or whose external id is that of somebody else there.
func (r people) keepFromOthers() {
	if len(r.others.byID) == 0 {
		return
	}
	for i := range r.People {
		p := &r.People[i]
		if _, acked := r.In.State.Members[p.ID]; acked || p.Fate != Member {
			continue
		}
		text := ""
		m, found := r.others.find(p.Entry.StableID, p.Email)
		taken, isTaken := r.others.byID[p.ID]
		switch {
		case found && m.id == p.ID:
		case found:
			p.StandIn = m.id
			text = fmt.Sprintf("profile %q has %s as %s already, under which groups list this member", m.profile, m.Email, m.id)
		case isTaken:
			text = fmt.Sprintf("its external id %s is that of %s in profile %q", p.ID, taken.Email, taken.profile)
		}
		if text != "" {
			p.Fate, p.Elsewhere = LeftOut, true
			r.warn(WarnOtherProfile, p.Entry.ReferenceID, fmt.Sprintf("user %s was left out: %s", p.Describe(), text))
		}
	}
}

// nameShared names those who are in this profile and in another one.
func (r people) nameShared() {
	if len(r.In.Others) == 0 {
		return
	}
	var who []string
	for i := range r.People {
		p := &r.People[i]
		if !p.Stays() {
			continue
		}
		if m, found := r.others.find(p.Entry.StableID, p.Email, p.Wanted); found {
			who = append(who, fmt.Sprintf("%s (%s, and %s in profile %q)", m.Email, p.ID, m.id, m.profile))
			continue
		}
		for j := range r.In.Others {
			o := &r.In.Others[j]
			if id, here := o.Here[desired.CleanEmail(p.Wanted)]; here && id != p.ID {
				who = append(who, fmt.Sprintf("%s (%s, and %s in the directory of profile %q)", p.Wanted, p.ID, id, o.Profile))
				break
			}
		}
	}
	if len(who) > 0 {
		r.warn(WarnOtherProfile, "", fmt.Sprintf("%s in two profiles that feed this organization: %s", directory.Count(len(who), "person is", "people are"), shortList(who)))
	}
}

// ofAnotherProfile tells whether a group has the external id of one that another
// profile has made: then it is not sent. Where both have sent it, neither does
// until one of them gives it up.
func (r grouping) ofAnotherProfile(g *desired.Group) bool {
	other, taken := r.others.groups[g.ID]
	if !taken {
		return false
	}
	_, acked := r.In.State.Groups[g.ID]
	what := "was left out"
	if acked {
		what = "is not sent"
	}
	if g.Verdict == desired.Wanted {
		r.Counts.LeftOut++
		if acked {
			r.Counts.Held++
		}
	}
	r.warn(WarnOtherProfile, g.Entry.ReferenceID, fmt.Sprintf("group %q %s: its external id %s is that of the group %q of profile %q: leave it out of one of them by sync.groupFilter, or set another attribute for external ids", g.Name, what, g.ID, other.name, other.profile))
	return true
}
