package sourcetest

import (
	"fmt"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"directoryconnector/backend/directory"
)

// Run runs the suite. newHarness is called once for each test, with an empty
// directory each time.
func Run(t *testing.T, newHarness func(t *testing.T) Harness) {
	for _, story := range []struct {
		name string
		run  func(*testing.T, *world)
	}{
		{"an empty directory is an empty snapshot", testEmpty},
		{"users are read with their email", testUsers},
		{"disabled users are marked", testDisabled},
		{"deleted users are gone or tombstones", testDeleted},
		{"changed users are seen by a complete read", testChanged},
		{"an entry is known after a rename", testRenamed},
		{"who gets an old name is somebody else", testNameGivenAway},
		{"groups list their users", testGroups},
		{"groups list the groups in them", testNested},
		{"circular groups are legal", testCircular},
		{"names in any script and punctuation", testUnicode},
		{"what is outside the search is not read", testHidden},
		{"groups outside the search are followed where that is asked for", testOutside},
		{"pages end where they end", testPages},
		{"the same directory gives the same snapshot", testDeterministic},
		{"the base is not changed", testBaseUnchanged},
		{"an incremental read equals a complete one", testIncremental},
		{"a foreign cursor means a complete read", testForeignCursor},
		{"an expired cursor means a complete read", testExpiredCursor},
		{"a cancelled read returns at once", testCancelled},
		{"a read cancelled in its middle returns at once", testCancelledMidway},
		{"a read that breaks off is incomplete", testPageFails},
		{"a throttled read goes on", testThrottled},
		{"wrong credentials are refused", testCredentials},
		{"missing rights are refused", testDenied},
	} {
		t.Run(story.name, func(t *testing.T) { story.run(t, newWorld(newHarness(t))) })
	}
}

// RunWithQueries runs the suite twice: as it is, and with queries, which
// entries of the Harness that hiding makes can leave.
func RunWithQueries[H Harness](t *testing.T, newHarness func(t *testing.T, queries bool) H, hiding func(H) Harness) {
	t.Run("without queries", func(t *testing.T) {
		t.Parallel()
		Run(t, func(t *testing.T) Harness { return newHarness(t, false) })
	})
	t.Run("with queries", func(t *testing.T) {
		t.Parallel()
		Run(t, func(t *testing.T) Harness { return hiding(newHarness(t, true)) })
	})
}

// person returns the n-th user.
func person(n int) User {
	return User{
		Key: fmt.Sprintf("user%03d", n), Name: fmt.Sprintf("User %03d", n),
		Email: fmt.Sprintf("user%03d@example.test", n),
	}
}

// fill puts n users and a group of all of them into the directory.
func (w *world) fill(t *testing.T, n int) {
	t.Helper()
	all := Group{Key: "all", Name: "All"}
	for i := range n {
		u := person(i)
		w.putUser(t, u)
		all.Members = append(all.Members, u.Key)
	}
	w.putGroup(t, all)
}

func testEmpty(t *testing.T, w *world) { w.expect(t) }

func testUsers(t *testing.T, w *world) {
	w.fill(t, 3)
	nobody := User{Key: "no-mail", Name: "No Mail"}
	w.putUser(t, nobody)
	w.expect(t)
}

func testDisabled(t *testing.T, w *world) {
	if w.traits.NoDisabled {
		t.Skip("users can't be disabled here")
	}
	w.fill(t, 2)
	off := person(2)
	off.Disabled = true
	w.putUser(t, off)
	later := person(0)
	later.Disabled = true
	w.putUser(t, later)
	w.expect(t)
	later.Disabled = false
	w.putUser(t, later)
	w.expect(t)
}

func testDeleted(t *testing.T, w *world) {
	w.fill(t, 3)
	before := w.expect(t)
	id := ""
	for _, u := range before.Users {
		if u.Email == person(1).Email {
			id = u.ExternalID
		}
	}
	w.delete(t, person(1).Key)
	after := w.expect(t)
	found := false
	for _, u := range after.Users {
		found = found || u.Deleted && u.ExternalID == id
	}
	if found != w.traits.KeepsDeleted {
		t.Errorf("tombstone of the deleted user: %v, want %v", found, w.traits.KeepsDeleted)
	}
}

func testChanged(t *testing.T, w *world) {
	w.fill(t, 3)
	before := w.expect(t)
	u := person(1)
	u.Name, u.Email = "Renamed, User", "renamed@example.test"
	w.putUser(t, u)
	w.putGroup(t, Group{Key: "all", Name: "All of them", Members: []string{person(1).Key, person(2).Key}})
	after := w.expect(t)
	if w.traits.StableIDs {
		ids := func(s *directory.Snapshot) (ids []string) {
			for _, u := range s.Users {
				ids = append(ids, u.ExternalID)
			}
			for _, g := range s.Groups {
				ids = append(ids, g.ExternalID)
			}
			return ids
		}
		if diff := gocmp.Diff(ids(before), ids(after)); diff != "" {
			t.Errorf("external ids did not survive (-before +after):\n%s", diff)
		}
	}
}

func testGroups(t *testing.T, w *world) {
	w.fill(t, 4)
	w.putGroup(t, Group{Key: "some", Name: "Some", Members: []string{person(1).Key, person(3).Key}})
	w.putGroup(t, Group{Key: "none", Name: "None"})
	w.expect(t)
	w.putGroup(t, Group{Key: "some", Name: "Some", Members: []string{person(0).Key, person(3).Key}})
	w.expect(t)
	w.delete(t, "all")
	w.expect(t)
}
