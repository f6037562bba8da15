package compare

import (
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// Changes tells by name what is done, or was.
type Changes struct{ *Result }

// Plan tells what would be done, by name.
func (r Changes) Plan() *plan.Plan {
	p := r.BarePlan()
	p.Changes = r.changes(r.GroupChange)
	return p
}

// BriefPlan is a Plan that does not name who joins a group that is new.
func (r Changes) BriefPlan() *plan.Plan {
	p := r.BarePlan()
	p.Changes = r.changes(func(g *GroupUpdate) (plan.Change, bool) {
		if g.Exists {
			return r.GroupChange(g)
		}
		c := r.groupChange(g)
		c.Action = plan.Create
		return c, true
	})
	return p
}

// BarePlan is a Plan without its changes.
func (r Changes) BarePlan() *plan.Plan {
	p := &plan.Plan{
		Changes: []plan.Change{}, Drift: append([]plan.Drift{}, r.Drift...), Missing: []plan.MissingGroup{},
		Warnings: r.AllWarnings(), Findings: guards(r).Guard(), Seats: r.Seats(), Postponed: r.Postponed,
	}
	for i := range r.Missing {
		p.Missing = append(p.Missing, r.Missing[i].MissingGroup)
	}
	if p.Findings == nil {
		p.Findings = []plan.Finding{}
	}
	return p
}

// changes are those of a plan, in its order.
func (r Changes) changes(ofGroup func(*GroupUpdate) (plan.Change, bool)) []plan.Change {
	w := &r.Work
	most := len(w.Removals) + len(w.Overwritten) + len(w.Restored) + len(w.Fresh) + len(w.Known) + len(w.Groups) + len(w.Deleted)
	if r.In.Full {
		most -= len(w.Known) // hardly anybody of them differs
	}
	list := make([]plan.Change, 0, most)
	for i := range w.Removals {
		if x := &w.Removals[i]; x.Known {
			list = append(list, r.RemovalChange(x))
		}
	}
	for _, m := range w.Overwritten {
		list = append(list, r.overwrittenChange(m))
	}
	for _, who := range w.Restored {
		list = append(list, r.RestoreChange(who))
	}
	for _, people := range [][]*Person{w.Fresh, w.Known} {
		for _, who := range people {
			if c, ok := r.PersonChange(who); ok {
				list = append(list, c)
			}
		}
	}
	for i := range w.Groups {
		if c, ok := ofGroup(&w.Groups[i]); ok {
			list = append(list, c)
		}
	}
	for i := range w.Deleted {
		list = append(list, r.DeletionChange(&w.Deleted[i]))
	}
	plan.Sort(list)
	return list
}

// RemovalChange tells of a removal, or a revocation.
func (r Changes) RemovalChange(x *Removal) plan.Change {
	c := plan.Change{Action: plan.Remove, Kind: plan.User, ExternalID: x.ID, Name: r.ShownName(x.ID, x.email()), Reason: plan.Because(x.Reason), Unchecked: r.unchecked()}
	c.StableID = stableID(x.ID, x.StableID)
	if x.Revoke || r.Vaultwarden() { // which revokes, too
		c.Action = plan.Revoke
	}
	return c
}

// RestoreChange tells of somebody who gets the access back.
func (r Changes) RestoreChange(p *Person) plan.Change {
	return plan.Change{Action: plan.Restore, Kind: plan.User, ExternalID: p.ID, Name: p.Email, StableID: stableID(p.ID, p.StableID), Reason: plan.Because(plan.Back)}
}

// PersonChange tells what happens to a member; one that is sent only because
// everything is, is no change.
func (r Changes) PersonChange(p *Person) (c plan.Change, differs bool) {
	acked, known := r.In.State.Members[p.ID]
	_, listed := r.List.ByID(p.ID)
	c = plan.Change{Action: plan.Update, Kind: plan.User, ExternalID: p.ID, Name: p.Email, StableID: stableID(p.ID, p.StableID), Unchecked: r.unchecked()}
	added := plan.Invite
	if !r.In.Sync.InviteUsersAfterProvisioning {
		added = plan.Stage
	}
	switch {
	case p.New && p.Replaces != "":
		c.Action, c.Before, c.Reason = added, p.Replaces, plan.Because(plan.Replaces, "old", p.Replaces)
	case p.New && p.Again:
		c.Action, c.Reason = added, plan.Because(plan.Again)
		if known && acked.Email != p.Email {
			c.Before, c.After = acked.Email, p.Email
		}
	case p.New:
		c.Action, c.Reason = added, plan.Because(plan.NewUser)
	case p.Adopted:
		c.Action, c.After, c.Reason = plan.Adopt, p.ID, plan.Because(plan.HasEmail)
	case known && acked.Email != p.Email:
		c.Before, c.After, c.Reason = acked.Email, p.Email, plan.Because(plan.EmailChanged, "old", acked.Email)
	case !known && !listed && p.Replaces != "":
		c.Before, c.After, c.Reason = p.Replaces, p.ID, plan.Because(plan.Replaces, "old", p.Replaces)
	default:
		return c, false
	}
	return c, true
}

// stableID is the stable id of a change: none where it says no more than the
// external id.
func stableID(id, stable string) string {
	if value := directory.StableValue(stable); value != id {
		return value
	}
	return ""
}

// StableIDOf is that of a member, as well as it is known.
func (r *Result) StableIDOf(id string) string {
	if m, known := r.In.State.Members[id]; known {
		return m.StableID
	}
	if m, apart := r.In.State.ApartAs(id); apart {
		return m.StableID
	}
	return r.flying[id].StableID
}

// GroupChange tells what happens to a group; one that is sent only because
// everything is, is no change.
func (r Changes) GroupChange(g *GroupUpdate) (c plan.Change, differs bool) {
	c = r.groupChange(g)
	c.Joins, c.Leaves = r.Refs(missingFrom(g.Members, g.Before.Members)), r.leaving(g, missingFrom(g.Before.Members, g.Members))
	switch {
	case !g.Exists:
		c.Action = plan.Create
		return c, true
	case g.Empty:
		c.Action, c.Reason = plan.Empty, plan.Because(plan.LeftDirectory)
		return c, true
	case g.Before.Name != g.Name:
		c.Before, c.After = g.Before.Name, g.Name
	}
	return c, c.Before != "" || len(c.Joins)+len(c.Leaves) > 0
}

// groupChange tells of a group without naming members.
func (r Changes) groupChange(g *GroupUpdate) plan.Change {
	c := plan.Change{Action: plan.Update, Kind: plan.Group, ExternalID: g.ID, Name: g.Name, Members: len(g.Members), Reason: plan.Because(plan.Changed), Unchecked: r.unchecked()}
	if g.Healed {
		c.Reason = plan.Because(plan.Healed)
	}
	return c
}

// leaving names who leaves a group, and why where the reason is another one than
// the group's.
func (r Changes) leaving(g *GroupUpdate, ids []string) []plan.Ref {
	refs := r.Refs(ids)
	if g.Empty {
		return refs
	}
	group := r.groupChange(g).Reason.Code
	acked := r.In.State.Groups[g.ID].Members
	for i, id := range ids {
		reason := r.whyOut(id)
		if _, ours := slices.BinarySearch(acked, id); reason == plan.Changed && g.Healed && !ours {
			reason = plan.Healed // somebody had put him or her in
		}
		if reason != group {
			refs[i].Reason = reason
		}
	}
	return refs
}

// whyOut says why somebody is listed in a group no more: Changed where that is
// the directory's doing.
func (r Changes) whyOut(id string) plan.Code {
	if at, goes := r.findRemoval(id); goes {
		return r.Removals[at].Reason
	}
	if _, kept := r.Kept[id]; kept || strings.HasPrefix(id, byHand("")) {
		return plan.Changed
	}
	reason := plan.Missing
	for _, p := range r.with(id) {
		switch p.Fate {
		case Member, Held:
			return plan.Changed
		case ByHand:
			reason = plan.RemovedByHand
			if r.isOffboarded(id) {
				reason = plan.Offboarded
			}
		case LeftOut:
			reason = plan.LeftOut
		case Gone, Absent:
		}
	}
	if _, goes := slices.BinarySearchFunc(r.Work.Overwritten, id, func(m organization.Member, id string) int { return strings.Compare(m.ExternalID, id) }); goes {
		return plan.Overwritten
	}
	return reason
}

// DeletionChange tells of a group that is deleted.
func (r Changes) DeletionChange(m *MissingGroup) plan.Change {
	reason := plan.Because(plan.LeftDirectory)
	if len(m.Collections) > 0 {
		reason = plan.Because(plan.LeftDirectory, "collections", strings.Join(m.Collections, ", "))
	}
	return plan.Change{Action: plan.Delete, Kind: plan.Group, ExternalID: m.ExternalID, Name: m.Name, Leaves: r.Refs(m.Before), Reason: reason}
}
