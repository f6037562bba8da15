package store

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/organization"
)

func TestRekeyingIsKeptUntilItsEnd(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	must(t, s.Commit(ctx, fullChange()))
	must(t, s.Commit(ctx, organization.Change{Rekey: &organization.Rekeying{
		At: time.Unix(5, 0).UTC(), Members: map[string]organization.Rekeyed{"cn=ü,dc=x": {ServerID: "m2", To: "1002", Done: true}},
	}}))
	state, err := s.Load(ctx)
	must(t, err)
	want := fullChange().Rekey
	want.At, want.Members["cn=ü,dc=x"] = time.Unix(5, 0).UTC(), organization.Rekeyed{ServerID: "m2", To: "1002", Done: true}
	equal(t, "rekeying", want, state.Rekeying)
	if done, all := state.Rekeying.Count(); done != 3 || all != 3 {
		t.Errorf("%d of %d", done, all)
	}

	summary, err := s.Summary(ctx)
	must(t, err)
	if summary.RekeyDone != 3 || summary.RekeyBegun != 3 {
		t.Errorf("the summary says %d of %d", summary.RekeyDone, summary.RekeyBegun)
	}

	// The end: everything under the new ids, in one transaction.
	c := state.WithIDs(state.Rekeying.Done())
	c.EndRekeying = true
	must(t, s.Commit(ctx, c))
	got, err := s.Load(ctx)
	must(t, err)
	if got.Rekeying != nil {
		t.Errorf("still there: %+v", got.Rekeying)
	}
	equal(t, "members", []string{"1001", "1002"}, slices.Sorted(maps.Keys(got.Members)))
	equal(t, "group", organization.AckedGroup{Name: "Group", StableID: "sg", Members: []string{"1001", "1002", "unknown"}}, got.Groups["2001"])
	must(t, s.Commit(ctx, organization.Change{EndRekeying: true})) // nothing to end is no error
}

// Who clears the cache in the midst of it is known by the new external id as
// far as the server has that.
func TestClearInTheMidstOfRekeying(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	c := fullChange()
	c.Rekey.Members["r"], c.Rekey.Members["h"] = organization.Rekeyed{To: "1003", Done: true}, organization.Rekeyed{To: "1004", Done: true}
	must(t, s.Commit(ctx, c))
	must(t, s.ClearCache(ctx))
	got, err := s.Load(ctx)
	must(t, err)
	equal(t, "known members", []string{"1001", "cn=ü,dc=x"}, slices.Sorted(maps.Keys(got.Known.Members)))
	equal(t, "known groups", []string{"2001", "h"}, slices.Sorted(maps.Keys(got.Known.Groups)))
	equal(t, "revoked", []string{"1003"}, slices.Sorted(maps.Keys(got.Revoked)))
	equal(t, "removed by hand", []string{"1004"}, slices.Sorted(maps.Keys(got.RemovedByHand)))
	if got.Rekeying != nil {
		t.Errorf("still there: %+v", got.Rekeying)
	}
	// Again, with what was known before.
	must(t, s.Commit(ctx, organization.Change{Known: &organization.KnownBefore{
		Identity: organization.Identity{Server: "x"}, Members: map[string]organization.AckedMember{"z": {Email: "z@x.example"}},
	}}))
	got, err = s.Load(ctx)
	must(t, err)
	if len(got.Known.Members) != 1 || len(got.Known.Groups) != 0 || got.Known.Identity.Server != "x" {
		t.Errorf("known: %+v", got.Known)
	}
}

func TestARekeyThatDiedSaysHowItGoesOn(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	run := sampleRun(1)
	run.Task = organization.TaskRekey
	must(t, s.Begin(ctx, &run))
	must(t, s.EndInterrupted(ctx, nobodyWorks))
	got, err := s.Run(ctx, run.ID)
	must(t, err)
	if got.Result != organization.ResultInterrupted || got.Task != organization.TaskRekey || !strings.Contains(got.Hint, "'bwdc rekey' goes on") || strings.Contains(got.Error, "sync") {
		t.Errorf("%+v", got)
	}
}
