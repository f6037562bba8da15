package store

import (
	"fmt"
	"maps"
	"testing"
	"time"
	"unsafe"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"directoryconnector/backend/directory"
)

func TestSnapshotComesBackAsItWas(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]*directory.Snapshot{
		"nothing": {ReadAt: time.Unix(1, 2).UTC(), CompleteAt: time.Unix(0, 7).UTC()},
		"every field": {
			Users: []directory.User{
				{ReferenceID: "r", ExternalID: "a", StableID: "s", Email: "a@x.example", Disabled: true, ExpiresAt: time.Unix(1e10, 99).UTC()},
				{ReferenceID: "b", ExternalID: "b", Deleted: true, ExpiresAt: time.Date(1601, 1, 1, 0, 0, 0, 0, time.UTC)},
				{ExternalID: "c"},
			},
			Groups: []directory.Group{
				{ReferenceID: "rg", ExternalID: "g", StableID: "sg", Name: "Ünï", UserMembers: []string{"a", "c", "stranger"}, NestedGroups: []string{"h", "outer", "rg"}},
				{ReferenceID: "h", ExternalID: "h", Outside: true, UserMembers: []string{"c", "a"}},
			},
			Cursor:   &directory.Cursor{Kind: "k", Data: []byte{0, 255}},
			Complete: true, ReadAt: time.Unix(5, 0).UTC(), CompleteAt: time.Unix(5, 0).UTC(),
		},
		"twins":                    {Users: []directory.User{{ExternalID: "a", ReferenceID: "1"}, {ExternalID: "a", ReferenceID: "2"}}},
		"more than a chunk":        company(5000, 300),
		"many deleted":             leavers(3000),
		"one id for a whole chunk": {Users: make([]directory.User, 3*maxChunk)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, ctx := newStore(t), t.Context()
			must(t, s.SaveSnapshot(ctx, company(2000, 20)))
			must(t, s.SaveSnapshot(ctx, want))
			got, err := s.Snapshot(ctx)
			must(t, err)
			equal(t, "snapshot", want, got)
			var dead []directory.User
			for _, u := range want.Users {
				if u.Deleted {
					dead = append(dead, u)
				}
			}
			deleted, err := s.Tombstones(ctx)
			must(t, err)
			equal(t, "tombstones", dead, deleted) // the file is closed: nothing of it may be meant
			var users []directory.User
			must(t, s.SnapshotUsers(ctx, func(u directory.User) { users = append(users, u) }))
			equal(t, "users", want.Users, users)
		})
	}
}

// leavers is a snapshot of people who were all deleted.
func leavers(n int) *directory.Snapshot {
	s := company(n, 0)
	for i := range s.Users {
		s.Users[i].Deleted = true
	}
	return s
}

func TestTheDeletedKeepTheirNames(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	gone := []directory.User{{ExternalID: "a", Deleted: true}, {ExternalID: "b", Name: "Bea", Deleted: true}, {ExternalID: "c"}, {ExternalID: "d", Deleted: true},
		{ExternalID: "e", Deleted: true}, {ExternalID: "e", Name: "Eve"}, {ExternalID: "f", Deleted: true}, {ExternalID: "f", Name: "Fay"}} // an id that somebody else has now
	must(t, s.SaveSnapshot(ctx, &directory.Snapshot{Users: []directory.User{{ExternalID: "a", Name: "Ada"}, {ExternalID: "b", Name: "Bob"}, {ExternalID: "c", Name: "Cy"}, {ExternalID: "e", Name: "Ed"}, {ExternalID: "f", Deleted: true}, {ExternalID: "f", Name: "Fay"}}}))
	for range 2 {
		must(t, s.SaveSnapshot(ctx, &directory.Snapshot{Users: gone}))
		got, err := s.Snapshot(ctx)
		must(t, err)
		for i, name := range []string{"Ada", "Bea", "", "", "Ed", "Eve", "", "Fay"} {
			if got.Users[i].Name != name {
				t.Errorf("%s is called %q instead of %q", gone[i].ExternalID, got.Users[i].Name, name)
			}
		}
	}
	if gone[0].Name != "" {
		t.Error("what is kept was changed")
	}
}

func TestTheCursorGoesWithItsSnapshot(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	must(t, s.SaveSnapshot(ctx, &directory.Snapshot{Cursor: &directory.Cursor{Kind: "old"}}))
	must(t, s.SaveSnapshot(ctx, &directory.Snapshot{}))
	got, err := s.Snapshot(ctx)
	must(t, err)
	if got.Cursor != nil {
		t.Errorf("the new snapshot has the old cursor %+v", got.Cursor)
	}
}

func TestMembershipsShareTheMemoryOfTheirUsers(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	want := company(500, 10)
	must(t, s.SaveSnapshot(ctx, want))
	must(t, s.Commit(ctx, acknowledged(want)))
	got, err := s.Snapshot(ctx)
	must(t, err)
	users := map[string]*byte{}
	for _, u := range got.Users {
		users[u.ExternalID] = unsafe.StringData(u.ExternalID)
	}
	for _, g := range got.Groups {
		for _, id := range g.UserMembers {
			if unsafe.StringData(id) != users[id] {
				t.Fatalf("group %s holds a copy of %s", g.Name, id)
			}
		}
	}
	state, err := s.Load(ctx)
	must(t, err)
	keys := map[string]*byte{}
	for id := range maps.Keys(state.Members) {
		keys[id] = unsafe.StringData(id)
	}
	for _, g := range state.Groups {
		for _, id := range g.Members {
			if unsafe.StringData(id) != keys[id] {
				t.Fatalf("acknowledged group %s holds a copy of %s", g.Name, id)
			}
		}
	}
}

func TestOneMoreUserChangesFewChunks(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	big := company(20000, 0)
	must(t, s.SaveSnapshot(ctx, big))
	before := chunks(t, s)
	big.Users = append(big.Users, directory.User{ExternalID: "00000000-first", Email: "new@example.com"})
	big.Sort()
	must(t, s.SaveSnapshot(ctx, big))
	after := chunks(t, s)
	changed := 0
	for key, value := range after {
		if before[key] != value {
			changed++
		}
	}
	if len(before) < 10 || changed != 1 {
		t.Errorf("%d of %d chunks changed, want 1", changed, len(before))
	}
}

func chunks(t *testing.T, s *Store) map[string]string {
	t.Helper()
	found := map[string]string{}
	must(t, s.view(t.Context(), func(tx *bbolt.Tx) error {
		return each(bucket(tx, bucketCache, bucketSnapshot, bucketUsers), func(key, value []byte) error {
			found[string(key)] = string(value)
			return nil
		})
	}))
	return found
}

func TestAnySnapshotComesBack(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"a", "b", "cn=x,dc=y", ""}))
	rapid.Check(t, func(rt *rapid.T) {
		want := &directory.Snapshot{
			Users: rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) directory.User {
				u := directory.User{
					ReferenceID: text.Draw(rt, "ref"), ExternalID: text.Draw(rt, "id"), StableID: text.Draw(rt, "stable"),
					Email: text.Draw(rt, "email"), Disabled: rapid.Bool().Draw(rt, "disabled"), Deleted: rapid.Bool().Draw(rt, "deleted"),
				}
				if sec := rapid.Int64Range(-1e11, 1e11).Draw(rt, "expires"); sec != 0 {
					u.ExpiresAt = time.Unix(sec, rapid.Int64Range(0, 999999999).Draw(rt, "nanoseconds")).UTC()
				}
				return u
			}), 1, 20).Draw(rt, "users"),
			Groups: rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) directory.Group {
				return directory.Group{
					ReferenceID: text.Draw(rt, "ref"), ExternalID: text.Draw(rt, "id"), Name: text.Draw(rt, "name"),
					UserMembers: rapid.SliceOfN(text, 1, 9).Draw(rt, "members"), NestedGroups: rapid.SliceOfN(text, 1, 3).Draw(rt, "nested"),
				}
			}), 1, 9).Draw(rt, "groups"),
		}
		if err := s.SaveSnapshot(t.Context(), want); err != nil {
			rt.Fatal(err)
		}
		got, err := s.Snapshot(t.Context())
		if err != nil {
			rt.Fatal(err)
		}
		equal(t, "snapshot", want, got)
	})
}

// What can't be read is an error: no panic, no endless loop, no huge memory.
func FuzzChunk(f *testing.F) {
	for _, u := range company(3, 0).Users {
		f.Add(appendUser([]byte{format, 1}, &u))
	}
	snapshot := company(3, 12)
	p := newPlaces(snapshot)
	f.Add(p.appendGroup([]byte{format, 1}, &snapshot.Groups[9]))
	f.Add(appendMember(nil, fullChange().SetMembers["a"]))
	f.Add(appendGroup(nil, fullChange().SetGroups["g"]))
	f.Fuzz(func(t *testing.T, value []byte) {
		d := newDecoder(string(value))
		for range d.count() {
			d.user()
		}
		d = newDecoder(string(value))
		for range d.count() {
			d.group()
			d.nested()
			d.nested()
		}
		g, err := decodeGroup(value, newSharedIDs(0))
		if err != nil {
			return
		}
		again, err := decodeGroup(appendGroup(nil, g), newSharedIDs(0))
		if err != nil || fmt.Sprint(again) != fmt.Sprint(g) {
			t.Errorf("%v became %v: %v", g, again, err)
		}
	})
}
