package store

import (
	"testing"
	"time"

	"directoryconnector/backend/config"
)

func TestSummaryCountsWhatLoadReads(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	g, err := s.Summary(ctx)
	must(t, err)
	equal(t, "of nothing", Summary{Brief: Brief{Values: config.Values{}}}, g)

	fill(t, s)
	must(t, s.Commit(ctx, acknowledged(company(50, 7))))
	state, err := s.Load(ctx)
	must(t, err)
	run, total, err := s.RunsPage(ctx, "", 0, 1)
	must(t, err)
	g, err = s.Summary(ctx)
	must(t, err)
	brief := Brief{SyncedWith: map[string]string{"sync.userFilter": "exclude:x"}, Identity: state.Identity, Times: state.Times, Cleared: state.Cleared, Seats: state.Seats, Last: &run[0]}
	want := Summary{Brief: brief, Members: len(state.Members), Groups: len(state.Groups), InFlight: len(state.InFlight)}
	want.RekeyDone, want.RekeyBegun = state.Rekeying.Count()
	if total == 0 || want.RekeyDone == 0 || want.Members < 50 || want.Groups < 7 || want.InFlight == 0 || !want.Cleared || want.Identity.IsZero() || want.Times.Users.IsZero() {
		t.Fatalf("the story lacks something: %+v", want)
	}
	want.Values, err = s.Values(ctx)
	must(t, err)
	snapshot, err := s.Snapshot(ctx)
	must(t, err)
	if want.Read = len(snapshot.Users); want.Read == 0 {
		t.Fatal("nobody was read")
	}
	want.Account, err = s.Account(ctx)
	must(t, err)
	want.Automatic, err = s.LoadStatus(ctx)
	must(t, err)
	equal(t, "summary", want, g)
	brief, err = s.Brief(ctx)
	must(t, err)
	equal(t, "in brief", want.Brief, brief)
}

// Counting decodes no entry. Beside Load in the same moments, since how fast a
// machine is that does other things as well says nothing.
func TestSummaryIsQuick(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	must(t, s.Commit(ctx, acknowledged(company(50_000, 5_000))))
	best, whole := time.Hour, time.Hour
	for range 10 {
		start := time.Now()
		_, err := s.Load(ctx)
		must(t, err)
		whole = min(whole, time.Since(start))
		start = time.Now()
		_, err = s.Summary(ctx)
		must(t, err)
		best = min(best, time.Since(start))
	}
	t.Logf("the best of ten took %s, reading everything %s", best, whole)
	if best > whole/3 {
		t.Errorf("the best of ten took %s, reading everything only %s", best, whole)
	}
}

func TestLookingAtTheDeviceIDWritesNothing(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	first, err := s.PeekDeviceID(ctx)
	must(t, err)
	second, err := s.PeekDeviceID(ctx)
	must(t, err)
	if first == "" || first == second {
		t.Errorf("%q, %q", first, second)
	}
	kept, err := s.DeviceID(ctx)
	must(t, err)
	peeked, err := s.PeekDeviceID(ctx)
	must(t, err)
	if kept != peeked || kept == first {
		t.Errorf("%q, %q", kept, peeked)
	}
}
