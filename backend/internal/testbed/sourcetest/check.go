package sourcetest

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp/cmpopts"

	gocmp "github.com/google/go-cmp/cmp"

	"directoryconnector/backend/directory"
)

// CheckSnapshot checks what holds for every Snapshot, whatever it is of: its
// order, that memberships name entries of the same Snapshot, and its times.
func CheckSnapshot(t testing.TB, s *directory.Snapshot) {
	t.Helper()
	sorted := directory.Snapshot{Users: slices.Clone(s.Users), Groups: slices.Clone(s.Groups)}
	sorted.Sort()
	if !slices.Equal(sorted.Users, s.Users) || !slices.EqualFunc(sorted.Groups, s.Groups, sameGroup) {
		t.Error("the snapshot is not sorted")
	}
	users, groups, stable := map[string]bool{}, map[string]bool{}, map[string]string{}
	for _, u := range s.Users {
		if u.ExternalID == "" || u.ReferenceID == "" {
			t.Errorf("user without an id: %+v", u)
		}
		users[u.ExternalID] = true
		checkStable(t, u.StableID, u.ReferenceID, stable)
	}
	for _, g := range s.Groups {
		if g.ExternalID == "" || g.ReferenceID == "" {
			t.Errorf("group without an id: %+v", g)
		}
		groups[g.ReferenceID] = true
		checkStable(t, g.StableID, g.ReferenceID, stable)
	}
	for _, g := range s.Groups {
		checkMembers(t, g, "user", g.UserMembers, users)
		checkMembers(t, g, "group", g.NestedGroups, groups)
	}
	switch {
	case s.ReadAt.IsZero():
		t.Error("ReadAt is not set")
	case s.Complete && !s.CompleteAt.Equal(s.ReadAt):
		t.Errorf("a complete read says CompleteAt %v and ReadAt %v", s.CompleteAt, s.ReadAt)
	}
}

func sameGroup(a, b directory.Group) bool {
	return cmp.Or(cmp.Compare(a.ExternalID, b.ExternalID), cmp.Compare(a.ReferenceID, b.ReferenceID)) == 0
}

func checkMembers(t testing.TB, g directory.Group, kind string, members []string, known map[string]bool) {
	t.Helper()
	for i, m := range members {
		if !known[m] {
			t.Errorf("group %q lists the %s %q, which the snapshot lacks", g.Name, kind, m)
		}
		if i > 0 && members[i-1] >= m {
			t.Errorf("group %q: %s members are not sorted or not unique at %q", g.Name, kind, m)
		}
	}
}

// Diff compares the users and groups of two Snapshots; empty means equal. It
// is what "an incremental read equals a complete one" means.
func Diff(want, got *directory.Snapshot) string {
	return gocmp.Diff(
		directory.Snapshot{Users: want.Users, Groups: want.Groups},
		directory.Snapshot{Users: got.Users, Groups: got.Groups},
		cmpopts.EquateEmpty())
}

// Stored returns the Snapshot as it comes back from the store.
func Stored(t testing.TB, s *directory.Snapshot) *directory.Snapshot {
	t.Helper()
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatalf("store the snapshot: %v", err)
	}
	var back directory.Snapshot
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatalf("load the snapshot: %v", err)
	}
	back.Warnings = nil
	return &back
}

// fetch reads with a new Source and checks what holds for every read.
func (w *world) fetch(t testing.TB, base *directory.Snapshot) *directory.Snapshot {
	t.Helper()
	snapshot, err := w.h.Source(t).Fetch(context.Background(), base)
	if err != nil {
		t.Fatalf("fetch: %v", err)
	}
	w.check(t, base, snapshot)
	return snapshot
}

func (w *world) check(t testing.TB, base, s *directory.Snapshot) {
	t.Helper()
	CheckSnapshot(t, s)
	switch {
	case base == nil && !s.Complete:
		t.Error("a read without base is not complete")
	case base != nil && !s.Complete && !s.CompleteAt.Equal(base.CompleteAt):
		t.Errorf("an incremental read says CompleteAt %v, its base %v", s.CompleteAt, base.CompleteAt)
	}
	if s.Complete && w.traits.Incremental && s.Cursor == nil && len(s.Users) > 0 {
		t.Error("the snapshot has no cursor")
	}
	for _, u := range s.Users {
		if !u.Deleted {
			w.seen[u.ExternalID] = true
		}
	}
	s.Users = slices.DeleteFunc(s.Users, func(u directory.User) bool { return u.Deleted && !w.seen[u.ExternalID] })
}

// expect reads completely and compares with what was put into the directory.
func (w *world) expect(t testing.TB) *directory.Snapshot {
	t.Helper()
	s := w.fetch(t, nil)
	w.compare(t, s)
	return s
}

func (w *world) compare(t testing.TB, s *directory.Snapshot) {
	t.Helper()
	if diff := gocmp.Diff(w.expected(), viewOf(s), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the snapshot is not what the directory holds (-want +got):\n%s", diff)
	}
}
