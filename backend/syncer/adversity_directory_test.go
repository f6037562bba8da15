package syncer

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/syncer/desired"
)

// changing is a directory whose accounts change their names.
type changing struct {
	anyDirectory
	// emails are those that an account has ever had, by stable id.
	emails map[string]map[string]bool
	gone   []directory.User
	ids    []string // that were once used
}

func (d *changing) String() string {
	var parts []string
	for _, u := range d.users {
		state := ""
		if u.Deleted {
			state = " deleted"
		}
		if u.Disabled {
			state += " disabled"
		}
		parts = append(parts, fmt.Sprintf("%s/%s=%s%s", u.ExternalID, u.StableID, u.Email, state))
	}
	for _, g := range d.groups {
		parts = append(parts, fmt.Sprintf("%s[%s]{%s; %s}", g.Name, g.ExternalID, strings.Join(g.UserMembers, " "), strings.Join(g.NestedGroups, " ")))
	}
	return strings.Join(parts, ", ")
}

func (d *changing) changeAny() {
	before := slices.Clone(d.users)
	switch rapid.IntRange(0, 7).Draw(d.t, "any") {
	case 0:
		d.swapEmails()
	case 1:
		d.reuseID()
	case 2:
		d.rehire()
	case 3:
		d.swapIDs()
	default:
		d.change()
	}
	d.settle(before)
}

// settle keeps "always" as it is, drops second accounts, and remembers.
func (d *changing) settle(before []directory.User) {
	for _, u := range before {
		if u.StableID == "stable-id01" {
			continue
		}
		if !slices.ContainsFunc(d.users, func(v directory.User) bool { return v.StableID == u.StableID && !v.Deleted }) && !u.Deleted {
			d.gone = append(d.gone, u)
		}
		d.ids = append(d.ids, u.ExternalID)
	}
	at := slices.IndexFunc(d.users, func(u directory.User) bool { return u.StableID == "stable-id01" })
	if at < 0 {
		d.users = append(d.users, before[slices.IndexFunc(before, func(u directory.User) bool { return u.StableID == "stable-id01" })])
	} else {
		d.users[at].Deleted, d.users[at].Disabled, d.users[at].Email = false, false, "always@x.test"
	}
	for i := range d.users {
		u := &d.users[i]
		if u.StableID != "stable-id01" && desired.CleanEmail(u.Email) == "always@x.test" {
			d.made++
			u.Email = fmt.Sprintf("other%d@x.test", d.made)
		}
		if email := desired.CleanEmail(u.Email); email != "" {
			if d.emails[u.StableID] == nil {
				d.emails[u.StableID] = map[string]bool{}
			}
			d.emails[u.StableID][email] = true
		}
	}
}

// mayBe tells whether an account may have the member of an address: it had that
// itself, or another one of somebody who had.
func (d *changing) mayBe(stable, email string) bool {
	for _, emails := range d.emails {
		if emails[email] {
			for shared := range emails {
				if d.emails[stable][shared] {
					return true
				}
			}
		}
	}
	return false
}

func (d *changing) swapEmails() {
	a, b := d.user(), d.user()
	if !a.Deleted && !b.Deleted {
		a.Email, b.Email = b.Email, a.Email
	}
}

// reuseID lets a newcomer have an external id that somebody else had.
func (d *changing) reuseID() {
	if len(d.ids) == 0 {
		return
	}
	id := d.ids[d.pick(len(d.ids), "id")]
	if slices.ContainsFunc(d.users, func(u directory.User) bool { return u.ExternalID == id && !u.Deleted }) {
		return
	}
	d.made++
	d.users = append(d.users, directory.User{ReferenceID: "cn=" + id, ExternalID: id, StableID: fmt.Sprintf("stable-again%02d", d.made), Email: fmt.Sprintf("again%d@x.test", d.made)})
}

// rehire brings back an account that was deleted.
func (d *changing) rehire() {
	if len(d.gone) == 0 {
		return
	}
	u := d.gone[d.pick(len(d.gone), "rehired")]
	if slices.ContainsFunc(d.users, func(v directory.User) bool {
		return !v.Deleted && (v.StableID == u.StableID || v.ExternalID == u.ExternalID || v.Email == u.Email)
	}) {
		return
	}
	d.users = slices.DeleteFunc(slices.Clone(d.users), func(v directory.User) bool { return v.StableID == u.StableID })
	u.Disabled = false
	d.users = append(d.users, u)
}

// swapIDs lets two accounts swap their external ids, with their memberships.
func (d *changing) swapIDs() {
	a, b := d.user(), d.user()
	if a == b || a.Deleted || b.Deleted {
		return
	}
	one, other := a.ExternalID, b.ExternalID
	a.ExternalID, b.ExternalID = other, one
	a.ReferenceID, b.ReferenceID = b.ReferenceID, a.ReferenceID
	for g := range d.groups {
		members := slices.Clone(d.groups[g].UserMembers)
		for i := range members {
			switch members[i] {
			case one:
				members[i] = other
			case other:
				members[i] = one
			}
		}
		slices.Sort(members)
		d.groups[g].UserMembers = slices.Compact(members)
	}
}
