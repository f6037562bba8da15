package send

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/desired"
)

// settling records what needs no request, or became of one whose answer was
// lost.
type settling struct{ *sender }

// settleWithoutRequest records, before anything is sent, what needs no
// request: removals that the organization no longer has, members and groups
// that somebody removed, entries in flight that came to nothing, and better
// knowledge about members.
func (x settling) settleWithoutRequest(ctx context.Context) error {
	r := x.result
	c := organization.Change{
		SetMembers: map[string]organization.AckedMember{}, SetRemovedByHand: map[string]organization.AckedMember{},
		SetGroups: map[string]organization.AckedGroup{},
	}
	for i := range r.Work.Removals {
		if removal := &r.Work.Removals[i]; !removal.Send && !removal.Owner && !removal.Replaced && !removal.Revoke && !removal.Nameless && !removal.LostID {
			acknowledging(x).forget(&c, removal.ID, removal.Reason)
		}
	}
	for i := range r.Missing {
		m := &r.Missing[i]
		if g, acked := r.In.State.Groups[m.ExternalID]; acked && len(m.Before) == 0 && len(g.Members) > 0 && r.One() == nil {
			g.Members = nil // somebody looked
			c.SetGroups[m.ExternalID] = g
		}
	}
	c.DeleteGroups = append(c.DeleteGroups, r.Forgotten...)
	for i := range r.Groups {
		if g := &r.Groups[i]; g.Healed && !g.Exists && r.One() == nil {
			c.DeleteGroups = append(c.DeleteGroups, g.ID)
		}
	}
	for _, id := range c.DeleteGroups {
		x.nowhere[id] = struct{}{}
	}
	x.settlePeople(&c)
	x.settleFlights(&c)
	x.countRevokedDays(&c)
	acknowledging(x).unknow(&c)
	if c.IsEmpty() {
		return nil
	}
	if err := x.commit(ctx, c); err != nil {
		return fmt.Errorf("record what is settled: %w", err)
	}
	return nil
}

// settlePeople records what became known of members, and who was removed by
// hand, or is back.
func (x settling) settlePeople(c *organization.Change) {
	r := x.result
	byHand := map[string]struct{}{}
	left := map[string]struct{}{}
	for i := range r.People {
		p := &r.People[i]
		if !r.Concerns(p.ID) {
			continue
		}
		acked, known := r.In.State.Members[p.ID]
		switch {
		case p.Fate == compare.ByHand:
			byHand[p.ID] = struct{}{}
			if _, offboarded := r.In.State.Offboarded[p.ID]; known && offboarded {
				c.DeleteMembers = append(c.DeleteMembers, p.ID)
				left[p.ID] = struct{}{}
			} else if known {
				c.SetRemovedByHand[p.ID] = organization.AckedMember{Email: acked.Email, Wanted: acked.Wanted, StableID: p.StableID}
				c.DeleteMembers = append(c.DeleteMembers, p.ID)
				left[p.ID] = struct{}{}
			}
		case known && p.Fate == compare.Member && !p.New && !p.Adopted && acked.Email == p.Email && acked != p.Acknowledged():
			c.SetMembers[p.ID] = p.Acknowledged()
		case known && p.Fate == compare.LeftOut && r.List.Listed && !r.List.Shows(p.ID) && !r.LostID(p.ID):
			c.DeleteMembers = append(c.DeleteMembers, p.ID)
		}
	}
	x.leaveGroups(c, left)
	if !r.In.Sync.Users {
		return // nobody was compared
	}
	for id := range r.In.State.Offboarded {
		m, there := r.List.ByID(id)
		letIn := r.List.Listed && there && m.Status != organization.StatusRevoked
		if r.Concerns(id) && !r.Again(id) && (letIn || !r.InDirectory(id)) {
			c.DeleteOffboarded = append(c.DeleteOffboarded, id)
		}
	}
	for id := range r.In.State.RemovedByHand {
		if _, still := byHand[id]; !still && r.Concerns(id) && !r.Again(id) && (r.List.Shows(id) || !r.InDirectory(id)) {
			c.DeleteRemovedByHand = append(c.DeleteRemovedByHand, id)
		}
	}
}

// settleFlights settles entries of an earlier run that are neither sent nor
// removed in this one, as far as the member list tells. Without a list they
// count as members: else the end of one who is there would be nobody's removal.
// Where somebody else has the email now, they stay in the record.
func (x settling) settleFlights(c *organization.Change) {
	r := x.result
	if !r.In.Sync.Users || !r.Looked() || len(r.In.State.InFlight) == 0 {
		return
	}
	handled, emails, nameless := map[string]struct{}{}, map[string]struct{}{}, map[string]struct{}{}
	for i := range r.People {
		if p := &r.People[i]; p.Stays() {
			handled[p.ID], emails[p.Email] = struct{}{}, struct{}{}
		}
	}
	for _, email := range r.Kept {
		emails[email] = struct{}{}
	}
	for i := range r.Removals {
		// Who waits is not removed now, who has no access loses none, whom
		// vaultwarden would not find is not sent: they stay members, and nobody else
		// would remember them.
		x := &r.Removals[i]
		if x.Nameless || x.LostID {
			nameless[x.ID] = struct{}{}
		} else if !r.Waits(organization.FlightRemoval, x.ID) && (x.Send || !x.Revoke) {
			handled[x.ID] = struct{}{}
		}
	}
	for _, f := range r.In.State.InFlight {
		if _, ok := handled[f.ExternalID]; ok || f.Kind == organization.FlightGroup {
			continue
		}
		_, acked := r.In.State.Members[f.ExternalID]
		_, stays := nameless[f.ExternalID]
		stable := cmp.Or(f.StableID, r.StableIDOf(f.ExternalID))
		switch m, there := r.List.ByID(f.ExternalID); {
		case acked:
		case !r.List.Listed && (f.Kind == organization.FlightMember || stays):
			if _, taken := emails[f.Email]; taken {
				continue // until settleRecord: a run that dies before leaves it to the next
			}
			c.SetMembers[f.ExternalID] = organization.AckedMember{Email: f.Email, StableID: stable}
		case r.List.Listed && there:
			c.SetMembers[f.ExternalID] = organization.AckedMember{Email: m.Email, StableID: stable}
		}
		c.DeleteFlights = append(c.DeleteFlights, f)
	}
}

// countRevokedDays counts the days on which a sync ran since somebody was
// revoked. A clock that jumps ahead counts for one day, whatever it jumps over,
// and one that is set back for none; one that does both, again and again, for no
// day twice.
func (x settling) countRevokedDays(c *organization.Change) {
	r := x.result
	if r.One() != nil {
		return // a sync of everybody counts
	}
	today := x.Now().UTC().Format("2006-01-02")
	for id, was := range r.In.State.Revoked {
		m, there := r.List.ByID(id)
		switch {
		case x.lostID(id):
		case r.List.Listed && (!there || m.Status != organization.StatusRevoked):
			c.DeleteRevoked = append(c.DeleteRevoked, id) // somebody else decided
		case was.LastDay != today:
			if was.LastDay < today && was.Latest != today {
				was.Days++
				was.Latest = max(was.Latest, today)
			}
			was.LastDay = today
			if c.SetRevoked == nil {
				c.SetRevoked = map[string]organization.RevokedMember{}
			}
			c.SetRevoked[id] = was
		}
	}
}

// lostID tells whether a member whose access this program revoked is there
// without an external id: both are given back when the person is.
func (x *sender) lostID(id string) bool {
	r := x.result
	m, there := r.List.ByEmail(r.In.State.Revoked[id].Email)
	return r.List.Listed && !r.List.Shows(id) && there && m.ExternalID == "" && m.Status == organization.StatusRevoked
}

// staleRemoved returns accepted removals whose user is no longer a tombstone
// (or disabled) in the directory: nothing would send them again.
func (x acknowledging) staleRemoved() []string {
	var stale []string
	for id := range x.result.In.State.Removed {
		if !x.result.In.Desired.Anybody(id, func(v desired.Verdict) bool { return v == desired.Gone }) {
			stale = append(stale, id)
		}
	}
	slices.Sort(stale)
	return stale
}

// forgetReplaced forgets the old id of a member that goes on under another,
// where that needed no request of its own.
func (x acknowledging) forgetReplaced(c *organization.Change, old string) {
	removals := x.result.Removals
	at, found := slices.BinarySearchFunc(removals, old, func(r compare.Removal, id string) int { return strings.Compare(r.ID, id) })
	if found && removals[at].Replaced {
		x.forget(c, old, removals[at].Reason)
	}
}
