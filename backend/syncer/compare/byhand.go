package compare

import (
	"slices"

	"directoryconnector/backend/config"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// findByHand finds those whom somebody removed from the organization.
func (r people) findByHand() {
	if !r.List.Listed && len(r.In.State.RemovedByHand)+len(r.In.State.Offboarded) == 0 {
		return
	}
	for i := range r.People {
		p := &r.People[i]
		if p.Fate != Member && p.Fate != Held || r.List.Shows(p.ID) {
			continue
		}
		acked, wasMember := r.In.State.Members[p.ID]
		_, byHand := r.In.State.RemovedByHand[p.ID]
		if r.isOffboarded(p.ID) {
			r.keepOut(p, acked.Email)
			continue
		}
		if !byHand && !(wasMember && r.List.Listed) {
			continue
		}
		if _, flying := r.flying[p.ID]; flying || r.hasAnotherMember(p, acked.Email) {
			continue
		}
		again := r.In.Sync.RemovedByHand == config.ByHandInvite || r.In.Again != nil && r.In.Again(p.ID, p.Wanted)
		r.Drift = append(r.Drift, plan.Drift{Kind: plan.MemberGone, ExternalID: p.ID, Name: p.Email, Invited: again})
		if again {
			p.Again = true
			continue
		}
		p.Fate = ByHand
	}
}

// isOffboarded tells whether an administrator took the access of somebody away.
func (r *Result) isOffboarded(id string) bool { _, is := r.In.State.Offboarded[id]; return is }

// asked tells whether an administrator wants somebody to be in again.
func (r *Result) asked(p *Person) bool {
	return r.In.Again != nil && (r.In.Again(p.ID, p.Wanted) || r.In.Again(p.ID, r.In.State.Offboarded[p.ID].Email))
}

// keepOut leaves somebody out whom an administrator removed and whom the
// directory still has, whatever sync.removedByHand says, and also where nobody
// knows what became of the request.
func (r people) keepOut(p *Person, accepted string) {
	for _, email := range []string{p.Email, accepted} {
		if m, there := r.List.ByEmail(email); email != "" && r.List.Listed && there && m.Status != organization.StatusRevoked {
			return // somebody let him or her in by hand
		}
	}
	_, acked := r.In.State.Members[p.ID]
	member := acked && !r.Looked() // revoked, and nobody asked for the list
	p.Again = r.asked(p) && !member
	r.nameOffboarded(p)
	if !p.Again && !member {
		p.Fate = ByHand
	}
}

// nameOffboarded names somebody who would be in but for that, in every run.
func (r *Result) nameOffboarded(p *Person) {
	if !p.Disabled || p.Again {
		r.Drift = append(r.Drift, plan.Drift{Kind: plan.MemberOffboarded, ExternalID: p.ID, Name: p.Email, Invited: p.Again})
	}
}

// InDirectory tells whether the directory has somebody with that external id,
// whatever keeps him or her from being a member: who was removed by hand is
// remembered until then.
func (r *Result) InDirectory(id string) bool {
	return slices.ContainsFunc(r.with(id), func(p Person) bool { return !p.Entry.Deleted })
}

// Again tells whether an administrator wants somebody to be sent again.
func (r *Result) Again(id string) bool {
	return r.In.Again != nil && (r.In.Again(id, r.In.State.RemovedByHand[id].Email) || r.In.Again(id, r.In.State.Offboarded[id].Email))
}

// hasAnotherMember tells whether a member with the email of somebody is there,
// under another external id or none: nobody was removed then.
func (r people) hasAnotherMember(p *Person, accepted string) bool {
	if !r.List.Listed {
		return false
	}
	_, byEmail := r.List.ByEmail(p.Email)
	_, byAccepted := r.List.ByEmail(accepted)
	return byEmail || accepted != "" && byAccepted
}
