package compare

import (
	"fmt"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/desired"
)

// WarnGroupWaits: a group of the one person that a sync is about is not sent.
const WarnGroupWaits directory.WarningCode = "group-waits"

// Only cuts a comparison down to one person: the work is hers and her
// memberships', the guards look at that, and drift and warnings are those that
// concern her. Everybody else keeps waiting for the next sync.
func (r *Result) Only(o *OnePerson) *Result {
	c := *r
	c.one = o
	c.In.Full = false
	c.In.Sync.OverwriteExisting = false // one request with everybody
	c.Missing, c.Forgotten = nil, nil
	groups := r.GroupsOf(o)
	c.Drift = slices.DeleteFunc(slices.Clone(r.Drift), func(d plan.Drift) bool {
		_, hers := groups[d.ExternalID]
		return !o.Is(d.ExternalID) && !hers || d.ExternalID == ""
	})
	c.Warnings = slices.DeleteFunc(slices.Clone(r.Warnings), func(w directory.Warning) bool { return !r.isAbout(o, w) })
	all := *r
	all.Work = r.whole
	cut := cutting{&c, &all, o, grouping{r}.freshMembers()}
	c.Work = cut.work()
	c.postpone()
	c.warnSeats()
	c.alone = plan.One{ExternalID: o.ID, Name: o.Name, Waiting: cut.waiting()}
	if c.Work.IsEmpty() {
		c.alone.Nothing = cut.nothing()
	}
	return &c
}

// One is the person that the comparison was cut down to; nil for everybody.
func (r *Result) One() *plan.One {
	if r.one == nil {
		return nil
	}
	return &r.alone
}

// Concerns tells whether a sync is about a member with that external id.
func (r *Result) Concerns(id string) bool { return r.one == nil || r.one.Is(id) }

// ConcernsGroup tells whether a sync is about a group, or somebody in it.
func (r *Result) ConcernsGroup(g *Group) bool {
	return r.one == nil || lists(g.Members, r.one.ids) || lists(g.Before.Members, r.one.ids)
}

// isAbout tells whether a warning is about a person.
func (r *Result) isAbout(o *OnePerson, w directory.Warning) bool {
	if w.Entry == "" {
		return false
	}
	return o.Is(w.Entry) || slices.ContainsFunc(o.entries, func(at int) bool {
		return w.Entry == r.People[at].Entry.ReferenceID || w.Entry == r.People[at].Entry.ExternalID
	})
}

// cutting cuts the work of all down to that of one.
type cutting struct {
	*Result // what is left
	all     *Result
	one     *OnePerson
	fresh   map[string]struct{}
}

func (c cutting) work() Work {
	w, all := Work{}, &c.all.Work
	for _, x := range all.Removals {
		if c.one.Is(x.ID) {
			w.Removals = append(w.Removals, x)
		}
	}
	hers := func(list []*Person) []*Person {
		return slices.DeleteFunc(slices.Clone(list), func(p *Person) bool { return !c.one.Is(p.ID) })
	}
	w.Restored, w.Known, w.Fresh = hers(all.Restored), hers(all.Known), hers(all.Fresh)
	if c.stays(Held) && !slices.ContainsFunc(w.Removals, func(x Removal) bool { return x.Send }) {
		return Work{} // keeps what was accepted
	}
	if !c.leavesOnly(&w) && !c.stays(ByHand) {
		for i := range c.Groups {
			if g, differs := c.group(&c.Groups[i]); differs {
				w.Groups = append(w.Groups, g)
			}
		}
	}
	slices.SortStableFunc(w.Groups, func(a, b GroupUpdate) int { return strings.Compare(a.ID, b.ID) })
	return w
}

// stays tells whether such a fate keeps the person from being sent.
func (c cutting) stays(fate Fate) bool {
	is := func(f Fate) bool {
		return slices.ContainsFunc(c.one.entries, func(at int) bool { return c.People[at].Fate == f })
	}
	return is(fate) && !is(Member)
}

// leavesOnly tells whether the member is removed, by which a server takes it
// out of all groups. vaultwarden keeps it there.
func (c cutting) leavesOnly(w *Work) bool {
	return len(w.Removals) > 0 && len(w.Known)+len(w.Fresh) == 0 && !c.Vaultwarden() &&
		!slices.ContainsFunc(w.Removals, func(x Removal) bool { return !x.Send || x.Revoke })
}

// group is a group with the members that it has, and the one person added or
// taken out. Whatever else waits, its name and other members, is not sent.
func (c cutting) group(g *Group) (u GroupUpdate, differs bool) {
	acked := c.In.State.Groups[g.ID].Members
	if g.Twin || !lists(g.Members, c.one.ids) && !lists(g.Before.Members, c.one.ids) && !lists(acked, c.one.ids) {
		return u, false
	}
	members := slices.Clone(g.Before.Members)
	known := true
	for id := range c.one.ids {
		at, in := slices.BinarySearch(members, id)
		_, should := slices.BinarySearch(g.Members, id)
		_, accepted := slices.BinarySearch(acked, id)
		_, isNew := c.fresh[id]
		known = known && accepted == should && !(isNew && should)
		switch {
		case should && !in:
			members = slices.Insert(members, at, id)
		case in && !should:
			members = slices.Delete(members, at, at+1)
		}
	}
	if known && slices.Equal(members, g.Before.Members) {
		return u, false
	}
	if hand := slices.DeleteFunc(slices.Clone(members), func(id string) bool { return !strings.HasPrefix(id, byHand("")) }); len(hand) > 0 {
		var names []string
		for _, ref := range c.Refs(hand) {
			names = append(names, ref.Name)
		}
		c.warn(WarnGroupWaits, g.ID, fmt.Sprintf("group %q waits for the next sync, because it has members without an external id, whom an import takes out: %s", g.Name, shortList(names)))
		return u, false
	}
	u = GroupUpdate{ID: g.ID, Name: g.Name, StableID: g.StableID, Members: members, Before: g.Before, Exists: g.Exists, Healed: g.Healed && !g.Exists}
	if g.Exists && desired.GroupNameProblem(g.Before.Name) == "" {
		u.Name = g.Before.Name
	}
	return u, true
}

// waiting counts what is left for the next sync.
func (c cutting) waiting() int {
	n, all := len(c.all.Work.Deleted), &c.all.Work
	for i := range all.Removals {
		if x := &all.Removals[i]; x.Known && !c.one.Is(x.ID) {
			n++
		}
	}
	for _, list := range [][]*Person{all.Restored, all.Known, all.Fresh} {
		for _, p := range list {
			if !c.one.Is(p.ID) {
				n++
			}
		}
	}
	for _, m := range all.Overwritten {
		if !c.one.Is(m.ExternalID) {
			n++
		}
	}
	for i := range all.Groups {
		g := &all.Groups[i]
		same := func(u GroupUpdate) bool {
			return u.ID == g.ID && u.Name == g.Name && slices.Equal(u.Members, g.Members)
		}
		if !slices.ContainsFunc(c.Work.Groups, same) && c.differsForOthers(g) {
			n++
		}
	}
	return n
}

// differsForOthers tells whether more of a group differs than the one person.
func (c cutting) differsForOthers(g *GroupUpdate) bool {
	without := func(ids []string) []string {
		return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return c.one.Is(id) })
	}
	return !g.Exists || g.Name != g.Before.Name || !slices.Equal(without(g.Members), without(g.Before.Members))
}

// nothing says why nothing is sent.
func (c cutting) nothing() plan.Reason {
	text := ""
	for _, w := range c.Warnings {
		if w.Code == WarnGroupWaits {
			return plan.Because(plan.GroupWaits)
		}
		if text == "" {
			text = w.Text
		}
	}
	if c.Postponed != nil {
		return c.Postponed.Reason
	}
	code := plan.UpToDate
	for _, at := range c.one.entries {
		if why := c.why(&c.People[at]); why != "" {
			code = why
		}
	}
	if len(c.one.entries) == 0 { // acknowledged, and absent
		code = plan.MissingKept
	}
	if code == plan.MissingKept && c.all.In.Sync.OverwriteExisting {
		code = plan.Overwrites
	}
	for i := range c.Work.Removals {
		switch x := &c.Work.Removals[i]; {
		case x.Owner:
			code = plan.OwnerKept
		case x.Elsewhere:
			code = plan.AnotherProfile
		case x.Revoke && !x.Send:
			code = plan.StaysRevoked
		case !x.Send && !x.Known:
			code = plan.NoMember
		}
	}
	if code == plan.StaysHeld || code == plan.StaysOut {
		return plan.Because(code, "text", text)
	}
	return plan.Because(code)
}

// why tells why nothing is sent of an entry; empty where it is to be a member.
func (c cutting) why(p *Person) plan.Code {
	_, acked := c.In.State.Members[p.ID]
	switch {
	case !c.In.Sync.Users, p.Fate == Member && (p.Restored || !c.isOffboarded(p.ID)):
	case p.Elsewhere:
		return plan.AnotherProfile
	case p.Fate == Held:
		return plan.StaysHeld
	case c.isOffboarded(p.ID):
		return plan.Offboarded
	case p.Fate == ByHand:
		return plan.StaysByHand
	case p.Verdict == desired.Uninvited:
		return plan.NotInvited
	case p.Fate == LeftOut:
		return plan.StaysOut
	case p.Fate == Gone:
		return plan.NoMember
	case acked && p.Verdict == desired.Filtered:
		return plan.MissingKept
	case p.Verdict == desired.Filtered:
		return plan.FilteredOut
	}
	return ""
}
