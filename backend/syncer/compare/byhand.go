package compare

import (
	"directoryconnector/backend/config"
	"directoryconnector/backend/plan"
)

// findByHand finds those whom somebody removed from the organization.
func (r people) findByHand() {
	for i := range r.People {
		p := &r.People[i]
		if p.Fate != Member && p.Fate != Held || r.List.Shows(p.ID) {
			continue
		}
		acked, wasMember := r.In.State.Members[p.ID]
		_, byHand := r.In.State.RemovedByHand[p.ID]
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

// InDirectory tells whether the directory has somebody with that external id,
// whatever keeps him or her from being a member: who was removed by hand is
// remembered until then.
func (r *Result) InDirectory(id string) bool {
	at, _ := r.In.Desired.Find(id)
	for ; at < len(r.People) && r.People[at].ID == id; at++ {
		if !r.People[at].Entry.Deleted {
			return true
		}
	}
	return false
}

// Again tells whether an administrator wants somebody to be sent again.
func (r *Result) Again(id string) bool {
	return r.In.Again != nil && r.In.Again(id, r.In.State.RemovedByHand[id].Email)
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
