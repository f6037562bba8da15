package compare

import (
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/desired"
)

// Fate is what becomes of somebody in the organization.
type Fate uint8

// The fates.
const (
	// Absent: not to be a member; the filter, or a second copy.
	Absent Fate = iota
	// Member: is to be a member.
	Member
	// Held: stays as it was accepted.
	Held
	// LeftOut: can't be a member.
	LeftOut
	// Gone: deleted, or disabled while removeDisabled is on.
	Gone
	// ByHand: was removed from the organization by hand, and stays out.
	ByHand
)

// A Person is a user of the directory as the organization has, or will have,
// him or her.
type Person struct {
	*desired.User
	Fate Fate
	// New: would be invited or staged; Adopted: a member without an external
	// id gets this one; Replaces: the old external id whose removal goes
	// together with this addition; Restored: gets back the access that this
	// program revoked.
	New, Adopted, Restored bool
	// Elsewhere: left out because the external id, or the member, is another
	// profile's. Again: an administrator asked to send this one again.
	Elsewhere, Again bool
	// Email is what is sent.
	Email    string
	Replaces string
	// StandIn is the external id of the member that groups list for somebody
	// who was left out because that member has the email.
	StandIn string
	// MemberID is the server's id of the member; empty where no list shows one.
	MemberID string
}

// with are all whom the directory has with that external id.
func (r *Result) with(id string) []Person {
	from, to := r.In.Desired.Range(id)
	return r.People[from:to]
}

// accepted is the email that was acknowledged; empty for none.
func (p *Person) accepted() string {
	if p.Accepted == nil {
		return ""
	}
	return p.Accepted.Email
}

// Stays tells whether the person is, or stays, a member.
func (p *Person) Stays() bool { return p.Fate == Member || p.Fate == Held }

// Acknowledged is what is remembered of a member that the server accepted.
func (p *Person) Acknowledged() organization.AckedMember {
	m := organization.AckedMember{Email: p.Email, StableID: p.StableID}
	if p.Wanted != p.Email {
		m.Wanted = p.Wanted
	}
	return m
}

// claim is higher for those who rather keep a shared email.
func (p *Person) claim() int {
	switch {
	case p.Fate == Held && p.New:
		return 0
	case p.New:
		return 1
	case p.Fate == Member:
		return 2
	}
	return 3
}
