package send

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
)

// acknowledging records what the server accepted.
type acknowledging struct{ *sender }

// accept acknowledges a request that the server accepted, in one transaction,
// also when the run is being cancelled.
func (x acknowledging) accept(ctx context.Context, b *batch) error {
	r := x.result
	c := organization.Change{
		SetMembers: map[string]organization.AckedMember{}, SetGroups: map[string]organization.AckedGroup{},
		DeleteFlights: b.flights(),
	}
	gone := 0
	outside, doubtful := map[string]struct{}{}, map[string]struct{}{} // who is in no group now, who may be in none
	for i := range b.removals {
		removal := &b.removals[i]
		if !r.Vaultwarden() { // there they are revoked and stay in their groups
			outside[removal.ID] = struct{}{}
		}
		if x.forget(&c, removal.ID, removal.Reason); removal.Doubtful {
			x.remember(&c, removal.ID)
		}
		x.sentRemovals, x.unverified = append(x.sentRemovals, *removal), true
		x.removed[removal.ID] = struct{}{}
		if removal.Known {
			gone++
			x.changed(r.Changes().RemovalChange(removal))
		}
	}
	for _, p := range b.people {
		switch {
		case x.probed == p || r.Vaultwarden():
		case p.New || p.Adopted:
			outside[p.ID] = struct{}{}
		case x.mayHaveLeft(p):
			doubtful[p.ID] = struct{}{}
		}
		x.acceptMember(&c, p)
	}
	if b.request.OverwriteExisting {
		gone += x.acceptOverwrite(&c)
		for _, id := range c.DeleteMembers {
			outside[id] = struct{}{}
		}
		for i := range r.Removals {
			if r.Removals[i].Replaced { // it goes on under another id, in its groups
				delete(outside, r.Removals[i].ID)
			}
		}
	}
	x.leaveGroups(&c, outside)
	x.doubtGroups(&c, doubtful)
	x.acceptGroups(&c, b.groups)
	x.countRemovals(&c, gone)
	x.unknow(&c)
	if r.List.Listed && !b.request.OverwriteExisting {
		c.AddFlights = recording(x).toVerify(b)
	}
	return x.keep(ctx, c)
}

// mayHaveLeft tells of somebody who is sent again while nobody knows whether an
// earlier removal was carried out: then all groups were lost with it, else none.
func (x acknowledging) mayHaveLeft(p *compare.Person) bool {
	return !x.result.List.Listed && slices.Contains(x.flying[p.ID], organization.FlightRemoval)
}

// countRemovals adds to the removals of the last 24 hours.
func (x *sender) countRemovals(c *organization.Change, n int) {
	if n == 0 {
		return
	}
	state := x.result.In.State
	recent := compare.AddRemoval(state.Removals, x.Now(), n)
	state.Removals, c.Removals = recent, &recent
}

// forget writes an accepted removal into c, as far as it is not known yet.
func (x acknowledging) forget(c *organization.Change, id string, reason plan.Code) {
	state := x.result.In.State
	if _, known := state.Members[id]; known {
		c.DeleteMembers = append(c.DeleteMembers, id)
	}
	if _, revoked := state.Revoked[id]; revoked && !x.lostID(id) {
		c.DeleteRevoked = append(c.DeleteRevoked, id)
	}
	if _, done := state.Removed[id]; !done && (reason == plan.Deleted || reason == plan.Disabled) {
		c.AddRemoved = append(c.AddRemoved, id)
	}
	for _, kind := range x.flying[id] {
		c.DeleteFlights = append(c.DeleteFlights, organization.Flight{Kind: kind, ExternalID: id})
	}
	if _, known := state.Known.Members[id]; known {
		x.gone = append(x.gone, id)
	}
}

// remember keeps somebody acknowledged for the accepted address, to name in every run.
func (x acknowledging) remember(c *organization.Change, id string) {
	acked := x.result.In.State.Members[id]
	c.SetMembers[id] = organization.AckedMember{Email: acked.Email, StableID: acked.StableID}
	without := func(ids []string) []string {
		return slices.DeleteFunc(ids, func(other string) bool { return other == id })
	}
	c.DeleteMembers, c.AddRemoved = without(c.DeleteMembers), without(c.AddRemoved)
}

func (x acknowledging) acceptMember(c *organization.Change, p *compare.Person) {
	r := x.result
	acked, known := r.In.State.Members[p.ID]
	switch {
	case p.Fate == compare.Member:
		c.SetMembers[p.ID] = p.Acknowledged()
	case known: // held, and sent with the address that the list shows
		if wanted := acked.LastWanted(); p.Email != acked.Email {
			if acked.Email, acked.Wanted = p.Email, wanted; wanted == p.Email {
				acked.Wanted = ""
			}
		}
		c.SetMembers[p.ID] = acked
	default:
		c.SetMembers[p.ID] = organization.AckedMember{Email: p.Email, StableID: p.StableID}
	}
	if _, removed := r.In.State.Removed[p.ID]; removed {
		c.DeleteRemoved = append(c.DeleteRemoved, p.ID)
	}
	if _, offboarded := r.In.State.Offboarded[p.ID]; offboarded && p.Again {
		c.DeleteOffboarded = append(c.DeleteOffboarded, p.ID)
	}
	if _, byHand := r.In.State.RemovedByHand[p.ID]; byHand {
		c.DeleteRemovedByHand = append(c.DeleteRemovedByHand, p.ID)
	}
	if slices.Contains(x.flying[p.ID], organization.FlightRemoval) {
		c.DeleteFlights = append(c.DeleteFlights, organization.Flight{Kind: organization.FlightRemoval, ExternalID: p.ID})
	}
	if p.Replaces != "" {
		x.forgetReplaced(c, p.Replaces)
	}
	if !r.List.Shows(p.ID) {
		x.unverified = true
	}
	if x.probed == p { // overwriteExisting sends the first one again
		return
	}
	x.sentMembers = append(x.sentMembers, p)
	if change, differs := r.Changes().PersonChange(p); differs {
		x.changed(change)
	}
}

// acceptOverwrite forgets everybody who was not in the one request.
func (x acknowledging) acceptOverwrite(c *organization.Change) (gone int) {
	desiredIDs, list := x.result.OverwriteIDs(), x.result.List
	for id := range x.result.In.State.Members {
		m, shown := list.ByID(id)
		if _, ok := desiredIDs[id]; !ok && !(shown && m.Role == organization.RoleOwner) && !x.result.LostID(id) {
			c.DeleteMembers = append(c.DeleteMembers, id)
		}
	}
	for _, m := range x.result.Work.Overwritten {
		if !x.wasRemoved(m.ExternalID) {
			gone++
			x.unverified = true
			x.changed(plan.Change{Action: plan.Remove, Kind: plan.User, ExternalID: m.ExternalID, Name: cmp.Or(m.Email, m.ExternalID), Reason: plan.Because(plan.Overwritten)})
		}
	}
	slices.Sort(c.DeleteMembers)
	c.DeleteMembers = slices.Compact(c.DeleteMembers)
	return gone
}

func (x *sender) wasRemoved(id string) bool {
	_, removed := x.removed[id]
	return removed
}

// acceptGroups acknowledges groups. Somebody whom the server did not take is
// not acknowledged as their member, so that these groups are sent again.
func (x acknowledging) acceptGroups(c *organization.Change, groups []compare.GroupUpdate) {
	for i := range groups {
		g := &groups[i]
		acked := organization.AckedGroup{Name: g.Name, Members: without(g.Members, x.refused), StableID: g.StableID}
		if change, differs := x.result.Changes().GroupChange(g); differs && !x.cameToNothing(&change) {
			x.changed(change)
		}
		c.SetGroups[g.ID] = acked
		x.groups[g.ID] = acked
	}
}

// cameToNothing takes out of a change to a group whom the server did not take,
// and tells whether nothing of it is left.
func (x *sender) cameToNothing(c *plan.Change) bool {
	if len(x.refused) == 0 {
		return false
	}
	before := len(c.Joins)
	c.Joins = slices.DeleteFunc(c.Joins, func(ref plan.Ref) bool { _, not := x.refused[ref.ExternalID]; return not })
	c.Members -= before - len(c.Joins)
	return c.Action == plan.Update && before > 0 && len(c.Joins)+len(c.Leaves) == 0 && c.Before == ""
}

// leaveGroups takes who left the organization, or is new in it, out of the
// acknowledged groups: a server removes members from their groups as well.
func (x *sender) leaveGroups(c *organization.Change, who map[string]struct{}) {
	x.changeGroups(c, who, func(g *organization.AckedGroup) { g.Members = without(g.Members, who) })
}

// doubtGroups marks the acknowledged groups of whom nobody knows whether they
// are in them.
func (x *sender) doubtGroups(c *organization.Change, who map[string]struct{}) {
	x.changeGroups(c, who, func(g *organization.AckedGroup) { g.Unsure = true })
}

// changeGroups changes the acknowledged groups that list one of them.
func (x *sender) changeGroups(c *organization.Change, who map[string]struct{}, change func(*organization.AckedGroup)) {
	if len(who) == 0 {
		return
	}
	in := func(id string) bool { _, is := who[id]; return is }
	for id := range x.result.In.State.Groups {
		acked, changed := x.groups[id]
		if !changed {
			acked = x.result.In.State.Groups[id]
		}
		if _, gone := x.nowhere[id]; !gone && slices.ContainsFunc(acked.Members, in) { // one that is gone would be known again
			change(&acked)
			c.SetGroups[id], x.groups[id] = acked, acked
		}
	}
}

// without returns the ids that are not in the set; the list itself where none
// is.
func without(ids []string, set map[string]struct{}) []string {
	in := func(id string) bool { _, ok := set[id]; return ok }
	if len(set) == 0 || !slices.ContainsFunc(ids, in) {
		return ids
	}
	return slices.DeleteFunc(slices.Clone(ids), in)
}

// complete records a run that was acknowledged from end to end. What is in
// flight from earlier runs was sent again, removed or is no longer wanted.
func (x acknowledging) complete(ctx context.Context, late []organization.Flight) error {
	r, now := x.result, x.Now()
	if r.One() != nil {
		return x.completeOne(ctx, late)
	}
	times, no := r.In.State.Times, false
	if r.In.Sync.Users {
		times.Users = now
	}
	if r.In.Sync.Groups {
		times.Groups = now
	}
	if r.In.Full && !r.OverwriteWaits() {
		times.FullSend = now
	}
	if r.Looked() {
		times.Look, times.LookTook, times.Unlisted = now, r.In.Seen.Took, r.Unlisted()
		if r.In.Seen.AllMemberships {
			times.Memberships = now
		}
	}
	c := organization.Change{
		Times: &times, Cleared: &no, Shown: &[]organization.ShownList{},
		DeleteRemoved: x.staleRemoved(),
	}
	recording(x).settleRecord(&c, &times, late)
	if r.In.State.TakenOver {
		c.TakenOver = &no
	}
	if r.Looked() {
		c.Seats = new(r.SeatsAfter())
	}
	x.settleKnownBefore(&c)
	if err := x.commit(ctx, c); err != nil {
		return fmt.Errorf("record the end of the sync: %w", err)
	}
	return nil
}

// completeOne records the end of a run about one person: everything else is as
// it was, for the next run to do.
func (x acknowledging) completeOne(ctx context.Context, late []organization.Flight) error {
	times, seats := x.result.In.State.Times, x.result.SeatsAfter()
	c := organization.Change{Seats: &seats, Times: &times}
	recording(x).settleRecord(&c, &times, late)
	if err := x.commit(ctx, c); err != nil {
		return fmt.Errorf("record the end of the sync: %w", err)
	}
	return nil
}
