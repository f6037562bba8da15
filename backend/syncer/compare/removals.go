package compare

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/desired"
)

// A Removal takes a member away, or the access of one.
type Removal struct {
	ID string
	// StableID is the one that is remembered of the member.
	StableID string
	// Emails are the addresses that it is sent with: one, and on vaultwarden,
	// which looks members up by them, also the one that the directory wanted.
	Emails []string
	Reason plan.Code
	// Known: the organization still has it, as far as anybody can tell.
	Known bool
	// Send is false for what is settled without a request.
	Send bool
	// Owner: the member is an owner, whom no import removes.
	Owner bool
	// Replaced: the member goes on under another external id, so it is
	// forgotten when the server took that one.
	Replaced bool
	// Nameless: no address is left by which vaultwarden would find it; it stays
	// acknowledged, so that every run names it.
	Nameless bool
	// LostID: somebody took the external id away, by which a sync would find the
	// member; it stays acknowledged, so that every run names it.
	LostID bool
	// Doubtful: it goes for the address that the directory wanted only, since the
	// accepted one is somebody else's, too; it stays acknowledged for that one.
	Doubtful bool
	// Elsewhere: another profile has the member, who stays; only forgotten.
	Elsewhere bool
	// Revoke: access is revoked, by the server's id of the member; membership
	// and groups stay.
	Revoke   bool
	MemberID string
}

// leaving finds who goes, and how.
type leaving struct{ *Result }

// email is the address to show.
func (x *Removal) email() string {
	if len(x.Emails) == 0 {
		return ""
	}
	return x.Emails[0]
}

// findRemovals finds who goes, from external ids alone: who is deleted or
// disabled in the directory, and who is missing.
func (r leaving) findRemovals() []Removal {
	var removals []Removal
	users := r.In.Desired.Users
	for i := range users {
		u := &users[i]
		if u.Verdict != desired.Gone || r.stays(u.ID) || desired.IDProblem(u.ID) != "" {
			continue
		}
		reason := plan.Disabled
		if u.Entry.Deleted {
			reason = plan.Deleted
		}
		if x, ours := r.removal(u.ID, u.Wanted, reason); ours {
			x.StableID = cmp.Or(x.StableID, u.StableID)
			removals = append(removals, x)
		}
	}
	removals = append(removals, r.findMissing()...)
	removals = append(removals, r.findOffboarded()...)
	slices.SortFunc(removals, func(a, b Removal) int { return strings.Compare(a.ID, b.ID) })
	return slices.CompactFunc(removals, func(a, b Removal) bool { return a.ID == b.ID })
}

// stays tells whether somebody with that external id is to be a member, or
// could not be for a reason of validation.
func (r leaving) stays(id string) bool {
	return r.In.Desired.Anybody(id, func(v desired.Verdict) bool { return v != desired.Filtered && v != desired.Gone })
}

// removal makes one of somebody who is acknowledged, in flight or shown by the
// organization. Anybody else is nobody's removal.
func (r leaving) removal(id, wanted string, reason plan.Code) (x Removal, ours bool) {
	acked, known := r.In.State.Members[id]
	flight, flying := r.flying[id]
	m, shown := r.List.ByID(id)
	x = Removal{ID: id, StableID: r.StableIDOf(id), Reason: reason, Known: known || flying, Send: true, MemberID: m.ID}
	switch {
	case known:
		x.addEmail(acked.Email)
		x.addEmail(acked.Wanted)
	case flying:
		x.addEmail(flight.Email)
	case shown && r.List.Listed:
		x.addEmail(m.Email)
	}
	if len(x.Emails) == 0 {
		x.addEmail(wanted)
	}
	return x, known || flying || shown && r.List.Listed
}

// findOffboarded sends once more what an administrator ordered and what nobody
// knows the outcome of, where no list shows it.
func (r leaving) findOffboarded() []Removal {
	var removals []Removal
	for id, f := range r.flying {
		if r.isOffboarded(id) && f.Kind == organization.FlightRemoval && !r.List.Listed && !r.Again(id) {
			x, _ := r.removal(id, "", plan.Offboarded)
			removals = append(removals, x)
		}
	}
	return removals
}

func (x *Removal) addEmail(email string) {
	if email != "" && !slices.Contains(x.Emails, email) {
		x.Emails = append(x.Emails, email)
	}
}

// findMissing finds members that were acknowledged (or in flight) and are
// absent from the desired state for any reason but validation.
func (r leaving) findMissing() []Removal {
	if len(r.flying) == 0 && r.nobodyMissing() {
		return nil
	}
	ids := slices.Collect(maps.Keys(r.In.State.Members))
	for id := range r.flying {
		if _, known := r.In.State.Members[id]; !known {
			ids = append(ids, id)
		}
	}
	var removals []Removal
	kept := 0
	for _, id := range ids {
		if r.In.Desired.Anybody(id, func(v desired.Verdict) bool { return v != desired.Filtered }) {
			continue
		}
		if r.In.Sync.RemoveMissing {
			x, _ := r.removal(id, "", plan.Missing)
			removals = append(removals, x)
		} else if _, known := r.In.State.Members[id]; known && (!r.List.Listed || r.List.Shows(id)) {
			kept++
		}
	}
	if kept > 0 {
		r.warn(WarnMissing, "", fmt.Sprintf("%s no longer in the directory or the filter and stay in the organization, because sync.removeMissing is off", directory.Count(kept, "member is", "members are")))
	}
	return removals
}

// nobodyMissing is the quick answer for a directory in which all who were
// acknowledged still are.
func (r leaving) nobodyMissing() bool {
	here, users := 0, r.In.Desired.Users
	for i := range users {
		if users[i].Verdict == desired.Filtered || i > 0 && users[i-1].ID == users[i].ID {
			continue
		}
		if users[i].Accepted != nil {
			here++
		}
	}
	return here == len(r.In.State.Members)
}

// settleRemovals finds out which removals the organization still has, what
// they are sent with, and which are settled without a request.
func (r leaving) settleRemovals() {
	if len(r.Removals)+len(r.In.State.Revoked) == 0 {
		return
	}
	desiredEmails := r.DesiredEmails()
	replaced, adopted := map[string]struct{}{}, map[string]struct{}{}
	for i := range r.People {
		if p := &r.People[i]; p.Stays() {
			replaced[p.Replaces] = struct{}{}
			if p.Adopted {
				adopted[p.Email] = struct{}{}
			}
		}
	}
	var nameless, lost []string
	for i := range r.Removals {
		x := &r.Removals[i]
		if x.Elsewhere {
			continue
		}
		r.compareRemoval(x)
		_, x.Replaced = replaced[x.ID]
		_, goesOn := adopted[r.In.State.Members[x.ID].Email]
		if x.LostID = r.LostID(x.ID) && !goesOn; x.LostID {
			lost = append(lost, r.nameAndID(x.ID, x.email()))
			continue
		}
		r.chooseLeaving(x)
		if x.Owner || x.Revoke {
			continue
		}
		if !r.Vaultwarden() {
			x.Replaced = false
			x.Emails = []string{officialEmail(x.email(), desiredEmails)}
			continue
		}
		if r.settleAddresses(x, desiredEmails) {
			nameless = append(nameless, x.ID)
		}
	}
	r.keepRevoked()
	r.addLongRevoked(desiredEmails)
	if len(nameless) > 0 {
		r.warn(WarnRemovalMail, "", fmt.Sprintf("%s to be removed but has no email of its own left, by which vaultwarden would find it: remove it by hand: %s",
			directory.Count(len(nameless), "member is", "members are"), shortList(nameless)))
	}
	if len(lost) > 0 {
		r.warn(WarnLostID, "", fmt.Sprintf("%s to be removed but lost the external id, by which a sync would find the member; %s takes the access away: %s",
			directory.Count(len(lost), "member is", "members are"), "'bwdc offboard'", shortList(lost)))
	}
}

// officialEmail is what a removal is sent with to a server that goes by the
// external id: it must be valid, and nobody else's.
func officialEmail(email string, desiredEmails map[string]struct{}) string {
	if _, wanted := desiredEmails[email]; wanted || !desired.ServerTakes(email) {
		return organization.RemovedEmail
	}
	return email
}

// settleAddresses leaves of a removal the addresses that are nobody else's:
// vaultwarden would revoke whoever has them. It tells whether none is left.
func (r leaving) settleAddresses(x *Removal, desiredEmails map[string]struct{}) (nameless bool) {
	accepted := r.In.State.Members[x.ID].Email
	x.Emails = slices.DeleteFunc(x.Emails, func(email string) bool {
		_, wanted := desiredEmails[email]
		if !wanted {
			other, taken := r.List.ByEmail(email)
			_, goes := r.findRemoval(other.ExternalID)
			wanted = taken && other.ExternalID != x.ID && !goes
		}
		return wanted || !desired.ServerTakes(email)
	})
	if len(x.Emails) > 0 {
		x.Doubtful = accepted != "" && !x.Replaced && !slices.Contains(x.Emails, accepted)
		return x.Doubtful
	}
	x.Send, x.Known = false, false
	x.Nameless = !x.Replaced
	return x.Nameless
}

// findRemoval returns the position of a removal, or where it would be.
func (r *Result) findRemoval(id string) (at int, found bool) {
	return slices.BinarySearchFunc(r.Removals, id, func(x Removal, id string) int { return strings.Compare(x.ID, id) })
}

// compareRemoval compares a removal with what the organization shows.
func (r leaving) compareRemoval(x *Removal) {
	m, shown := r.List.ByID(x.ID)
	if r.List.Listed {
		x.Known, x.Send, x.MemberID = shown, shown, m.ID
		x.addEmail(m.Email)
	}
	if shown && m.Role == organization.RoleOwner {
		x.Known, x.Send, x.Owner = false, false, true
		r.warn(WarnOwner, x.ID, fmt.Sprintf("%s is %s, but an owner of the organization: an owner is never removed by a sync, do it in the web vault", m.Email, reasons[x.Reason]))
	}
}

// reasons are the words for warnings.
var reasons = map[plan.Code]string{
	plan.Deleted: "deleted in the directory", plan.Disabled: "disabled in the directory",
	plan.Missing: "no longer in the directory or the filter", plan.RevokedLongAgo: "revoked for long",
	plan.Offboarded: "offboarded",
}
