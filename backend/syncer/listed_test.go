package syncer

import (
	"fmt"
	"testing"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/desired"
)

// A profile that has synced before knows whom it made. A newcomer who has the
// external id of a member that only the list shows is that member where the
// email or the stable id says so, and else somebody else: an account is never
// put into the groups of whoever got its old name.
func TestANewcomerIsNoMemberThatOnlyTheListShows(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		newcomer any
		members  []string
		groups   []string
		warning  []string
	}{
		"same email":                         {withEmail(user("x"), "ann@x.test"), []string{"a=a@x.test", "x=ann@x.test"}, []string{"G{a x}"}, nil},
		"the external id is its stable id":   {withStable(withEmail(user("x"), "new@x.test"), "objectGUID:x"), []string{"a=a@x.test", "x=ann@x.test"}, []string{"G{a x}"}, nil},
		"another email, with a stable id":    {withStable(withEmail(user("x"), "new@x.test"), "entryUUID:5"), []string{"5=new@x.test", "a=a@x.test", "x=ann@x.test"}, []string{"G{5 a}"}, nil},
		"another email, without a stable id": {withEmail(user("x"), "new@x.test"), []string{"a=a@x.test", "x=ann@x.test"}, []string{"G{a}"}, []string{"new@x.test", "belongs to another member"}},
		"no email":                           {withEmail(user("x"), ""), []string{"a=a@x.test", "x=ann@x.test"}, []string{"G{a}"}, []string{"cn=x"}},
		"a deletion with another email":      {withEmail(tombstone("x"), "new@x.test"), []string{"a=a@x.test", "x=ann@x.test"}, []string{"G{a}"}, nil},
	} {
		for _, trigger := range []organization.Trigger{organization.TriggerManual, organization.TriggerAutomatic} {
			t.Run(name+", "+string(trigger), func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, orgserver.Options{})
				w.has(user("a"), group("g", "a"))
				w.mustSync()
				w.server.AddUser("ann@x.test", "x")
				w.has(user("a"), c.newcomer, group("g", "a", "x"))
				req := manual()
				req.Trigger = trigger // which looks only when something differs
				run := w.mustSyncWith(req)
				w.wantMembers(c.members...)
				w.wantGroups(c.groups...)
				if c.warning != nil {
					wantWarning(t, run, desired.WarnUserLeftOut, c.warning...)
				} else {
					noWarningOf(t, run, desired.WarnUserLeftOut)
					noWarningOf(t, run, compare.WarnConflict)
				}
				w.mustSyncWith(req)
				w.wantMembers(c.members...)
				w.wantGroups(c.groups...)
			})
		}
	}
}

// Nor among thousands of members whom nobody here has.
func TestANewcomerAmongManyStrangers(t *testing.T) {
	t.Parallel()
	for _, first := range []bool{true, false} {
		w := newWorld(t, orgserver.Options{})
		for n := range 1100 {
			w.server.AddUser(fmt.Sprintf("stranger%d@x.test", n), fmt.Sprintf("stranger%d", n))
		}
		w.server.AddUser("ann@x.test", "x")
		if !first {
			w.has(user("a"))
			w.mustSync()
		}
		w.has(user("a"), withStable(withEmail(user("x"), "new@x.test"), "entryUUID:5"), withEmail(user("y"), "ann@x.test"))
		w.mustSync()
		got := map[string]string{}
		for _, m := range w.server.Members() {
			got[m.Email] = m.ExternalID
		}
		// In a first sync, what the list shows is all that is known: y is Ann.
		want := map[string]string{"a@x.test": "a", "ann@x.test": "x", "new@x.test": "5"}
		for email, id := range want {
			if got[email] != id {
				t.Errorf("first sync %v: %s is %q, want %q", first, email, got[email], id)
			}
		}
	}
}
