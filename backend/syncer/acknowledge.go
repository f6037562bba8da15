package syncer

import (
	"context"
	"fmt"
	"slices"
	"time"

	"directoryconnector/backend/organization"
)

// settleWithoutRequest records, before anything is sent, what needs no request: removals that the organization no longer has,
// entries in flight that came to nothing, and better knowledge about members.
func (x *sender) settleWithoutRequest(ctx context.Context, d *difference) error {
	p := x.plan
	c := organization.Change{SetMembers: map[string]organization.AckedMember{}}
	for _, r := range d.removals {
		if !r.send && !r.owner && !r.replaced {
			x.forget(&c, r.id, r.reason)
		}
	}
	for i := range p.people {
		u := &p.people[i]
		acked, known := p.state.Members[u.id]
		_, shown := p.roster.byID[u.id]
		switch {
		case known && u.fate == fateMember && acked.Email == u.email && acked != ackedMember(u):
			c.SetMembers[u.id] = ackedMember(u)
		case known && u.fate == fateLeftOut && p.roster.listed && !shown:
			c.DeleteMembers = append(c.DeleteMembers, u.id)
		}
	}
	x.settleFlights(&c)
	if len(c.SetMembers)+len(c.DeleteMembers)+len(c.AddRemoved)+len(c.DeleteFlights) == 0 {
		return nil
	}
	if err := x.Store.Commit(ctx, c); err != nil {
		return fmt.Errorf("record what is settled: %w", err)
	}
	return nil
}

// settleFlights settles entries of an earlier run that are neither sent nor
// removed in this one, as far as the member list tells.
func (x *sender) settleFlights(c *organization.Change) {
	p := x.plan
	if !p.roster.listed || !p.opts.Sync.Users || len(p.state.InFlight) == 0 {
		return
	}
	handled := p.desiredIDs()
	for _, r := range p.removals {
		handled[r.id] = struct{}{}
	}
	for _, f := range p.state.InFlight {
		if _, ok := handled[f.ExternalID]; ok || f.Kind == organization.FlightGroup {
			continue
		}
		if m, shown := p.roster.byID[f.ExternalID]; shown {
			c.SetMembers[f.ExternalID] = organization.AckedMember{Email: m.Email}
		}
		c.DeleteFlights = append(c.DeleteFlights, f)
	}
}

// ackedMember is what is remembered of a member that the server accepted.
func ackedMember(u *person) organization.AckedMember {
	m := organization.AckedMember{Email: u.email, StableID: u.user.StableID}
	if u.wanted != u.email {
		m.Wanted = u.wanted
	}
	return m
}

// forget writes an accepted removal into c, as far as it is not known yet.
func (x *sender) forget(c *organization.Change, id, reason string) {
	state := x.plan.state
	if _, known := state.Members[id]; known {
		c.DeleteMembers = append(c.DeleteMembers, id)
	}
	if _, done := state.Removed[id]; !done && reason != reasonMissing {
		c.AddRemoved = append(c.AddRemoved, id)
	}
	if _, flying := x.plan.flying[id]; flying {
		for _, kind := range []organization.FlightKind{organization.FlightMember, organization.FlightRemoval} {
			c.DeleteFlights = append(c.DeleteFlights, organization.Flight{Kind: kind, ExternalID: id})
		}
	}
}

// accept acknowledges a request that the server accepted, in one transaction,
// also when the run is being cancelled.
func (x *sender) accept(ctx context.Context, b *batch) error {
	p := x.plan
	c := organization.Change{
		SetMembers: map[string]organization.AckedMember{}, SetGroups: map[string]organization.AckedGroup{},
		DeleteFlights: b.flights(),
	}
	gone := 0
	outside := map[string]struct{}{} // who is in no group now
	for _, r := range b.removals {
		if !p.server.Vaultwarden { // there they are revoked and stay in their groups
			outside[r.id] = struct{}{}
		}
		x.forget(&c, r.id, r.reason)
		x.sentRemovals, x.unverified = append(x.sentRemovals, r), true
		if r.known {
			gone++
			x.changed(organization.UserRemoved, r.id, p.shownName(r.id, r.email), r.reason)
		}
	}
	for _, u := range b.people {
		if (u.isNew || u.adopted) && x.probed != u && !p.server.Vaultwarden {
			outside[u.id] = struct{}{}
		}
		x.acceptMember(&c, u)
	}
	if b.request.OverwriteExisting {
		gone += x.acceptOverwrite(&c)
		for _, id := range c.DeleteMembers {
			outside[id] = struct{}{}
		}
		for _, r := range p.removals {
			if r.replaced { // it goes on under another id, in its groups
				delete(outside, r.id)
			}
		}
	}
	x.leaveGroups(&c, outside)
	x.acceptGroups(&c, b.groups)
	if gone > 0 {
		old := func(r organization.RemovalCount) bool { return x.Now().Sub(r.At) >= 24*time.Hour }
		recent := append(slices.DeleteFunc(slices.Clone(p.state.Removals), old), organization.RemovalCount{At: x.Now(), N: gone})
		p.state.Removals, c.Removals = recent, &recent
	}
	if err := x.Store.Commit(context.WithoutCancel(ctx), c); err != nil {
		return fmt.Errorf("record what the server accepted: %w", err)
	}
	return nil
}

func (x *sender) acceptMember(c *organization.Change, u *person) {
	p := x.plan
	acked, known := p.state.Members[u.id]
	switch {
	case u.fate == fateMember:
		c.SetMembers[u.id] = ackedMember(u)
	case known:
		c.SetMembers[u.id] = acked
	default:
		c.SetMembers[u.id] = organization.AckedMember{Email: u.email}
	}
	if _, removed := p.state.Removed[u.id]; removed {
		c.DeleteRemoved = append(c.DeleteRemoved, u.id)
	}
	if _, flying := p.flying[u.id]; flying {
		c.DeleteFlights = append(c.DeleteFlights, organization.Flight{Kind: organization.FlightRemoval, ExternalID: u.id})
	}
	if u.replaces != "" {
		x.forgetReplaced(c, u.replaces)
	}
	if _, shown := p.roster.byID[u.id]; !shown {
		x.unverified = true
	}
	if x.probed == u { // overwriteExisting sends the first one again
		return
	}
	x.sentMembers = append(x.sentMembers, u)
	x.noteMember(u)
}

// forgetReplaced forgets the old id of a member that goes on under another,
// where that needed no request of its own.
func (x *sender) forgetReplaced(c *organization.Change, old string) {
	for _, r := range x.plan.removals {
		if r.id == old && r.replaced {
			x.forget(c, old, r.reason)
		}
	}
}

// acceptOverwrite forgets everybody who was not in the one request.
func (x *sender) acceptOverwrite(c *organization.Change) (gone int) {
	desired, roster := x.plan.desiredIDs(), x.plan.roster.byID
	for id := range x.plan.state.Members {
		if _, ok := desired[id]; !ok && !(x.plan.roster.listed && roster[id].Role == organization.RoleOwner && roster[id].ID != "") {
			c.DeleteMembers = append(c.DeleteMembers, id)
		}
	}
	for id, m := range roster {
		if _, ok := desired[id]; !ok && m.Role != organization.RoleOwner && !x.wasRemoved(id) {
			gone++
			x.unverified = true
			x.changed(organization.UserRemoved, id, m.Email, "not in the directory (overwriteExisting)")
		}
	}
	slices.Sort(c.DeleteMembers)
	c.DeleteMembers = slices.Compact(c.DeleteMembers)
	return gone
}

func (x *sender) wasRemoved(id string) bool {
	return slices.ContainsFunc(x.sentRemovals, func(r removal) bool { return r.id == id })
}

// acceptGroups acknowledges groups. Somebody whom the server did not take is
// not acknowledged as their member, so that these groups are sent again.
func (x *sender) acceptGroups(c *organization.Change, groups []unit) {
	for i := range groups {
		g := &groups[i]
		x.noteGroup(g)
		acked := organization.AckedGroup{Name: g.name, Members: g.members, StableID: x.plan.state.Groups[g.id].StableID}
		if g.group != nil {
			acked.StableID = g.group.StableID
		}
		if lists(g.members, x.refused) {
			acked.Members = without(g.members, x.refused)
		}
		c.SetGroups[g.id] = acked
		x.groups[g.id] = acked
	}
}

// leaveGroups takes who left the organization, or is new in it, out of the
// acknowledged groups: a server removes members from their groups as well.
func (x *sender) leaveGroups(c *organization.Change, who map[string]struct{}) {
	if len(who) == 0 {
		return
	}
	for id := range x.plan.state.Groups {
		acked, changed := x.groups[id]
		if !changed {
			acked = x.plan.state.Groups[id]
		}
		if lists(acked.Members, who) {
			acked.Members = without(acked.Members, who)
			c.SetGroups[id] = acked
			x.groups[id] = acked
		}
	}
}

// without returns the ids that are not in the set.
func without(ids []string, set map[string]struct{}) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { _, in := set[id]; return in })
}

// complete records a run that was acknowledged from end to end. What is in
// flight from earlier runs was sent again, removed or is no longer wanted.
func (x *sender) complete(ctx context.Context) error {
	p, now := x.plan, x.Now()
	times, no := p.state.Times, false
	if p.opts.Sync.Users {
		times.Users = now
	}
	if p.opts.Sync.Groups {
		times.Groups = now
	}
	if p.full {
		times.FullSend = now
	}
	c := organization.Change{
		Times: &times, Cleared: &no, Shown: &[]organization.ShownList{},
		DeleteRemoved: p.staleRemoved(), DeleteFlights: p.state.InFlight,
	}
	if err := x.Store.Commit(ctx, c); err != nil {
		return fmt.Errorf("record the end of the sync: %w", err)
	}
	return nil
}

// staleRemoved returns accepted removals whose user is no longer a tombstone
// (or disabled) in the directory: nothing would send them again.
func (p *plan) staleRemoved() []string {
	var stale []string
	for id := range p.state.Removed {
		if !p.anybody(id, func(f fate) bool { return f == fateRemoved }) {
			stale = append(stale, id)
		}
	}
	slices.Sort(stale)
	return stale
}
