package syncer

import (
	"fmt"
	"slices"

	"directoryconnector/backend/organization"
)

// meetRoster compares everybody with the organization's members: known ones
// keep the email that the list shows, since the server never changes it; new
// ones whose email somebody has are settled.
func (p *plan) meetRoster() {
	going := make(map[string]struct{}, len(p.removals))
	for _, r := range p.removals {
		going[r.id] = struct{}{}
	}
	live := make(map[string]struct{}, len(p.people))
	for i := range p.people {
		u := &p.people[i]
		p.meetHeld(u)
		if u.fate == fateMember || u.fate == fateHeld {
			live[u.id] = struct{}{}
		}
	}
	for i := range p.people {
		u := &p.people[i]
		if u.fate != fateMember {
			continue
		}
		if m, known := p.roster.byID[u.id]; known {
			p.keepEmail(u, m.Email)
			continue
		}
		other, taken := p.roster.byEmail[u.email]
		switch {
		case !taken:
			u.isNew = true
		case other.ExternalID == "":
			u.adopted = true
		default:
			p.settleEmail(u, other, going, live)
		}
	}
	p.dropSharedEmails()
	p.settleRemovals()
}

// meetAccepted stands in for meetRoster when nothing would be sent, so that
// nobody asked: it says what it must in every run.
func (p *plan) meetAccepted() {
	for i := range p.people {
		if u := &p.people[i]; u.fate == fateMember {
			p.keepEmail(u, p.state.Members[u.id].Email)
		}
	}
}

// meetHeld settles somebody who can't be sent as the directory has it: whom the
// organization has under this id is held with the email it shows.
func (p *plan) meetHeld(u *person) {
	m, shown := p.roster.byID[u.id]
	shown = shown && m.Email != ""
	switch {
	case u.fate == fateHeld && shown:
		u.email = m.Email
	case u.fate == fateHeld:
		u.isNew = true
	case u.fate == fateLeftOut && shown:
		u.fate, u.email, p.stale = fateHeld, m.Email, true
	}
}

func (p *plan) keepEmail(u *person, shown string) {
	if shown == "" || shown == u.email {
		return
	}
	p.warn(WarnEmailKept, u.user.ReferenceID, fmt.Sprintf("%s is the member %s in the organization: the server never changes a member's email, change it there or let the person change it", describe(u), shown))
	u.email = shown
}

// settleEmail is about a new external id whose email a member has under
// another one.
func (p *plan) settleEmail(u *person, other organization.Member, going, live map[string]struct{}) {
	old := other.ExternalID
	acked := p.state.Members[old]
	_, leaves := going[old]
	_, here := live[old]
	switch {
	case !here && (p.idKey != nil && p.idKey(old) == p.idKey(u.id) || acked.StableID != "" && acked.StableID == u.user.StableID):
		p.dropRemoval(old)
		live[old] = struct{}{}
		u.id, p.stale = old, true
	case leaves && other.Role != organization.RoleOwner:
		// The account was made anew. On vaultwarden the member is found by
		// email and takes the new id; elsewhere the old one goes first.
		u.isNew, u.replaces = !p.server.Vaultwarden, old
	default:
		p.conflict(u, fmt.Sprintf("the organization has the member %s under the external id %s already; nothing is changed for that member", other.Email, old))
		if !here {
			// The member stays, and groups that name the new id keep the old.
			p.held[old] = heldMember{email: other.Email}
			p.dropRemoval(old)
			u.standIn = old
		}
	}
}

func (p *plan) dropRemoval(id string) {
	p.removals = slices.DeleteFunc(p.removals, func(r removal) bool { return r.id == id })
}

// conflict leaves somebody out who is not a member under this external id.
func (p *plan) conflict(u *person, reason string) {
	u.fate, p.stale = fateLeftOut, true
	p.warn(WarnConflict, u.user.ReferenceID, fmt.Sprintf("user %s was left out: %s", describe(u), reason))
}

// settleRemovals finds out which removals the organization still has, what
// they are sent with, and which are settled without a request.
func (p *plan) settleRemovals() {
	desired := map[string]struct{}{}
	replaced := map[string]struct{}{}
	for i := range p.people {
		if u := &p.people[i]; u.fate == fateMember || u.fate == fateHeld {
			if u.email != "" {
				desired[u.email] = struct{}{}
			}
			replaced[u.replaces] = struct{}{}
		}
	}
	for _, h := range p.held {
		desired[h.email] = struct{}{}
	}
	nameless := 0
	for i := range p.removals {
		r := &p.removals[i]
		p.meetRemoval(r)
		if r.owner {
			continue
		}
		_, wanted := desired[r.email]
		switch {
		case wanted && p.server.Vaultwarden:
			// Looked up by email there, it would hit the one who stays.
			r.known, r.send = false, false
			_, r.replaced = replaced[r.id]
		case wanted || !validEmail(r.email) || utf16Len(r.email) > organization.MaxEmail:
			if p.server.Vaultwarden && r.send {
				nameless++
			}
			r.email = organization.RemovedEmail
		}
	}
	if nameless > 0 {
		p.warn(WarnRemovalMail, "", fmt.Sprintf("%s sent without an email, which is not known: vaultwarden finds members by email and removes nobody for these", count(nameless, "removal is", "removals are")))
	}
}

// meetRemoval compares a removal with what the organization shows.
func (p *plan) meetRemoval(r *removal) {
	m, shown := p.roster.byID[r.id]
	switch _, done := p.state.Removed[r.id]; {
	case p.roster.listed:
		r.known, r.send = shown, shown
		if r.email == "" {
			r.email = m.Email
		}
	case p.server.Vaultwarden && done && !r.known:
		// Revoked before: full sends leave it out, as unchanged members.
		r.send = false
	}
	if shown && m.Role == organization.RoleOwner {
		r.known, r.send, r.owner = false, false, true
		p.warn(WarnOwner, r.id, fmt.Sprintf("%s is %s, but an owner of the organization: an import never removes owners, do it in the web vault", m.Email, r.reason))
	}
}

// dropSharedEmails is the last check before requests are built: two members of
// one email in a request make the server fail. Who is a member already goes
// before who is not.
func (p *plan) dropSharedEmails() {
	owner := make(map[string]int, len(p.people))
	for _, h := range p.held {
		owner[h.email] = -1
	}
	for i := range p.people {
		u := &p.people[i]
		if u.fate != fateMember && u.fate != fateHeld {
			continue
		}
		first, taken := owner[u.email]
		if !taken {
			owner[u.email] = i
			continue
		}
		if first >= 0 && u.claim() > p.people[first].claim() {
			u, owner[u.email] = &p.people[first], i
		}
		reason := fmt.Sprintf("%s is the email of another member", u.email)
		if _, member := p.roster.byID[u.id]; !member {
			p.conflict(u, reason)
			continue
		}
		// It stays listed in its groups, but is not sent.
		u.fate, u.email, p.stale = fateHeld, "", true
		p.warn(WarnConflict, u.user.ReferenceID, fmt.Sprintf("user %s is held: %s", describe(u), reason))
	}
}

// claim is higher for those who rather keep a shared email.
func (u *person) claim() int {
	switch {
	case u.fate == fateHeld && u.isNew:
		return 0
	case u.isNew:
		return 1
	case u.fate == fateMember:
		return 2
	}
	return 3
}

// listUnknown names, until a run was acknowledged, the members that came from
// a directory and that this one does not have. None of them is removed before.
func (p *plan) listUnknown() {
	if !p.roster.listed || !p.state.IsEmpty() && !p.state.Cleared {
		return
	}
	here := p.desiredIDs()
	for i := range p.people {
		here[p.people[i].id] = struct{}{}
	}
	for _, r := range p.removals {
		here[r.id] = struct{}{}
	}
	for id, m := range p.roster.byID {
		if _, ok := here[id]; !ok {
			p.warn(WarnUnknownHere, id, fmt.Sprintf("member %s (%s) has an external id that is not in the directory; it stays in the organization", m.Email, id))
		}
	}
}

// desiredIDs returns the external ids of all that are to be members.
func (p *plan) desiredIDs() map[string]struct{} {
	ids := make(map[string]struct{}, len(p.people))
	for i := range p.people {
		if f := p.people[i].fate; f == fateMember || f == fateHeld {
			ids[p.people[i].id] = struct{}{}
		}
	}
	for id := range p.held {
		ids[id] = struct{}{}
	}
	return ids
}
