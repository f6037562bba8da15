package syncer

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// A holding is what an organization holds, as simply as can be said: members by
// email, groups by external id.
type holding struct {
	members map[string]string   // "id", or "id revoked"
	groups  map[string][]string // emails of members
	names   map[string]string
}

func holdingOf(s *orgserver.Server) holding {
	h := holding{map[string]string{}, map[string][]string{}, map[string]string{}}
	for _, m := range s.Members() {
		h.members[m.Email] = m.ExternalID
		if m.Status == organization.StatusRevoked {
			h.members[m.Email] += " revoked"
		}
	}
	for _, g := range s.Groups() {
		h.groups[g.ExternalID], h.names[g.ExternalID] = slices.Sorted(slices.Values(g.MemberEmails)), g.Name
	}
	return h
}

// with returns what is held after these changes, one after the other.
func (h holding) with(changes []plan.Change) holding {
	after := holding{maps.Clone(h.members), map[string][]string{}, maps.Clone(h.names)}
	for id, members := range h.groups {
		after.groups[id] = slices.Clone(members)
	}
	for _, c := range changes {
		if c.Kind == plan.Group {
			after.group(c)
			continue
		}
		switch c.Action {
		case plan.Remove:
			delete(after.members, c.Name)
			for id := range after.groups {
				after.groups[id] = slices.DeleteFunc(after.groups[id], func(m string) bool { return m == c.Name })
			}
		case plan.Revoke:
			after.members[c.Name] = c.ExternalID + " revoked"
		case plan.Restore, plan.Invite:
			after.members[c.Name] = c.ExternalID
		case plan.Adopt:
			_, revoked, _ := strings.Cut(after.members[c.Name], " ")
			after.members[c.Name] = strings.TrimSuffix(c.ExternalID+" "+revoked, " ")
		}
	}
	return after
}

func (h holding) group(c plan.Change) {
	id := c.ExternalID
	if c.Action == plan.Delete {
		delete(h.groups, id)
		delete(h.names, id)
		return
	}
	h.names[id] = c.Name
	h.groups[id] = slices.DeleteFunc(h.groups[id], func(m string) bool {
		return slices.ContainsFunc(c.Leaves, func(r plan.Ref) bool { return r.Name == m })
	})
	for _, r := range c.Joins {
		h.groups[id] = append(h.groups[id], r.Name)
	}
	slices.Sort(h.groups[id])
}

// facts are what is held, each by itself: a member and how, a group and its
// name, a membership.
func (h holding) facts() map[string]bool {
	facts := map[string]bool{}
	for email, id := range h.members {
		facts["member "+email+" "+id] = true
	}
	for id, name := range h.names {
		facts["group "+id+" "+name] = true
		for _, m := range h.groups[id] {
			facts["in "+id+" "+m] = true
		}
	}
	return facts
}

// TestAnyPlan makes a plan of any directory and organization, lets something
// happen in between or nothing, and applies it, to the end or until it is
// killed: it does exactly what the file says or nothing; what a killed one did
// is of the file; and the next sync does the rest.
func TestAnyPlan(t *testing.T) {
	t.Parallel()
	var done, refused, killed int
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(rt, orgserver.Options{})
		w.withEditor()
		w.server.AddOwner("owner@x.test", "") // no organization is without
		w.anySettings(rt)
		d := &anyDirectory{t: rt}
		for range rapid.IntRange(0, 2).Draw(rt, "syncs before") {
			d.changes(w)
			w.now = w.now.Add(time.Duration(rapid.SampledFrom([]int{1, 60, 1500}).Draw(rt, "minutes")) * time.Minute)
			if !syncAllowing(rt, w) {
				return
			}
		}
		byHand := rapid.Bool().Draw(rt, "by hand before")
		if byHand {
			w.anythingByHand(rt)
		}
		d.changes(w)
		f := w.saved(rapid.Bool().Draw(rt, "memberships"))
		happened := rapid.SampledFrom([]string{"nothing", "nothing", "nothing", "directory", "organization", "settings", "file", "time", "a sync"}).Draw(rt, "in between")
		f = w.happen(rt, d, f, happened)
		before := holdingOf(w.server)

		var err error
		where := w.killedIn(rapid.IntRange(1, 40).Draw(rt, "killed at"), func() {
			_, err = w.syncer.Sync(rt.Context(), carryOut(f))
		})
		w.server.Wait()
		after, planned := holdingOf(w.server), before.with(f.Changes)
		opts := cmp.Options{cmp.AllowUnexported(holding{}), cmpopts.EquateEmpty()}
		switch {
		case where != "":
			killed++
			betweenBoth(rt, f.Changes, before.facts(), planned.facts(), after.facts())
		case err == nil:
			done++
			if diff := cmp.Diff(planned, after, opts); diff != "" {
				rt.Fatalf("%s in between; not what the plan says (-plan +organization):\n%s\nplan %q", happened, diff, inShort(f.Changes))
			}
		case errors.Is(err, ErrStopped):
			refused++
			if diff := cmp.Diff(before, after, opts); diff != "" {
				rt.Fatalf("refused (%v), and yet (-before +after):\n%s", err, diff)
			}
		default:
			rt.Fatal(err)
		}
		if byHand || happened == "organization" {
			w.store.state.Times.Memberships = time.Time{} // else the daily look finds who was put in or taken out
		}
		if syncAllowing(rt, w) {
			// Where several changes by hand and in the directory meet, a member
			// without an external id may stay so until everything is sent.
			lost := func(m orgserver.Member) bool { return m.ExternalID == "" && m.Role != organization.RoleOwner }
			if left, _ := w.mustPlan(false); len(left.Changes) > 0 && !slices.ContainsFunc(w.server.Members(), lost) {
				rt.Fatalf("%s in between, killed %q: left after the next sync: %q", happened, where, inShort(left.Changes))
			}
		}
	})
	if done == 0 || refused == 0 || killed == 0 {
		t.Errorf("%d plans were done, %d refused, %d killed: the test tries too little", done, refused, killed)
	}
}

// betweenBoth: whatever is as neither before nor planned was not of the plan.
// Whoever is removed to make room for a new account is gone in between.
func betweenBoth(rt *rapid.T, changes []plan.Change, before, planned, after map[string]bool) {
	for fact := range after {
		if !before[fact] && !planned[fact] {
			rt.Fatalf("a killed apply made up: %s", fact)
		}
	}
	removed := func(fact string) bool {
		return slices.ContainsFunc(changes, func(c plan.Change) bool { return c.Action == plan.Remove && strings.HasSuffix(fact, " "+c.Name) })
	}
	for fact := range before {
		if planned[fact] && !after[fact] && !removed(fact) {
			rt.Fatalf("a killed apply lost: %s", fact)
		}
	}
}

// anySettings are those that decide what a sync does.
func (w *world) anySettings(rt *rapid.T) {
	o := &w.syncer.Options
	o.Sync.DuplicateEmails = config.DuplicatesSkip
	for _, limit := range []*config.Limit{&o.Sync.MaxRemovals, &o.Sync.MaxAdditions, &o.Sync.MaxGroupRemovals} {
		*limit = config.Limit{Set: true, Count: rapid.SampledFrom([]int{1, 1000, 1000}).Draw(rt, "limit")}
	}
	o.Sync.RemoveDisabled = rapid.Bool().Draw(rt, "removeDisabled")
	o.Sync.InviteDisabled = rapid.Bool().Draw(rt, "inviteDisabled")
	o.Sync.RemovedByHand = rapid.SampledFrom([]config.RemovedByHand{config.ByHandAsk, config.ByHandInvite}).Draw(rt, "removedByHand")
	o.Sync.Leavers = rapid.SampledFrom([]config.Leavers{config.LeaversRemove, config.LeaversRevoke}).Draw(rt, "leavers")
	o.Groups.Missing = rapid.SampledFrom([]config.MissingGroups{config.MissingKeep, config.MissingEmpty, config.MissingDelete}).Draw(rt, "missing")
}

func (d *anyDirectory) changes(w *world) {
	for range rapid.IntRange(1, 6).Draw(d.t, "changes") {
		d.change()
	}
	w.source.users, w.source.groups = d.shuffled()
	w.source.unsorted = true
}

// anythingByHand is done in the organization.
func (w *world) anythingByHand(rt *rapid.T) {
	members, groups := w.server.Members(), w.server.Groups()
	members = slices.DeleteFunc(members, func(m orgserver.Member) bool { return m.Role == organization.RoleOwner })
	if len(members) == 0 || len(groups) == 0 {
		if !slices.ContainsFunc(members, func(m orgserver.Member) bool { return m.Email == "u1@x.test" }) {
			w.server.AddUser("u1@x.test", "")
		}
		return
	}
	m, g := rapid.SampledFrom(members).Draw(rt, "member"), rapid.SampledFrom(groups).Draw(rt, "group")
	switch rapid.IntRange(0, 5).Draw(rt, "by hand") {
	case 0:
		w.server.RemoveMember(m.Email)
	case 1:
		w.server.EditMember(m.Email, func(m *orgserver.Member) { m.Status = organization.StatusRevoked })
	case 2:
		w.server.EditMember(m.Email, func(m *orgserver.Member) { m.ExternalID = "" })
	case 3:
		w.server.RemoveGroup(g.ExternalID)
	case 4:
		w.server.RemoveGroup(g.ExternalID)
		w.server.AddGroup("by hand", g.ExternalID, g.MemberExternalIDs...)
	default:
		ids := []string{}
		for _, m := range members {
			if m.ExternalID != "" && rapid.Bool().Draw(rt, "put in") {
				ids = append(ids, m.ExternalID)
			}
		}
		w.server.RemoveGroup(g.ExternalID)
		w.server.AddGroup(g.Name, g.ExternalID, ids...)
	}
}

// happen lets something happen after a plan was made, and returns the plan that
// is applied then.
func (w *world) happen(rt *rapid.T, d *anyDirectory, f *plan.File, what string) *plan.File {
	switch what {
	case "directory":
		d.changes(w)
	case "organization":
		w.anythingByHand(rt)
	case "settings":
		w.anySettings(rt)
	case "file":
		return editedBySomebody(rt, f)
	case "time":
		w.now = w.now.Add(time.Duration(rapid.IntRange(1, 1500).Draw(rt, "minutes")) * time.Minute)
	case "a sync":
		syncAllowing(rt, w)
	}
	return f
}

// editedBySomebody is a plan that says something else, with the right digest.
func editedBySomebody(rt *rapid.T, f *plan.File) *plan.File {
	edited := *f
	edited.Changes = slices.Clone(f.Changes)
	more := plan.Change{Action: plan.Remove, Kind: plan.User, ExternalID: "nobody", Name: "nobody@x.test", Reason: plan.Because(plan.Deleted)}
	if len(edited.Changes) == 0 {
		edited.Changes = append(edited.Changes, more)
	} else {
		i := rapid.IntRange(0, len(edited.Changes)-1).Draw(rt, "edited")
		switch c := &edited.Changes[i]; rapid.IntRange(0, 3).Draw(rt, "edit") {
		case 0:
			edited.Changes = slices.Delete(edited.Changes, i, i+1)
		case 1:
			edited.Changes = append(edited.Changes, more)
		case 2:
			c.Joins = append(slices.Clone(c.Joins), plan.Ref{ExternalID: "nobody"})
		default:
			c.Name = strings.ToUpper(c.Name) + fmt.Sprint(i)
		}
	}
	if err := edited.Seal(); err != nil {
		rt.Fatal(err)
	}
	return &edited
}
