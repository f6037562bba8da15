package compare

import (
	"cmp"
	"fmt"
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/parts"
	"directoryconnector/backend/internal/positions"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/desired"
)

// Codes of the warnings about members.
const (
	WarnEmailKept   directory.WarningCode = "email-kept"
	WarnConflict    directory.WarningCode = "email-conflict"
	WarnOwner       directory.WarningCode = "owner-kept"
	WarnMissing     directory.WarningCode = "missing-kept"
	WarnUnknownHere directory.WarningCode = "not-in-directory"
	WarnRemovalMail directory.WarningCode = "removal-without-email"
	// WarnLostID: somebody who goes lost the external id.
	WarnLostID    directory.WarningCode = "removal-without-id"
	WarnUninvited directory.WarningCode = "disabled-not-invited"
)

// fates are what the verdicts mean before anybody was compared.
var fates = map[desired.Verdict]Fate{
	desired.Wanted: Member, desired.Held: Held, desired.Gone: Gone, desired.LeftOut: LeftOut, desired.Uninvited: LeftOut,
}

// people compares everybody of the directory with the organization's members.
type people struct{ *Result }

// takePeople makes a Person of every user.
func (r people) takePeople() {
	users := r.In.Desired.Users
	r.People = make([]Person, len(users))
	parts.Do(len(users), func(from, to int) {
		for i := from; i < to; i++ {
			p := &r.People[i]
			p.User, p.Fate, p.Email = &users[i], fates[users[i].Verdict], users[i].Email
		}
	})
}

// comparePeople compares everybody with the organization's members: known ones
// keep the email that the list shows, since the server never changes it; new
// ones whose email somebody has are settled.
func (r people) comparePeople() {
	r.takePeople()
	r.lookForUninvited()
	r.findByHand()
	r.keepFromOthers()
	if r.In.Seen == nil {
		r.keepAccepted()
		return
	}
	going := make(map[string]struct{}, len(r.Removals))
	for i := range r.Removals {
		if !r.Removals[i].Elsewhere {
			going[r.Removals[i].ID] = struct{}{}
		}
	}
	staying := make([]bool, len(r.People))
	live := func(id string) bool {
		from, to := r.In.Desired.Range(id)
		return slices.Contains(staying[from:to], true)
	}
	for i := range r.People {
		p := &r.People[i]
		r.compareHeld(p)
		staying[i] = p.Stays()
		if p.Fate != Held {
			continue
		}
		if m, known := r.List.ByID(p.ID); known {
			leaving(r).compareStatus(p, m)
		}
	}
	settled := settlement{going: going, live: live, stays: map[string]struct{}{}}
	for i := range r.People {
		p := &r.People[i]
		if p.Fate != Member {
			continue
		}
		if m, known := r.List.of(p.User); known {
			p.MemberID = m.ID
			if r.resend(p, m.Email) {
				continue
			}
			r.keepEmail(p, cmp.Or(m.Email, p.accepted()))
			leaving(r).compareStatus(p, m)
			continue
		}
		r.keepFlying(p)
		other, taken := r.List.ByEmail(p.Email)
		if was, lost := r.withoutID(p.ID); lost && !taken {
			r.keepEmail(p, was.Email)
			other, taken = was, true
		}
		switch {
		case !taken:
			p.New = true
		case other.ExternalID == "":
			r.giveBack(p, other)
		default:
			r.settleEmail(p, other, &settled)
		}
	}
	if len(settled.stays) > 0 {
		r.Removals = slices.DeleteFunc(r.Removals, func(x Removal) bool { _, stays := settled.stays[x.ID]; return stays })
	}
	r.addRemovals(settled.replaced)
	r.dropSharedEmails()
}

// giveBack gives a member without an external id that of somebody, who may have
// had it before.
func (r people) giveBack(p *Person, m organization.Member) {
	p.Adopted, p.MemberID = true, m.ID
	leaving(r).compareStatus(p, m)
	if _, acked := r.In.State.Members[p.ID]; acked && r.List.Listed {
		r.Drift = append(r.Drift, plan.Drift{Kind: plan.MemberLostID, ExternalID: p.ID, Name: p.Email})
	}
}

// A settlement is what new accounts mean for members who have their emails.
type settlement struct {
	// going are those who are removed, live those who stay a member themselves.
	going map[string]struct{}
	live  func(id string) bool
	// replaced are removed too; stays are not removed after all.
	replaced []Removal
	stays    map[string]struct{}
}

// keepAccepted stands in for the comparison when nothing would be sent, so that
// nobody asked: it says what it must in every run.
func (r people) keepAccepted() {
	for i := range r.People {
		if p := &r.People[i]; p.Fate == Member {
			r.keepEmail(p, p.accepted())
		}
	}
}

// lookForUninvited lets disabled accounts be members that the organization
// shows after all.
func (r people) lookForUninvited() {
	var who []string
	for i := range r.People {
		p := &r.People[i]
		if p.Verdict != desired.Uninvited {
			continue
		}
		other, taken := r.List.ByEmail(p.Wanted)
		if r.List.Shows(p.ID) || r.List.Listed && taken && other.ExternalID == "" {
			p.Fate, p.Email = Member, p.Wanted
			continue
		}
		who = append(who, p.Describe())
	}
	if len(who) > 0 {
		r.warn(WarnUninvited, "", fmt.Sprintf("%s disabled in the directory and not in the organization: not invited, because sync.inviteDisabled is off: %s", directory.Count(len(who), "account is", "accounts are"), shortList(who)))
	}
}

// compareHeld settles somebody who can't be sent as the directory has it: whom
// the organization has under this id is held with the email it shows.
func (r people) compareHeld(p *Person) {
	if p.Fate != Held && p.Fate != LeftOut {
		return
	}
	m, shown := r.List.ByID(p.ID)
	switch {
	case p.Fate == Held && shown: // a list may lack emails
		p.Email, p.MemberID = cmp.Or(m.Email, p.Email), m.ID
	case p.Fate == Held:
		was, lost := r.withoutID(p.ID)
		if p.New = !lost; lost {
			r.giveBack(p, was)
		}
	case p.Fate == LeftOut && shown && m.Email != "" && !p.Elsewhere:
		p.Fate, p.Email, p.MemberID = Held, m.Email, m.ID
	}
}

func (r people) keepEmail(p *Person, shown string) {
	if shown == "" || shown == p.Email {
		return
	}
	mistyped := ""
	if r.Vaultwarden() || !r.Looked() && r.Unlisted() {
		mistyped = fmt.Sprintf("; on vaultwarden, where a mistyped address was invited, remove that member in the web vault and run: %s", "bwdc sync --resend "+p.ID)
	}
	r.warn(WarnEmailKept, p.Entry.ReferenceID, fmt.Sprintf("%s is the member %s in the organization: the server never changes a member's email, change it there or let the person change it%s", p.Describe(), shown, mistyped))
	p.Email = shown
}

// keepFlying keeps to the address under which a server without a list may have
// invited somebody: under another one vaultwarden would have two, and others
// pass it over.
func (r people) keepFlying(p *Person) {
	f := r.flying[p.ID]
	if !r.List.Listed && f.Kind == organization.FlightMember && !(r.In.Again != nil && r.In.Again(p.ID, p.Wanted)) {
		r.keepEmail(p, f.Email)
	}
}

// resend settles somebody whom an administrator wants to be sent again to
// vaultwarden: as a new one, in all groups, under the address that the
// directory has now, unless that is somebody else's.
func (r people) resend(p *Person, accepted string) bool {
	if !r.Vaultwarden() || r.In.Again == nil || !r.In.Again(p.ID, p.Wanted) && !r.In.Again(p.ID, accepted) {
		return false
	}
	if other, taken := r.List.ByEmail(p.Email); taken && other.ExternalID != p.ID {
		return false
	}
	p.New, p.Again = true, true
	return true
}

// settleEmail is about a new external id whose email a member has under
// another one.
func (r people) settleEmail(p *Person, other organization.Member, s *settlement) {
	old := other.ExternalID
	_, leaves := s.going[old]
	_, revoked := r.In.State.Revoked[old]
	here := s.live(old)
	if !leaves && revoked && !here && other.Role != organization.RoleOwner {
		var x Removal
		if x, leaves = leaving(r).replaced(old); leaves {
			s.replaced = append(s.replaced, x)
		}
	}
	if leaves && other.Role != organization.RoleOwner {
		// The account was made anew. On vaultwarden the member is found by
		// email and takes the new id; elsewhere the old one goes first.
		p.New, p.Replaces = !r.Vaultwarden(), old
		return
	}
	r.leaveOut(p, fmt.Sprintf("the organization has the member %s under the external id %s already; nothing is changed for that member", other.Email, old))
	// The member stays, and groups that name the new id keep the old, unless
	// that is somebody else with another address now.
	switch {
	case !here:
		r.Kept[old] = other.Email
		s.stays[old] = struct{}{}
		p.StandIn = old
	case r.In.Desired.Anybody(old, func(desired.Verdict) bool { return true }):
		if at, _ := r.In.Desired.Find(old); r.In.Desired.Users[at].Wanted == p.Wanted {
			p.StandIn = old // a twin
		}
	}
}

// leaveOut leaves somebody out who is not a member under this external id.
func (r people) leaveOut(p *Person, reason string) {
	p.Fate = LeftOut
	r.warn(WarnConflict, p.Entry.ReferenceID, fmt.Sprintf("user %s was left out: %s", p.Describe(), reason))
}

// dropSharedEmails is the last check before requests are built: two members of
// one email in a request make the server fail. Who is a member already goes
// before who is not.
func (r people) dropSharedEmails() {
	kept := make(map[string]struct{}, len(r.Kept))
	for _, email := range r.Kept {
		kept[email] = struct{}{}
	}
	owner := positions.New(len(r.People), func(at int32) string { return r.People[at].Email })
	var out []*Person
	for i := range r.People {
		p := &r.People[i]
		if !p.Stays() {
			continue
		}
		if _, taken := kept[p.Email]; !taken {
			first, taken := owner.Put(p.Email, int32(i))
			if !taken {
				continue
			}
			if p.claim() > r.People[first].claim() {
				p = &r.People[first]
			} else {
				owner.Put(p.Email, first)
			}
		}
		reason := fmt.Sprintf("%s is the email of another member", p.Email)
		if _, member := r.List.ByID(p.ID); !member {
			r.leaveOut(p, reason)
			out = append(out, p)
			continue
		}
		// It stays listed in its groups, but is not sent.
		p.Fate, p.Email = Held, ""
		r.warn(WarnConflict, p.Entry.ReferenceID, fmt.Sprintf("user %s is held: %s", p.Describe(), reason))
	}
	for _, p := range out { // groups list a twin who is a member instead, as in settleEmail
		if at, found := owner.Find(p.Email); found && !r.People[at].New && r.People[at].Wanted == p.Wanted {
			p.StandIn = r.People[at].ID
		}
	}
}

// knows tells whether an external id is that of somebody in the directory, or
// who stays, or who goes.
func (r *Result) knows(id string) bool {
	_, here := r.In.Desired.Find(id)
	_, kept := r.Kept[id]
	_, goes := r.findRemoval(id)
	return here || kept || goes
}

// shortList names the first few.
func shortList(names []string) string {
	const most = 20
	slices.Sort(names)
	text := ""
	for i, name := range names {
		if i == most {
			return text + fmt.Sprintf(" and %d more", len(names)-most)
		}
		if i > 0 {
			text += ", "
		}
		text += name
	}
	return text
}
