package syncer

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/plan"
)

// TestAnyDirectory changes a directory at random, syncs after every few
// changes, and compares the organization with a model that is written as
// simply as can be.
func TestAnyDirectory(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(rt, orgserver.Options{})
		w.source.unsorted = true
		o := &w.syncer.Options
		o.Sync.DuplicateEmails = config.DuplicatesSkip
		o.Sync.RemoveDisabled = rapid.Bool().Draw(rt, "removeDisabled")
		o.Sync.MaxRemovals = config.Limit{Set: true, Count: 1000}
		o.Sync.MaxAdditions = config.Limit{Set: true, Count: 1000}
		m := &model{members: map[string]modelMember{}, groups: map[string]modelGroup{}, removeDisabled: o.Sync.RemoveDisabled}
		d := &anyDirectory{t: rt}
		for range rapid.IntRange(1, 6).Draw(rt, "syncs") {
			for range rapid.IntRange(1, 8).Draw(rt, "changes") {
				d.change()
			}
			w.source.users, w.source.groups = d.shuffled()
			w.now = w.now.Add(time.Duration(rapid.SampledFrom([]int{1, 60, 1500}).Draw(rt, "minutes")) * time.Minute)
			if !syncAllowing(rt, w) {
				continue
			}
			m.sync(d)
			m.compare(rt, w)
			w.source.users, w.source.groups = d.shuffled()
			w.sent()
			w.now = w.now.Add(time.Minute)
			if !syncAllowing(rt, w) {
				rt.Fatal("the second sync was stopped")
			}
			if sent := w.sent(); len(sent) > 0 {
				rt.Fatalf("a second sync sent %q", sent)
			}
		}
	})
}

// syncAllowing syncs, allows what a guard shows, and tells whether it was
// possible: it is not where nobody is left and nobody ever was.
func syncAllowing(rt *rapid.T, w *world) bool {
	_, err := w.syncer.Sync(w.t.Context(), manual())
	if stop, ok := errors.AsType[*GuardError](err); ok {
		req := manual()
		for _, f := range stop.Findings {
			switch f.Guard {
			case plan.GuardMemberships:
				req.Allow.Memberships = &f.Count
			case plan.GuardAdditions:
				req.Allow.Additions = &f.Count
			case plan.GuardGroupRemovals:
				req.Allow.GroupRemovals = &f.Count
			case plan.GuardGone:
				req.Allow.Gone = &f.Count
			default:
				req.Allow.Removals = &f.Count
			}
			if f.Count == 0 {
				return false
			}
		}
		_, err = w.syncer.Sync(w.t.Context(), req)
	}
	if err != nil {
		rt.Fatal(err)
	}
	return true
}

// anyDirectory is a directory with everything that may be in one.
type anyDirectory struct {
	t      *rapid.T
	users  []directory.User
	groups []directory.Group
	made   int
}

func (d *anyDirectory) pick(n int, what string) int { return rapid.IntRange(0, n-1).Draw(d.t, what) }

func (d *anyDirectory) change() {
	kinds := []func(){d.addUser, d.addGroup}
	if len(d.users) > 0 {
		kinds = append(kinds, d.addUser, d.changeUser, d.changeUser, d.deleteUser, d.recreate, d.rename, d.duplicate)
	}
	if len(d.groups) > 0 && len(d.users) > 0 {
		kinds = append(kinds, d.toggleMember, d.toggleMember, d.toggleMember, d.nest, d.nest, d.changeGroup)
	}
	kinds[d.pick(len(kinds), "kind")]()
}

func (d *anyDirectory) newUser(email string) {
	d.made++
	id := fmt.Sprintf("id%02d", d.made)
	d.users = append(d.users, directory.User{ReferenceID: "cn=" + id, ExternalID: id, StableID: "stable-" + id, Email: email})
}

func (d *anyDirectory) addUser() { d.newUser(fmt.Sprintf("U%d@x.test ", d.made+1)) }

func (d *anyDirectory) user() *directory.User { return &d.users[d.pick(len(d.users), "user")] }

func (d *anyDirectory) changeUser() {
	u := d.user()
	switch {
	case u.Deleted:
	case rapid.Bool().Draw(d.t, "disable"):
		u.Disabled = !u.Disabled
	case u.Email == "":
		u.Email = u.ExternalID + "-again@x.test"
	case rapid.Bool().Draw(d.t, "clear"):
		u.Email = ""
	default:
		d.made++
		u.Email = fmt.Sprintf("new%d@x.test", d.made)
	}
}

// deleteUser leaves a tombstone, or nothing.
func (d *anyDirectory) deleteUser() {
	i := d.pick(len(d.users), "deleted")
	d.remove(i, rapid.Bool().Draw(d.t, "tombstone"))
}

func (d *anyDirectory) remove(i int, tombstone bool) {
	id := d.users[i].ExternalID
	for g := range d.groups {
		d.groups[g].UserMembers = slices.DeleteFunc(slices.Clone(d.groups[g].UserMembers), func(m string) bool { return m == id })
	}
	if tombstone {
		d.users[i].Deleted, d.users[i].Email, d.users[i].Disabled = true, "", false
	} else {
		d.users = slices.Delete(slices.Clone(d.users), i, i+1)
	}
}

// recreate deletes an account and makes a new one with its email, in the same
// groups.
func (d *anyDirectory) recreate() {
	i := d.pick(len(d.users), "recreated")
	u := d.users[i]
	if u.Deleted {
		return
	}
	d.newUser(u.Email)
	id := d.users[len(d.users)-1].ExternalID
	for g := range d.groups {
		if slices.Contains(d.groups[g].UserMembers, u.ExternalID) {
			d.groups[g].UserMembers = append(slices.Clone(d.groups[g].UserMembers), id)
			slices.Sort(d.groups[g].UserMembers)
		}
	}
	d.remove(i, rapid.Bool().Draw(d.t, "tombstone"))
}

// rename gives an entry another external id and the same stable id.
func (d *anyDirectory) rename() {
	u := d.user()
	if u.Deleted {
		return
	}
	d.made++
	old := u.ExternalID
	u.ExternalID = fmt.Sprintf("id%02d", d.made)
	u.ReferenceID = "cn=" + u.ExternalID
	for g := range d.groups {
		members := slices.Clone(d.groups[g].UserMembers)
		for i := range members {
			if members[i] == old {
				members[i] = u.ExternalID
			}
		}
		slices.Sort(members)
		d.groups[g].UserMembers = members
	}
}

func (d *anyDirectory) duplicate() {
	if u := d.user(); !u.Deleted {
		d.newUser(strings.ToUpper(u.Email))
	}
}

func (d *anyDirectory) addGroup() {
	d.made++
	id := fmt.Sprintf("g%02d", d.made)
	d.groups = append(d.groups, directory.Group{ReferenceID: "cn=" + id, ExternalID: id, Name: "group " + id})
}

func (d *anyDirectory) toggleMember() {
	g, u := &d.groups[d.pick(len(d.groups), "group")], d.user()
	if u.Deleted {
		return
	}
	if i, found := slices.BinarySearch(g.UserMembers, u.ExternalID); found {
		g.UserMembers = slices.Delete(slices.Clone(g.UserMembers), i, i+1)
	} else {
		g.UserMembers = slices.Insert(slices.Clone(g.UserMembers), i, u.ExternalID)
	}
}

func (d *anyDirectory) nest() {
	g, below := &d.groups[d.pick(len(d.groups), "group")], d.groups[d.pick(len(d.groups), "below")].ReferenceID
	if i, found := slices.BinarySearch(g.NestedGroups, below); found {
		g.NestedGroups = slices.Delete(slices.Clone(g.NestedGroups), i, i+1)
	} else {
		g.NestedGroups = slices.Insert(slices.Clone(g.NestedGroups), i, below)
	}
}

func (d *anyDirectory) changeGroup() {
	i := d.pick(len(d.groups), "group")
	switch rapid.IntRange(0, 2).Draw(d.t, "change") {
	case 0:
		d.made++
		d.groups[i].Name = fmt.Sprintf("group %d", d.made)
	case 1:
		d.groups[i].Name = strings.Repeat("long", 26)
	default:
		ref := d.groups[i].ReferenceID
		d.groups = slices.Delete(slices.Clone(d.groups), i, i+1)
		for g := range d.groups {
			d.groups[g].NestedGroups = slices.DeleteFunc(slices.Clone(d.groups[g].NestedGroups), func(r string) bool { return r == ref })
		}
	}
}

func (d *anyDirectory) shuffled() ([]directory.User, []directory.Group) {
	users, groups := slices.Clone(d.users), slices.Clone(d.groups)
	rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(d.t, "order"), 1))
	rng.Shuffle(len(users), func(i, j int) { users[i], users[j] = users[j], users[i] })
	rng.Shuffle(len(groups), func(i, j int) { groups[i], groups[j] = groups[j], groups[i] })
	return users, groups
}
