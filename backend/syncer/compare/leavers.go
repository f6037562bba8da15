package compare

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// revokes tells whether leavers lose their access and stay members. To
// vaultwarden every removal is a revocation, which the server does itself.
func (r leaving) revokes() bool {
	return r.In.Sync.Leavers == config.LeaversRevoke && !r.Vaultwarden()
}

// chooseLeaving turns a removal into a revocation where leavers are revoked: a
// member who is replaced by a new account is removed nevertheless, since the
// email is needed.
func (r leaving) chooseLeaving(x *Removal) {
	if !r.revokes() || x.Replaced || x.Owner {
		return
	}
	m, there := r.List.ByID(x.ID) // acknowledged, where nobody looked
	if r.List.Listed && !there {
		return // gone already, and forgotten
	}
	x.Revoke = true
	if there {
		r.Kept[x.ID] = cmp.Or(m.Email, x.email())
	}
	_, ours := r.In.State.Revoked[x.ID]
	if m.Status == organization.StatusRevoked || ours && !r.List.Listed {
		x.Send, x.Known = false, false // has no access that could be revoked
	}
}

// keepRevoked keeps the members whose access this program revoked and who did
// not come back, also where nothing says any more that they left: they stay
// members and in their groups until they are removed.
func (r leaving) keepRevoked() {
	if r.Vaultwarden() {
		return
	}
	for id, was := range r.In.State.Revoked {
		m, there := r.List.ByID(id)
		_, goes := r.findRemoval(id)
		_, elsewhere := r.others.find(was.StableID, was.Email)
		switch {
		case goes, elsewhere, r.isBack(id), !there && r.List.Listed, r.List.Listed && m.Status != organization.StatusRevoked:
		default:
			r.Kept[id] = cmp.Or(m.Email, was.Email)
		}
	}
}

// isBack tells whether the directory has somebody again, and says neither that
// he or she is gone nor that the account is switched off.
func (r leaving) isBack(id string) bool {
	return slices.ContainsFunc(r.with(id), func(p Person) bool {
		return p.Stays() || !r.In.Sync.Users && !p.Entry.Deleted && !(p.Disabled && r.In.Sync.RemoveDisabled)
	})
}

// addLongRevoked removes those for good whose access this program revoked as
// many days ago as sync.deleteRevokedAfter says.
func (r leaving) addLongRevoked(desiredEmails map[string]struct{}) {
	days := r.In.Sync.DeleteRevokedAfter
	if days <= 0 || !r.List.Listed {
		return
	}
	var long []Removal
	for _, id := range slices.Sorted(maps.Keys(r.In.State.Revoked)) {
		was := r.In.State.Revoked[id]
		m, shown := r.List.ByID(id)
		if _, elsewhere := r.others.find(was.StableID, m.Email); elsewhere {
			continue
		}
		if was.Days < days || !shown || m.Status != organization.StatusRevoked || m.Role == organization.RoleOwner || r.wanted(id) {
			continue
		}
		delete(r.Kept, id)
		x := Removal{ID: id, StableID: was.StableID, Reason: plan.RevokedLongAgo, Known: true, Send: true, MemberID: m.ID, Emails: []string{officialEmail(m.Email, desiredEmails)}}
		if at, found := r.findRemoval(id); found {
			r.Removals[at] = x
		} else {
			long = append(long, x)
		}
	}
	r.addRemovals(long)
}

// replaced is the removal of somebody whose access this program revoked and whom
// the directory has under another external id now, unless another profile has
// the member.
func (r leaving) replaced(id string) (x Removal, ok bool) {
	x, _ = r.removal(id, "", plan.Missing)
	x.addEmail(r.In.State.Revoked[id].Email)
	if _, elsewhere := r.others.find(r.In.State.Revoked[id].StableID, x.Emails...); elsewhere {
		return x, false
	}
	_, elsewhere := r.others.byID[id]
	return x, !elsewhere
}

// addRemovals adds to the removals those that are not among them.
func (r *Result) addRemovals(more []Removal) {
	if len(more) == 0 {
		return
	}
	r.Removals = append(r.Removals, more...)
	slices.SortStableFunc(r.Removals, func(a, b Removal) int { return strings.Compare(a.ID, b.ID) })
	r.Removals = slices.CompactFunc(r.Removals, func(a, b Removal) bool { return a.ID == b.ID })
}

// wanted tells whether somebody with that external id is to be, or to stay, a
// member.
func (r *Result) wanted(id string) bool {
	return slices.ContainsFunc(r.with(id), func(p Person) bool { return p.Stays() })
}

// compareStatus tells somebody whose access is revoked: by this program, then
// it is given back; by somebody else, then it stays so.
func (r leaving) compareStatus(p *Person, m organization.Member) {
	if m.Status != organization.StatusRevoked || !r.List.Listed {
		return
	}
	if r.isOffboarded(p.ID) {
		p.Again = r.asked(p)
		p.Restored = p.Again
		r.nameOffboarded(p)
		return
	}
	if _, ours := r.In.State.Revoked[p.ID]; ours && !p.Disabled {
		p.Restored = true
		return
	}
	if _, ours := r.In.State.Revoked[p.ID]; !ours {
		r.Drift = append(r.Drift, plan.Drift{Kind: plan.MemberRevoked, ExternalID: p.ID, Name: m.Email})
	}
}
