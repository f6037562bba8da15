package store

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

// fullChange sets everything that a Change can set.
func fullChange() organization.Change {
	yes := true
	return organization.Change{
		TakenOver: &yes,
		Identity:  &organization.Identity{Server: "https://vault.example.com", Organization: "1", Directory: "ldap", Host: "dc1", Bases: "dc=x", IDAttribute: "objectGUID"},
		SetMembers: map[string]organization.AckedMember{
			"a":         {Email: "a@x.example", Wanted: "a2@x.example", StableID: "s"},
			"cn=ü,dc=x": {Email: "b@x.example"},
		},
		SetGroups: map[string]organization.AckedGroup{
			"g": {Name: "Group", StableID: "sg", Members: []string{"a", "cn=ü,dc=x", "unknown"}},
			"h": {Name: "Empty"},
		},
		AddRemoved: []string{"old"},
		AddFlights: []organization.Flight{
			{Kind: organization.FlightGroup, ExternalID: "g"},
			{Kind: organization.FlightMember, ExternalID: "a:b", Email: "a@x.example", StableID: "entryUUID:1", At: time.Unix(3, 0).UTC(), Resent: true},
		},
		Removals:   &[]organization.RemovalCount{{At: time.Unix(100, 0).UTC(), N: 3}},
		Times:      &organization.SyncTimes{Users: time.Unix(1, 0).UTC(), FullSend: time.Unix(2, 0).UTC()},
		Shown:      &[]organization.ShownList{{Guard: "removals", Count: 7, Digest: "abc"}},
		Seats:      &organization.SeatsSeen{Seats: organization.Seats{Known: true, Bought: 9}, Used: 8, At: time.Unix(3, 0).UTC(), MayBuy: true},
		SyncedWith: map[string]string{"sync.userFilter": "exclude:x"},

		SetRevoked:       map[string]organization.RevokedMember{"r": {AckedMember: organization.AckedMember{Email: "r@x.example"}, Days: 3, LastDay: "2026-01-02"}},
		SetRemovedByHand: map[string]organization.AckedMember{"h": {Email: "h@x.example", StableID: "sh"}},
		Rekey: &organization.Rekeying{
			At:      time.Unix(4, 0).UTC(),
			Members: map[string]organization.Rekeyed{"a": {ServerID: "m1", From: "a", To: "1001", Done: true}, "cn=ü,dc=x": {ServerID: "m2", To: "1002"}},
			Groups:  map[string]organization.Rekeyed{"g": {ServerID: "g1", To: "2001", Done: true}},
		},
		SetOffboarded: map[string]organization.AckedMember{"o": {Email: "o@x.example", Wanted: "oo@x.example", StableID: "so"}, "p": {Email: "p@x.example"}},
	}
}

func TestCommitThenLoad(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	c := fullChange()
	must(t, s.Commit(ctx, c))
	got, err := s.Load(ctx)
	must(t, err)
	want := &organization.State{
		Identity: *c.Identity, Members: c.SetMembers, Groups: c.SetGroups, Removed: map[string]struct{}{"old": {}},
		InFlight: c.AddFlights, Removals: *c.Removals, Times: *c.Times, Shown: *c.Shown, Seats: *c.Seats,
		Revoked: c.SetRevoked, RemovedByHand: c.SetRemovedByHand, Offboarded: c.SetOffboarded, TakenOver: true,
		Known:    organization.KnownBefore{Members: map[string]organization.AckedMember{}, Groups: map[string]organization.AckedGroup{}},
		Rekeying: c.Rekey,
	}
	equal(t, "state", want, got)

	yes, no := true, false
	must(t, s.Commit(ctx, organization.Change{
		TakenOver:     &no,
		DeleteRevoked: []string{"r"}, DeleteRemovedByHand: []string{"never there"}, DeleteOffboarded: []string{"p"},
		DeleteMembers: []string{"a", "never there"}, DeleteGroups: []string{"h"}, DeleteRemoved: []string{"old"},
		DeleteFlights: []organization.Flight{{Kind: organization.FlightGroup, ExternalID: "g", Email: "ignored"}},
		Removals:      &[]organization.RemovalCount{}, Shown: &[]organization.ShownList{}, Cleared: &yes,
	}))
	got, err = s.Load(ctx)
	must(t, err)
	delete(want.Members, "a")
	delete(want.Groups, "h")
	delete(want.Revoked, "r")
	delete(want.Offboarded, "p")
	want.TakenOver = false
	want.Removed, want.InFlight, want.Cleared = map[string]struct{}{}, c.AddFlights[1:], true
	want.Removals, want.Shown = []organization.RemovalCount{}, []organization.ShownList{}
	equal(t, "state after the second commit", want, got)
}

func TestAnEmptyChangeChangesNothing(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	must(t, s.Commit(ctx, fullChange()))
	before, err := s.Load(ctx)
	must(t, err)
	must(t, s.Commit(ctx, organization.Change{}))
	after, err := s.Load(ctx)
	must(t, err)
	equal(t, "state", before, after)
}

func TestClearCacheKeepsEverythingElse(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	must(t, s.Commit(ctx, fullChange()))
	must(t, s.Commit(ctx, organization.Change{EndRekeying: true}))
	must(t, s.SaveSnapshot(ctx, &directory.Snapshot{Users: []directory.User{{ExternalID: "a"}}}))
	must(t, s.UpdateValues(ctx, func(v config.Values) error { v["ldap.port"] = "636"; return nil }))
	must(t, s.SetAccount(ctx, Account{ClientID: "c"}))
	must(t, s.AppendRun(ctx, organization.Run{ID: "1"}))
	id, err := s.ProfileID(ctx)
	must(t, err)

	must(t, s.ClearCache(ctx))

	state, err := s.Load(ctx)
	must(t, err)
	// Who was known stays: nobody is made twice because of a clear.
	c := fullChange()
	equal(t, "state", &organization.State{
		Members: map[string]organization.AckedMember{}, Groups: map[string]organization.AckedGroup{},
		Removed: map[string]struct{}{}, Cleared: true,
		Known: organization.KnownBefore{
			Identity: *c.Identity, Members: c.SetMembers,
			Groups: map[string]organization.AckedGroup{"g": {Name: "Group", StableID: "sg"}, "h": {Name: "Empty"}},
		},
		Revoked: c.SetRevoked, RemovedByHand: c.SetRemovedByHand, Offboarded: c.SetOffboarded, TakenOver: true, Seats: organization.SeatsSeen{MayBuy: true},
	}, state)
	snapshot, err := s.Snapshot(ctx)
	must(t, err)
	if snapshot != nil {
		t.Error("the snapshot stayed")
	}
	values, err := s.Values(ctx)
	must(t, err)
	equal(t, "values", config.Values{"ldap.port": "636"}, values)
	account, err := s.Account(ctx)
	must(t, err)
	equal(t, "account", Account{ClientID: "c"}, account)
	runs, _, err := s.RunsPage(ctx, "", 0, 10)
	must(t, err)
	after, err := s.ProfileID(ctx)
	must(t, err)
	if len(runs) != 1 || after != id {
		t.Errorf("%d runs, profile %s and then %s", len(runs), id, after)
	}

	no := false
	must(t, s.Commit(ctx, organization.Change{Cleared: &no}))
	state, err = s.Load(ctx)
	must(t, err)
	if state.Cleared {
		t.Error("still cleared after a run was acknowledged")
	}
}

// Whatever is committed in whatever pieces, the cache equals a model in memory.
func TestCommitsAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := newStore(t)
		members := map[string]organization.AckedMember{}
		groups := map[string]organization.AckedGroup{}
		id := rapid.StringN(1, 8, -1)
		for range rapid.IntRange(1, 5).Draw(rt, "commits") {
			var c organization.Change
			c.DeleteMembers = rapid.SliceOf(id).Draw(rt, "delete")
			for _, gone := range c.DeleteMembers {
				delete(members, gone)
			}
			c.SetMembers = rapid.MapOf(id, rapid.Custom(func(rt *rapid.T) organization.AckedMember {
				return organization.AckedMember{Email: rapid.String().Draw(rt, "email"), Wanted: rapid.String().Draw(rt, "wanted")}
			})).Draw(rt, "members")
			maps.Copy(members, c.SetMembers)
			c.SetGroups = rapid.MapOf(id, rapid.Custom(func(rt *rapid.T) organization.AckedGroup {
				return organization.AckedGroup{Name: rapid.String().Draw(rt, "name"), Members: rapid.SliceOfN(id, 1, 5).Draw(rt, "members"), Unsure: rapid.Bool().Draw(rt, "unsure")}
			})).Draw(rt, "groups")
			maps.Copy(groups, c.SetGroups)
			if err := s.Commit(t.Context(), c); err != nil {
				rt.Fatal(err)
			}
		}
		state, err := s.Load(t.Context())
		if err != nil {
			rt.Fatal(err)
		}
		equal(t, "members", members, state.Members)
		equal(t, "groups", groups, state.Groups)
	})
}

// company is a directory of n users and groups of 100 users, every tenth
// nesting the one before it.
func company(users, groups int) *directory.Snapshot {
	s := &directory.Snapshot{
		Complete: true, ReadAt: time.Unix(1e9, 0).UTC(), CompleteAt: time.Unix(1e9, 0).UTC(),
		Cursor: &directory.Cursor{Kind: "ldap/usn", Data: []byte{0, 1, 2}},
	}
	for i := range users {
		s.Users = append(s.Users, directory.User{
			ReferenceID: fmt.Sprintf("uid=user%06d,ou=People,dc=example,dc=com", i),
			ExternalID:  fmt.Sprintf("%08x-1111-4222-8333-%012x", uint32(i)*2654435761, i),
			Email:       fmt.Sprintf("user%06d@example.com", i),
			Name:        fmt.Sprintf("User %d", i),
			Disabled:    i%50 == 0,
		})
	}
	for i := range groups {
		g := directory.Group{
			ReferenceID: fmt.Sprintf("cn=group%05d,ou=Groups,dc=example,dc=com", i),
			ExternalID:  fmt.Sprintf("%08x-5555-4666-8777-%012x", uint32(i)*2246822519, i), Name: fmt.Sprintf("Group %d", i),
		}
		for j := range min(100, users) {
			g.UserMembers = append(g.UserMembers, s.Users[(i*37+j*491)%users].ExternalID)
		}
		slices.Sort(g.UserMembers)
		g.UserMembers = slices.Compact(g.UserMembers)
		if i%10 == 9 {
			g.NestedGroups = []string{s.Groups[i-1].ReferenceID}
		}
		s.Groups = append(s.Groups, g)
	}
	s.Sort()
	return s
}

// acknowledged is what a sync of s would leave in the cache.
func acknowledged(s *directory.Snapshot) organization.Change {
	c := organization.Change{SetMembers: map[string]organization.AckedMember{}, SetGroups: map[string]organization.AckedGroup{}}
	for _, u := range s.Users {
		c.SetMembers[u.ExternalID] = organization.AckedMember{Email: u.Email}
	}
	for _, g := range s.Groups {
		c.SetGroups[g.ExternalID] = organization.AckedGroup{Name: g.Name, Members: g.UserMembers}
	}
	return c
}

// A value that lost its end, or got one too many, is no smaller state: who is
// forgotten would be invited again or never removed.
func TestACutValueOfTheCacheIsRefused(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	must(t, s.Commit(ctx, fullChange()))
	for _, where := range [][2]string{{bucketMembers, "a"}, {bucketGroups, "g"}, {bucketGroups, "h"}} {
		var whole []byte
		put := func(value []byte) {
			must(t, s.update(ctx, func(tx *bbolt.Tx) error {
				return bucket(tx, bucketCache, where[0]).Put([]byte(where[1]), value)
			}))
		}
		must(t, s.view(ctx, func(tx *bbolt.Tx) error {
			whole = bytes.Clone(bucket(tx, bucketCache, where[0]).Get([]byte(where[1])))
			return nil
		}))
		damaged := [][]byte{append(bytes.Clone(whole), 0), append([]byte{formatUnsure + 1}, whole[1:]...)}
		for n := range whole {
			damaged = append(damaged, whole[:n])
		}
		for _, value := range damaged {
			put(value)
			if state, err := s.Load(ctx); !errors.Is(err, ErrDamaged) || directory.HintOf(err) != cacheHint {
				t.Errorf("%s %s as %q: %+v, %v", where[0], where[1], value, state, err)
			}
		}
		put(whole)
	}
	_, err := s.Load(ctx)
	must(t, err)
}
