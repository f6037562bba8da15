package store

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

func TestHistoryNewestFirst(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	for _, n := range []int{1, 2, 3} {
		must(t, s.AppendRun(ctx, sampleRun(n)))
	}
	for _, tc := range []struct {
		offset, limit int
		want          string
	}{
		{0, 10, "3 2 1"}, {0, 2, "3 2"}, {1, 1, "2"}, {2, 5, "1"}, {3, 5, ""}, {9, 5, ""}, {0, 0, ""},
	} {
		runs, total, err := s.RunsPage(ctx, "", tc.offset, tc.limit)
		must(t, err)
		equal(t, "total", 3, total)
		var got []string
		for _, r := range runs {
			got = append(got, fmt.Sprint(r.Counts.Users))
			if r.Changes != nil || r.Warnings != nil || r.MissingGroups != nil {
				t.Error("a list of runs carries details")
			}
			equal(t, "number of warnings", 1, r.Counts.Warnings)
		}
		equal(t, fmt.Sprintf("%d runs from %d", tc.limit, tc.offset), tc.want, strings.Join(got, " "))
	}
}

func TestRunsThatEndedSo(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	_, total, err := s.RunsPage(ctx, organization.ResultFailed, 0, 5)
	must(t, err)
	equal(t, "of nothing", 0, total)
	for n := range 9 {
		run := sampleRun(n)
		if n%2 == 0 {
			run.Result = organization.ResultFailed
		}
		must(t, s.AppendRun(ctx, run))
	}
	page, total, err := s.RunsPage(ctx, organization.ResultFailed, 1, 2)
	must(t, err)
	if total != 5 || len(page) != 2 || page[0].Counts.Users != 6 || page[1].Counts.Users != 4 {
		t.Errorf("%d, %+v", total, page)
	}
	page, total, err = s.RunsPage(ctx, organization.ResultCancelled, 0, 2)
	must(t, err)
	if total != 0 || page == nil || len(page) != 0 {
		t.Errorf("%d, %+v", total, page)
	}
}

func TestARunComesBackWithItsLists(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	small, large := sampleRun(1), sampleRun(2)
	for i := range 20_000 {
		large.Changes = append(large.Changes, plan.Change{Action: plan.Invite, Kind: plan.User, ExternalID: fmt.Sprint(i), Name: fmt.Sprintf("user%d@example.com", i)})
	}
	for _, want := range []organization.Run{small, large} {
		must(t, s.AppendRun(ctx, want))
		got, err := s.Run(ctx, want.ID)
		must(t, err)
		want.Counts.Warnings, want.Sequence = len(want.Warnings), got.Sequence
		equal(t, "run", want, got)
	}
	if _, err := s.Run(ctx, "nobody"); !errors.Is(err, ErrNoRun) {
		t.Errorf("error = %v", err)
	}
}

func TestARunAppendedTwiceIsThereOnce(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	run := sampleRun(1)
	run.Result = organization.ResultFailed
	must(t, s.AppendRun(ctx, run))
	run.Result = organization.ResultDone
	must(t, s.AppendRun(ctx, run))
	counts, err := s.Counts(ctx, time.Time{})
	must(t, err)
	_, n, err := s.RunsPage(ctx, "", 0, 0)
	must(t, err)
	if n != 1 || len(counts) != 1 || counts[0].Result != organization.ResultDone {
		t.Errorf("%d runs, counts %+v", n, counts)
	}
}

func TestHistoryKeepsAThousandRunsOfEachKind(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	// As if written one by one, but in one transaction.
	must(t, s.update(ctx, func(tx *bbolt.Tx) error {
		for n := range 2050 {
			run := sampleRun(n)
			if n%2 == 0 {
				run.Counts, run.Changes = organization.Counts{Users: n}, nil
			}
			if err := putRun(tx, run); err != nil {
				return err
			}
		}
		return nil
	}))
	runs, total, err := s.RunsPage(ctx, "", 0, 3000)
	must(t, err)
	if total != 2000 || runs[len(runs)-1].ID != sampleRun(50).ID {
		t.Errorf("%d runs, the oldest is %s", total, runs[len(runs)-1].ID)
	}
	for n := range 30 { // that change nothing
		run := sampleRun(3000 + n)
		run.Counts, run.Changes = organization.Counts{}, nil
		must(t, s.AppendRun(ctx, run))
	}
	changed := 0
	runs, total, err = s.RunsPage(ctx, "", 0, 3000)
	must(t, err)
	for i := range runs {
		if runs[i].Counts.Changed() {
			changed++
		}
	}
	if total != 2000 || changed != 1000 {
		t.Errorf("%d runs, %d of them changed something", total, changed)
	}
	if _, err := s.Run(ctx, sampleRun(51).ID); err != nil {
		t.Errorf("the oldest that changed something: %v", err)
	}
	must(t, s.view(ctx, func(tx *bbolt.Tx) error {
		equal(t, "details", 2000, size(bucket(tx, bucketHistory, bucketDetails)))
		return nil
	}))
	counts, err := s.Counts(ctx, time.Time{})
	must(t, err)
	equal(t, "counts", 2080, len(counts))
}

func TestTheClockOrdersNoRuns(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	for _, n := range []int{500_000, 1, 2} { // a year ahead, then right again
		must(t, s.AppendRun(ctx, sampleRun(n)))
	}
	runs, _, err := s.RunsPage(ctx, "", 0, 10)
	must(t, err)
	for i, n := range []int{2, 1, 500_000} {
		if runs[i].ID != sampleRun(n).ID || runs[i].Sequence != uint64(3-i) {
			t.Errorf("run %d is %s, number %d", i, runs[i].ID, runs[i].Sequence)
		}
	}
	summary, err := s.Summary(ctx)
	must(t, err)
	equal(t, "the last one", sampleRun(2).ID, summary.Last.ID)
}

func TestARunThatDiedIsInTheHistory(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	died := sampleRun(1)
	all := slices.Concat(died.Changes, []plan.Change{{Kind: plan.Group, Action: plan.Update, ExternalID: "a", Name: "a"}}) // a name that a person has, too
	died.Changes, died.Warnings, died.Counts = nil, nil, organization.Counts{}
	must(t, s.AppendRun(ctx, sampleRun(1))) // the clock was set back
	must(t, s.Begin(ctx, &died))
	if died.ID == sampleRun(1).ID || died.Sequence != 2 {
		t.Errorf("id %s, number %d", died.ID, died.Sequence)
	}
	must(t, s.Commit(ctx, organization.Change{At: died.Start.Add(time.Second), Done: all}))
	must(t, s.Commit(ctx, organization.Change{At: died.Start.Add(2 * time.Second), NotDone: []string{"a"}, AddFlights: []organization.Flight{
		{Kind: organization.FlightMember, ExternalID: "joan", Email: "joan@example.com", At: died.Start.Add(time.Second)},
		{Kind: organization.FlightGroup, ExternalID: "g", Email: "G", At: died.Start},
		{Kind: organization.FlightMember, ExternalID: "accepted", Email: "accepted@example.com", At: died.Start.Add(time.Second), Resent: true},
		{Kind: organization.FlightRemoval, ExternalID: "long ago", At: died.Start.Add(-time.Hour)},
	}}))
	if _, total, _ := s.RunsPage(ctx, "", 0, 1); total != 1 {
		t.Errorf("%d runs while it is at work", total)
	}
	must(t, s.EndInterrupted(ctx, nobodyWorks))
	must(t, s.EndInterrupted(ctx, nobodyWorks))
	got, err := s.Run(ctx, died.ID)
	must(t, err)
	if got.Result != organization.ResultInterrupted || got.End.Sub(got.Start) != 2*time.Second || len(got.Changes) != 2 || got.Changes[0].ExternalID != "g" || got.Changes[1].ExternalID != "a" ||
		got.Counts != (organization.Counts{GroupsChanged: 2, Warnings: 2}) {
		t.Errorf("%+v", got)
	}
	// What it was waiting for is named, since no later run tells of it.
	if w := got.Warnings; len(w) != 2 || w[0].Entry != "g" || w[1].Code != WarnUnanswered || !strings.HasPrefix(w[1].Text, "joan@example.com (joan): the program ended before the server had answered") {
		t.Errorf("warnings %+v", w)
	}
	// One that dies is found by the next, and one that ends is there once.
	second, third := sampleRun(2), sampleRun(3)
	second.Counts, second.Changes = organization.Counts{}, nil
	must(t, s.Begin(ctx, &second))
	must(t, s.Begin(ctx, &third))
	must(t, s.AppendRun(ctx, third))
	runs, total, err := s.RunsPage(ctx, "", 0, 10)
	must(t, err)
	if total != 4 || runs[0].ID != third.ID || runs[0].Result != organization.ResultDone || runs[1].Result != organization.ResultInterrupted {
		t.Errorf("%d runs: %+v", total, runs)
	}
	must(t, s.EndInterrupted(ctx, nobodyWorks))
	if _, total, _ := s.RunsPage(ctx, "", 0, 1); total != 4 {
		t.Errorf("%d runs at the end", total)
	}
}

// nobodyWorks: no run is at work.
func nobodyWorks() (bool, error) { return false, nil }

// TestARunThatBeginsWhileTheHistoryIsReadIsNotInterrupted: between the look who is
// at work and the end of the one that died, another one may begin.
func TestARunThatBeginsWhileTheHistoryIsReadIsNotInterrupted(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s := newStore(t)
	died, next := sampleRun(0), sampleRun(1)
	must(t, s.EndInterrupted(ctx, func() (bool, error) {
		t.Error("nothing was begun, and somebody was asked who works")
		return false, nil
	}))
	must(t, s.Begin(ctx, &died))
	must(t, s.EndInterrupted(ctx, func() (bool, error) { return true, nil }))
	if _, total, _ := s.RunsPage(ctx, "", 0, 1); total != 0 {
		t.Errorf("a run at work was ended")
	}
	must(t, s.EndInterrupted(ctx, func() (bool, error) {
		must(t, s.Begin(ctx, &next)) // which ends the one that died
		return false, nil
	}))
	runs, total, err := s.RunsPage(ctx, "", 0, 10)
	must(t, err)
	if total != 1 || runs[0].ID != died.ID || runs[0].Result != organization.ResultInterrupted {
		t.Errorf("%d runs: %+v", total, runs)
	}
	must(t, s.AppendRun(ctx, next))
	if runs, total, _ := s.RunsPage(ctx, "", 0, 10); total != 2 || runs[0].ID != next.ID || runs[0].Result != organization.ResultDone {
		t.Errorf("%d runs at the end: %+v", total, runs)
	}
}

func TestCountsSince(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	for n := range 3 {
		must(t, s.AppendRun(ctx, sampleRun(n)))
	}
	got, err := s.Counts(ctx, sampleRun(1).Start)
	must(t, err)
	want := []RunCounts{}
	for n := 1; n < 3; n++ {
		r := sampleRun(n)
		want = append(want, RunCounts{Start: r.Start, End: r.End, Trigger: r.Trigger, Result: r.Result, Counts: r.Counts})
	}
	equal(t, "counts", want, got)
}

func TestCountsAreForgottenAfterFiveYearsOfRuns(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	put := func(days ...int) int {
		must(t, s.update(ctx, func(tx *bbolt.Tx) error {
			for _, day := range days {
				run := sampleRun(0)
				run.ID, run.Start = fmt.Sprint("run-", day), run.Start.AddDate(0, 0, day)
				if err := putCounts(tx, &run); err != nil {
					return err
				}
			}
			return nil
		}))
		counts, err := s.Counts(ctx, time.Time{})
		must(t, err)
		return len(counts)
	}
	// The clock is ten years ahead for a while, and right again.
	equal(t, "counts after a jump", 4, put(0, 3650, 3651, 1))
	days := make([]int, 1900)
	for i := range days {
		days[i] = i + 2
	}
	// 1900 days later, five years remain, and what came from the future.
	equal(t, "counts after five years", 1827+2, put(days...))
}

// An earlier version had fewer numbers, and bytes may rot.
func TestCountsOfAnEarlierVersion(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	run := sampleRun(1)
	must(t, s.AppendRun(ctx, run))
	put := func(value []byte) ([]RunCounts, error) {
		must(t, s.update(ctx, func(tx *bbolt.Tx) error {
			return bucket(tx, bucketHistory, bucketCounts).Put(countsKey(&run), value)
		}))
		return s.Counts(ctx, time.Time{})
	}
	whole := encodeCounts(&run)
	must(t, s.view(ctx, func(tx *bbolt.Tx) error {
		if got := bucket(tx, bucketHistory, bucketCounts).Get(countsKey(&run)); !bytes.Equal(got, whole) {
			t.Errorf("stored %q, want %q", got, whole)
		}
		return nil
	}))
	got, err := put(whole[:len(whole)-5])
	must(t, err)
	want := run.Counts
	want.NotShown, want.Requests, want.Warnings = 0, 0, 0
	want.UsersRevoked, want.UsersRestored, want.GroupsDeleted = 0, 0, 0
	if len(got) != 1 || got[0].Counts != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for _, value := range [][]byte{{}, whole[:1], whole[:4], append([]byte{format + 1}, whole[1:]...)} {
		if got, err := put(value); !errors.Is(err, ErrDamaged) {
			t.Errorf("%q: %+v, %v", value, got, err)
		}
	}
}
