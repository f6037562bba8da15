package sourcetest

import (
	"cmp"
	"fmt"
	"testing"

	"directoryconnector/backend/directory"
)

// lasting is what tells each living user by email, and each group by name,
// across renames: the stable id, or the external id where that is one.
func lasting(s *directory.Snapshot) map[string]string {
	ids := map[string]string{}
	for _, u := range s.Users {
		if !u.Deleted {
			ids[u.Email] = cmp.Or(u.StableID, u.ExternalID)
		}
	}
	for _, g := range s.Groups {
		ids[g.Name] = cmp.Or(g.StableID, g.ExternalID)
	}
	return ids
}

// testRenamed renames a user and a group, and swaps the names of two users:
// everybody is who he was, in a read of what changed too.
func testRenamed(t *testing.T, w *world) {
	w.fill(t, 3)
	before := w.expect(t)
	was := lasting(before)
	zero, one := person(0), person(1)
	zero.Name, one.Name = "Away for now", zero.Name
	w.putUser(t, zero)
	w.putUser(t, one)
	zero.Name = person(1).Name
	w.putUser(t, zero)
	one.Email = "married@example.test"
	w.putUser(t, one)
	w.putGroup(t, Group{Key: "all", Name: "Everybody", Members: []string{zero.Key, one.Key}})
	now := lasting(w.next(t, before))
	for old, is := range map[string]string{person(0).Email: zero.Email, person(1).Email: one.Email, "All": "Everybody"} {
		if now[is] != was[old] || was[old] == "" {
			t.Errorf("%s was %q, and %s is %q", old, was[old], is, now[is])
		}
	}
}

// testNameGivenAway lets newcomers have the names of a user and a group that
// were renamed, and of a user who left.
func testNameGivenAway(t *testing.T, w *world) {
	w.fill(t, 3)
	before := w.expect(t)
	was := lasting(before)
	renamed := person(0)
	renamed.Name = "Renamed User"
	w.putUser(t, renamed)
	w.delete(t, person(1).Key)
	heir := func(n int) User {
		return User{Key: fmt.Sprintf("heir%03d", n), Name: person(n).Name, Email: fmt.Sprintf("heir%03d@example.test", n)}
	}
	w.putUser(t, heir(0))
	w.putUser(t, heir(1))
	w.putGroup(t, Group{Key: "all", Name: "Renamed Group", Members: []string{renamed.Key}})
	w.putGroup(t, Group{Key: "other", Name: "All", Members: []string{heir(0).Key}})
	now := lasting(w.next(t, before))
	if now[renamed.Email] != was[person(0).Email] || now["Renamed Group"] != was["All"] {
		t.Errorf("were %q, are %q", was, now)
	}
	for old, is := range map[string]string{person(0).Email: heir(0).Email, person(1).Email: heir(1).Email, "All": "All"} {
		if now[is] == was[old] || now[is] == "" {
			t.Errorf("who has the name of %s now is %q, who had it %q", old, now[is], was[old])
		}
	}
}

// next reads after base, and checks that a complete read gives the same.
func (w *world) next(t *testing.T, base *directory.Snapshot) *directory.Snapshot {
	t.Helper()
	next := w.fetch(t, Stored(t, base))
	w.compare(t, next)
	if diff := Diff(w.fetch(t, nil), next); diff != "" {
		t.Errorf("the read differs from a complete one (-complete +read):\n%s", diff)
	}
	return next
}

// checkStable checks a stable id: it tells of which kind it is, and is
// nobody else's.
func checkStable(t testing.TB, id, entry string, owners map[string]string) {
	t.Helper()
	if id == "" {
		return
	}
	if value := directory.StableValue(id); value == "" || value == id {
		t.Errorf("the stable id %q of %s has no kind or no value", id, entry)
	}
	if other, twice := owners[id]; twice && other != entry {
		t.Errorf("%s and %s have the stable id %q", other, entry, id)
	}
	owners[id] = entry
}
