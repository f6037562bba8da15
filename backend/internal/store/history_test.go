package store

import (
	"bytes"
	"errors"
	"fmt"
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
	for _, n := range []int{2, 1, 3} {
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
		want.Counts.Warnings = len(want.Warnings)
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

func TestHistoryKeepsAThousandRunsAndTheirCountsForFiveYears(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	// As if written one by one, but in one transaction.
	must(t, s.update(ctx, func(tx *bbolt.Tx) error {
		for n := range 1020 {
			run := sampleRun(n)
			if err := putJSON(tx, run, run.ID, bucketHistory, bucketRuns); err != nil {
				return err
			}
			if err := putJSON(tx, "{}", run.ID, bucketHistory, bucketDetails); err != nil {
				return err
			}
			if err := putCounts(tx, &run); err != nil {
				return err
			}
		}
		return nil
	}))
	must(t, s.AppendRun(ctx, sampleRun(1020)))
	runs, _, err := s.RunsPage(ctx, "", 0, 2000)
	must(t, err)
	if len(runs) != 1000 || runs[len(runs)-1].ID != sampleRun(21).ID {
		t.Errorf("%d runs, the oldest is %s", len(runs), runs[len(runs)-1].ID)
	}
	details := 0
	must(t, s.view(ctx, func(tx *bbolt.Tx) error {
		details = size(bucket(tx, bucketHistory, bucketDetails))
		return nil
	}))
	equal(t, "details", 1000, details)
	counts, err := s.Counts(ctx, time.Time{})
	must(t, err)
	equal(t, "counts", 1021, len(counts))

	later := sampleRun(0)
	later.ID, later.Start = "run-later", later.Start.AddDate(5, 0, 0).Add(10*time.Minute)
	later.End = later.Start.Add(time.Second)
	must(t, s.AppendRun(ctx, later))
	counts, err = s.Counts(ctx, time.Time{})
	must(t, err)
	equal(t, "counts after five years", 1021-10+1, len(counts))
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

func TestCountsOfExactlyFiveYearsStay(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	first := sampleRun(1)
	must(t, s.AppendRun(ctx, first))
	for n, after := range []time.Duration{0, time.Millisecond} {
		later := sampleRun(2 + n)
		later.Start = first.Start.AddDate(5, 0, 0).Add(after)
		later.End = later.Start
		must(t, s.AppendRun(ctx, later))
		counts, err := s.Counts(ctx, time.Time{})
		must(t, err)
		equal(t, fmt.Sprintf("counts five years and %s later", after), 2, len(counts))
	}
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
	got, err := put(whole[:len(whole)-2])
	must(t, err)
	want := run.Counts
	want.NotShown, want.Requests, want.Warnings = 0, 0, 0
	if len(got) != 1 || got[0].Counts != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for _, value := range [][]byte{{}, whole[:1], whole[:4], append([]byte{format + 1}, whole[1:]...)} {
		if got, err := put(value); !errors.Is(err, ErrDamaged) {
			t.Errorf("%q: %+v, %v", value, got, err)
		}
	}
}
