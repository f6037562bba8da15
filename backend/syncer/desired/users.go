package desired

import (
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/parts"
	"directoryconnector/backend/syncer/recognize"
)

// takeUsers recognizes every user of the snapshot, and puts them in order.
func (d *decision) takeUsers() {
	who, records := d.recognizeUsers()
	users := d.Snapshot.Users
	accepted := make([]Accepted, len(d.Acknowledged.Members)) // they come first
	for i := range accepted {
		accepted[i] = Accepted{records[i].Email, records[i].Wanted}
	}
	parts.Do(len(users), func(from, to int) {
		for i := from; i < to; i++ {
			u := &d.Users[i]
			u.ID, u.How = who[i].ID, who[i].How
			u.StableID, u.Disabled = d.known.stableID(who[i].ID, users[i].StableID), users[i].DisabledAt(d.Now)
			if at := int(who[i].Record); who[i].Known && at < len(accepted) {
				u.Accepted = &accepted[at]
			}
		}
	})
	d.leaveOutNameless(who)
	if !slices.IsSortedFunc(d.Users, byID) {
		slices.SortStableFunc(d.Users, byID)
	}
	d.collapse()
}

// recognizeUsers makes a User of every entry, in the order of the snapshot, and
// tells who they are, and of whom they may be.
func (d *decision) recognizeUsers() ([]recognize.Identity, []recognize.Record) {
	users := d.Snapshot.Users
	d.Users = make([]User, len(users))
	parts.Do(len(users), func(from, to int) {
		for i := from; i < to; i++ {
			d.Users[i].Entry, d.Users[i].Wanted = &users[i], CleanEmail(users[i].Email)
		}
	})
	entry := func(i int) recognize.Entry {
		return recognize.Entry{ID: users[i].ExternalID, StableID: users[i].StableID, Email: d.Users[i].Wanted, Deleted: users[i].Deleted}
	}
	records := d.known.members(len(users), entry, d.Key)
	return recognize.Each(len(users), entry, records, d.Key), records
}

// IDOf is the external id under which the organization knows a user of the
// snapshot, or would know it; empty for none.
func IDOf(in Input, entry *directory.User) string {
	d := &decision{Input: in, State: &State{}, known: newKnown(in.Acknowledged, in.Seen)}
	who, _ := d.recognizeUsers()
	for i, id := range who {
		if &in.Snapshot.Users[i] == entry {
			return id.ID
		}
	}
	return ""
}

// leaveOutNameless leaves those out who have another one's external id and
// nothing else to be known by.
func (d *decision) leaveOutNameless(who []recognize.Identity) {
	isNameless := func(id recognize.Identity) bool { return id.ID == "" && id.TakenBy != "" }
	if !slices.ContainsFunc(who, isNameless) {
		return
	}
	kept := d.Users[:0]
	for i := range d.Users {
		u := &d.Users[i]
		if !isNameless(who[i]) {
			kept = append(kept, *u)
			continue
		}
		d.Nameless = append(d.Nameless, u.Entry)
		if !u.Entry.Deleted {
			d.warn(WarnUserLeftOut, u.Entry.ReferenceID, "user "+u.Describe()+" was left out: its external id "+who[i].TakenBy+
				" belongs to another member, and the directory gives no stable id to know it by")
		}
	}
	clear(d.Users[len(kept):])
	d.Users = kept
}

// collapse makes one of the same entry twice (found through two search
// bases), and lets a live entry outweigh a tombstone of the same id.
func (d *decision) collapse() {
	kept := d.Users[:0]
	for start := 0; start < len(d.Users); {
		end := start + 1
		for end < len(d.Users) && d.Users[start].ID != "" && d.Users[end].ID == d.Users[start].ID {
			end++
		}
		if end == start+1 {
			kept = append(kept, d.Users[start])
		} else {
			kept = append(kept, distinct(d.Users[start:end])...)
		}
		start = end
	}
	clear(d.Users[len(kept):])
	d.Users = kept
	for i := 1; i < len(kept); i++ {
		d.SharedIDs = d.SharedIDs || kept[i].ID == kept[i-1].ID
	}
}

// distinct returns those of one external id that differ.
func distinct(users []User) []User {
	var out []User
	for _, u := range users {
		if !u.Entry.Deleted && !slices.ContainsFunc(out, func(o User) bool { return o.Wanted == u.Wanted && o.Disabled == u.Disabled }) {
			out = append(out, u)
		}
	}
	if len(out) == 0 {
		return users[:1]
	}
	return out
}

// filterUsers decides who passes the filter and who is to go. Who has no email
// (most deleted users, or one whose mail was cleared) is judged by the last
// known one, and a deleted user always passes once acknowledged.
func (d *decision) filterUsers() {
	for i := range d.Users {
		u := &d.Users[i]
		if d.UserFilter != nil && !d.passesFilter(u) {
			continue
		}
		switch {
		case u.Entry.Deleted, u.Disabled && d.Sync.RemoveDisabled:
			u.Verdict = Gone
		default:
			u.Verdict, u.Email = Wanted, u.Wanted
		}
	}
}

func (d *decision) passesFilter(u *User) bool {
	email := u.Wanted
	if !u.Entry.Deleted && email != "" {
		return d.UserFilter(email)
	}
	last, acked := d.known.lastEmail(u.ID)
	if u.Entry.Deleted && acked {
		return true
	}
	if email == "" {
		email = last
	}
	return d.UserFilter(email)
}

// PassesUserFilter tells whether the set filter lets a recognized user pass.
func PassesUserFilter(in Input, u *User) bool {
	d := decision{Input: in, known: newKnown(in.Acknowledged, in.Seen)}
	return in.UserFilter == nil || d.passesFilter(u)
}

// restrictToGroups lets only those users stay that are in at least one
// remaining group, when groups are chosen by a set filter and users are synced
// too. Deleted users stay, disabled ones when they are to be removed.
func (d *decision) restrictToGroups() {
	if d.GroupFilter == nil || !d.Sync.Groups {
		return
	}
	member := make([]bool, len(d.Users))
	sets := d.Direct
	if d.Options.Groups.CountNested {
		sets = d.Flat
	}
	for i := range d.Groups {
		if d.Groups[i].Verdict == Wanted {
			for _, u := range sets[i] {
				member[u] = true
			}
		}
	}
	for i := range d.Users {
		u := &d.Users[i]
		// Of one id twice, the index finds one only.
		in := member[i]
		if d.SharedIDs && !in {
			one, _ := d.byReference.Find(u.Entry.ExternalID)
			in = member[one]
		}
		if u.Verdict == Wanted && !in {
			u.Verdict, u.Email = Filtered, ""
		}
	}
}

// dontInvite leaves disabled accounts alone that are no members: an invitation
// buys a seat for somebody who can't log in.
func (d *decision) dontInvite() {
	if d.Sync.InviteDisabled {
		return
	}
	for i := range d.Users {
		if u := &d.Users[i]; u.Verdict == Wanted && u.Disabled && !d.known.isMember(u.ID, u.Wanted) {
			u.Verdict = Uninvited
		}
	}
}
