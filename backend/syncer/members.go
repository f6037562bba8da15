package syncer

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

// A roster is the organization's member list, ready to be asked. Where the
// server has none it is made of the acknowledged state, and listed is false.
type roster struct {
	byID    map[string]organization.Member
	byEmail map[string]organization.Member
	size    int
	listed  bool
}

// newRoster indexes a member list. Two members with one external id make every
// import fail until one of them is gone: they are returned as twins.
func newRoster(members []organization.Member) (*roster, []directory.Warning) {
	r := &roster{byID: map[string]organization.Member{}, byEmail: map[string]organization.Member{}, size: len(members), listed: true}
	var twins []directory.Warning
	for _, m := range members {
		m.Email = normalEmail(m.Email)
		if m.ExternalID != "" {
			if other, twice := r.byID[m.ExternalID]; twice {
				twins = append(twins, directory.Warning{Code: WarnConflict, Entry: m.ExternalID, Text: fmt.Sprintf(
					"members %s and %s of the organization have the same external id %s", other.Email, m.Email, m.ExternalID)})
			}
			r.byID[m.ExternalID] = m
		}
		if m.Email != "" {
			r.byEmail[m.Email] = m
		}
	}
	slices.SortFunc(twins, directory.CompareWarnings)
	return r, twins
}

// ackedRoster makes a roster of the acknowledged state.
func ackedRoster(state *organization.State) *roster {
	r := &roster{byID: map[string]organization.Member{}, byEmail: map[string]organization.Member{}, size: len(state.Members)}
	for id, m := range state.Members {
		member := organization.Member{ExternalID: id, Email: m.Email, Role: organization.RoleUser}
		r.byID[id], r.byEmail[m.Email] = member, member
	}
	return r
}

// hasExternalIDs tells whether any member came from a directory.
func (r *roster) hasExternalIDs() bool { return len(r.byID) > 0 }

// readRoster asks the server what it is and who its members are. A list that
// can't be had is a warning.
func (s *Syncer) readRoster(ctx context.Context, p *plan) error {
	p.roster = ackedRoster(p.state)
	if s.Organization == nil {
		return nil
	}
	s.progress(StageMembers, 0, 0)
	server, err := s.Organization.Server(ctx)
	if err != nil {
		return fmt.Errorf("ask the server what it is: %w", err)
	}
	p.server = server
	if server.Vaultwarden {
		return nil
	}
	members, err := s.Organization.Members(ctx)
	switch {
	case errors.Is(err, organization.ErrAuth), ctx.Err() != nil:
		return fmt.Errorf("read the member list: %w", err)
	case errors.Is(err, organization.ErrNoMemberList):
		p.warn(WarnMemberList, "", "this server can't list its members: emails are compared with what earlier syncs sent, and nobody can check what the server did")
		return nil
	case err != nil:
		s.Log.Warn("member list unavailable", "error", err)
		p.warn(WarnMemberList, "", "the member list could not be read, emails are compared with what earlier syncs sent: "+err.Error())
		return nil
	}
	roster, twins := newRoster(members)
	if len(twins) > 0 {
		return directory.WithHint(&TwinError{twins}, "Remove one of the two in the web vault (Members): the server answers every import with an error as long as both are there.")
	}
	p.roster = roster
	s.progress(StageMembers, len(members), len(members))
	return nil
}

// meetRoster compares everybody with the organization's members: known ones
// keep the email that the list shows, since the server never changes it; new
// ones whose email somebody has are settled.
func (p *plan) meetRoster(same func(a, b string) bool) {
	going := make(map[string]struct{}, len(p.removals))
	for _, r := range p.removals {
		going[r.id] = struct{}{}
	}
	live := make(map[string]struct{}, len(p.people))
	for i := range p.people {
		if p.people[i].fate != fateRemoved {
			live[p.people[i].id] = struct{}{}
		}
	}
	for i := range p.people {
		u := &p.people[i]
		p.meetHeld(u)
		if u.fate != fateMember {
			continue
		}
		if m, known := p.roster.byID[u.id]; known {
			p.keepEmail(u, m)
			continue
		}
		other, taken := p.roster.byEmail[u.email]
		switch {
		case !taken:
			u.isNew = true
		case other.ExternalID == "":
			u.adopted = true
		default:
			p.settleEmail(u, other, going, live, same)
		}
	}
	p.settleRemovals()
	p.dropSharedEmails()
}

// meetHeld settles somebody who can't be sent as the directory has it: whom the
// organization has under this id is held with the email it shows.
func (p *plan) meetHeld(u *person) {
	m, shown := p.roster.byID[u.id]
	switch {
	case u.fate == fateHeld:
		u.isNew = !shown
	case u.fate == fateLeftOut && shown && m.Email != "":
		u.fate, u.email = fateHeld, m.Email
	}
}

func (p *plan) keepEmail(u *person, m organization.Member) {
	if m.Email == "" || m.Email == u.email {
		return
	}
	p.warn(WarnEmailKept, u.user.ReferenceID, fmt.Sprintf("%s is the member %s in the organization: the server never changes a member's email, change it there or let the person change it", describe(u), m.Email))
	u.email = m.Email
}

// settleEmail is about a new external id whose email a member has under
// another one.
func (p *plan) settleEmail(u *person, other organization.Member, going, live map[string]struct{}, same func(a, b string) bool) {
	old := other.ExternalID
	acked, known := p.state.Members[old]
	_, leaves := going[old]
	switch {
	case same != nil && same(old, u.id), known && acked.StableID != "" && acked.StableID == u.user.StableID:
		p.removals = slices.DeleteFunc(p.removals, func(r removal) bool { return r.id == old })
		u.id = old
	case leaves && other.Role != organization.RoleOwner:
		// The account was made anew. On vaultwarden the member is found by
		// email and takes the new id; elsewhere the old one goes first.
		u.isNew, u.replaces = !p.server.Vaultwarden, old
	default:
		p.leaveOut(u, WarnConflict, fmt.Sprintf("the organization has the member %s under the external id %s already; nothing is changed for that member", other.Email, old))
		if _, here := live[old]; !here && known {
			p.held[old] = heldMember{email: acked.Email}
			p.removals = slices.DeleteFunc(p.removals, func(r removal) bool { return r.id == old })
		}
	}
}

// settleRemovals finds out which removals the organization still has, what
// they are sent with, and which are settled without a request.
func (p *plan) settleRemovals() {
	desired := map[string]struct{}{}
	for i := range p.people {
		if f := p.people[i].fate; f == fateMember || f == fateHeld {
			desired[p.people[i].email] = struct{}{}
		}
	}
	nameless := 0
	for i := range p.removals {
		r := &p.removals[i]
		m, shown := p.roster.byID[r.id]
		if p.roster.listed {
			r.known, r.send = shown, shown
			if r.email == "" {
				r.email = m.Email
			}
		}
		if shown && m.Role == organization.RoleOwner {
			r.known, r.send = false, false
			p.warn(WarnOwner, r.id, fmt.Sprintf("%s is %s, but an owner of the organization: an import never removes owners, do it in the web vault", m.Email, r.reason))
			continue
		}
		_, wanted := desired[r.email]
		switch {
		case wanted && p.server.Vaultwarden:
			// Looked up by email there, it would hit the one who stays.
			r.known, r.send = false, false
		case wanted || r.email == "" || !validEmail(r.email):
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

// dropSharedEmails is the last check before requests are built: two members of
// one email in a request make the server fail.
func (p *plan) dropSharedEmails() {
	owner := map[string]int{}
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
		loser := u
		if u.fate == fateHeld && p.people[first].fate == fateMember {
			loser, owner[u.email] = &p.people[first], i
		}
		if loser.fate == fateMember {
			p.leaveOut(loser, WarnConflict, fmt.Sprintf("%s is the email of another member, %s", loser.email, p.people[owner[loser.email]].user.ReferenceID))
		}
	}
}

// listUnknown names, as long as nothing was ever acknowledged, the members
// that came from a directory and that this one does not have. None of them is
// removed until a run was acknowledged.
func (p *plan) listUnknown() {
	if !p.roster.listed || !p.state.IsEmpty() || !p.opts.Sync.Users {
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
