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
		if m, shown := p.roster.byID[r.id]; !r.send && !(shown && m.Role == organization.RoleOwner) {
			x.forget(&c, r)
		}
	}
	for i := range p.people {
		u := &p.people[i]
		if acked, known := p.state.Members[u.id]; known && u.fate == fateMember && acked.Email == u.email && acked != ackedMember(u) {
			c.SetMembers[u.id] = ackedMember(u)
		}
	}
	x.settleFlights(&c)
	if err := x.Store.Commit(ctx, c); err != nil {
		return fmt.Errorf("record what is settled: %w", err)
	}
	return nil
}

// settleFlights settles entries of an earlier run that are neither sent nor
// removed in this one, as far as the member list tells.
func (x *sender) settleFlights(c *organization.Change) {
	p := x.plan
	if !p.roster.listed {
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

// forget writes an accepted removal into c.
func (x *sender) forget(c *organization.Change, r removal) {
	c.DeleteMembers = append(c.DeleteMembers, r.id)
	if r.reason != reasonMissing {
		c.AddRemoved = append(c.AddRemoved, r.id)
	}
	c.DeleteFlights = append(c.DeleteFlights,
		organization.Flight{Kind: organization.FlightMember, ExternalID: r.id},
		organization.Flight{Kind: organization.FlightRemoval, ExternalID: r.id})
}

// accept acknowledges a request that the server accepted, in one transaction.
func (x *sender) accept(ctx context.Context, b *batch) error {
	p := x.plan
	c := organization.Change{
		SetMembers: map[string]organization.AckedMember{}, SetGroups: map[string]organization.AckedGroup{},
		DeleteFlights: b.flights(),
	}
	gone := 0
	for _, r := range b.removals {
		x.forget(&c, r)
		x.sentRemovals = append(x.sentRemovals, r)
		if r.known {
			gone++
			x.changed(organization.UserRemoved, r.id, p.shownName(r.id, r.email), r.reason)
		}
	}
	for _, u := range b.people {
		if u.fate == fateMember {
			c.SetMembers[u.id] = ackedMember(u)
		} else if acked, known := p.state.Members[u.id]; known {
			c.SetMembers[u.id] = acked
		} else {
			c.SetMembers[u.id] = organization.AckedMember{Email: u.email}
		}
		c.DeleteRemoved = append(c.DeleteRemoved, u.id)
		c.DeleteFlights = append(c.DeleteFlights, organization.Flight{Kind: organization.FlightRemoval, ExternalID: u.id})
		x.sentMembers = append(x.sentMembers, u)
		x.noteMember(u)
	}
	if b.request.OverwriteExisting {
		gone += x.acceptOverwrite(&c)
	}
	x.acceptGroups(&c, b.groups)
	if gone > 0 {
		recent := slices.DeleteFunc(slices.Clone(p.state.Removals), func(r organization.RemovalCount) bool { return p.now.Sub(r.At) >= 24*time.Hour })
		p.state.Removals = append(recent, organization.RemovalCount{At: x.Now(), N: gone})
		c.Removals = &p.state.Removals
	}
	if err := x.Store.Commit(ctx, c); err != nil {
		return fmt.Errorf("record what the server accepted: %w", err)
	}
	return nil
}

// acceptOverwrite forgets everybody who was not in the one request.
func (x *sender) acceptOverwrite(c *organization.Change) (gone int) {
	desired := x.plan.desiredIDs()
	for id := range x.plan.state.Members {
		if _, ok := desired[id]; !ok {
			c.DeleteMembers = append(c.DeleteMembers, id)
		}
	}
	for id, m := range x.plan.roster.byID {
		if _, ok := desired[id]; !ok && m.Role != organization.RoleOwner && !x.wasRemoved(id) {
			gone++
			x.changed(organization.UserRemoved, id, m.Email, "not in the directory (overwriteExisting)")
		}
	}
	slices.Sort(c.DeleteMembers)
	return gone
}

func (x *sender) wasRemoved(id string) bool {
	return slices.ContainsFunc(x.sentRemovals, func(r removal) bool { return r.id == id })
}

// acceptGroups acknowledges groups, except those that list somebody whom the
// server did not take: they are sent again.
func (x *sender) acceptGroups(c *organization.Change, groups []unit) {
	for i := range groups {
		g := &groups[i]
		x.noteGroup(g)
		if len(x.refused) > 0 && slices.ContainsFunc(g.members, func(id string) bool { _, no := x.refused[id]; return no }) {
			continue
		}
		acked := organization.AckedGroup{Name: g.name, Members: g.members}
		if g.group != nil {
			acked.StableID = g.group.StableID
		}
		c.SetGroups[g.id] = acked
	}
}

// verify reads the member list once after the last request that added or
// removed members, and takes back what the server accepted but does not show.
func (x *sender) verify(ctx context.Context) error {
	if !x.plan.roster.listed || len(x.sentMembers)+len(x.sentRemovals) == 0 {
		return nil
	}
	x.progress(StageVerify, 0, 0)
	members, err := x.Organization.Members(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return err
		}
		x.plan.warn(WarnMemberList, "", "the member list could not be read after sending, so nobody checked what the server did: "+err.Error())
		return nil
	}
	now, _ := newRoster(members)
	c := organization.Change{SetMembers: map[string]organization.AckedMember{}}
	for _, u := range x.sentMembers {
		if _, shown := now.byID[u.id]; shown {
			continue
		}
		c.DeleteMembers = append(c.DeleteMembers, u.id)
		x.refused[u.id] = struct{}{}
		x.notShown(u.user.ReferenceID, fmt.Sprintf("the server accepted %s, but does not show it as a member: %s", describe(u), now.whyNot(u.email)))
	}
	for _, r := range x.sentRemovals {
		if _, shown := now.byID[r.id]; !shown {
			continue
		}
		if acked, known := x.plan.state.Members[r.id]; known {
			c.SetMembers[r.id] = acked
		}
		c.DeleteRemoved = append(c.DeleteRemoved, r.id)
		x.notShown(r.id, fmt.Sprintf("the server accepted the removal of %s, but still shows it as a member; remove it in the web vault", r.email))
	}
	if err := x.Store.Commit(ctx, c); err != nil {
		return fmt.Errorf("record what the server does not show: %w", err)
	}
	return nil
}

func (x *sender) notShown(entry, text string) {
	x.run.Counts.NotShown++
	x.plan.warn(WarnNotShown, entry, text)
}

// whyNot guesses why a member was silently ignored.
func (r *roster) whyNot(email string) string {
	m, taken := r.byEmail[email]
	switch {
	case taken && m.ExternalID != "":
		return fmt.Sprintf("its email belongs to a member with the external id %s", m.ExternalID)
	case taken:
		return "its email belongs to a member that did not take the external id"
	}
	return "there may be no seat left, or the server does not take this address"
}

// complete records a run that was acknowledged from end to end.
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
	c := organization.Change{Times: &times, Cleared: &no, Shown: &[]organization.ShownList{}, DeleteRemoved: p.staleRemoved()}
	for _, f := range p.state.InFlight {
		if f.Kind == organization.FlightGroup {
			c.DeleteFlights = append(c.DeleteFlights, f)
		}
	}
	if err := x.Store.Commit(ctx, c); err != nil {
		return fmt.Errorf("record the end of the sync: %w", err)
	}
	return nil
}

// staleRemoved returns accepted removals whose user is no longer a tombstone
// (or disabled) in the directory: nothing would send them again.
func (p *plan) staleRemoved() []string {
	going := map[string]struct{}{}
	for i := range p.people {
		if p.people[i].fate == fateRemoved {
			going[p.people[i].id] = struct{}{}
		}
	}
	var stale []string
	for id := range p.state.Removed {
		if _, ok := going[id]; !ok {
			stale = append(stale, id)
		}
	}
	slices.Sort(stale)
	return stale
}
