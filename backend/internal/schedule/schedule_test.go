package schedule

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

var errDown = errors.New("server down")

// record runs l until so many runs are done and returns when each began. Every
// run takes a minute and ends as results says; after them, well.
func record(t *testing.T, l *Loop, runs int, results ...error) []time.Duration {
	t.Helper()
	var starts []time.Duration
	begin := time.Now()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	err := l.Run(ctx, func(context.Context) error {
		n := len(starts)
		starts = append(starts, time.Since(begin))
		time.Sleep(time.Minute)
		if len(starts) == runs {
			cancel()
		}
		if n < len(results) {
			return results[n]
		}
		return nil
	})
	if err != nil {
		t.Errorf("Run = %v", err)
	}
	return starts
}

func minutes(list ...int) []time.Duration {
	var d []time.Duration
	for _, m := range list {
		d = append(d, time.Duration(m)*time.Minute)
	}
	return d
}

func TestRuns(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name    string
		loop    Loop
		results []error
		want    []time.Duration
	}{
		{"at once, then after the end of the one before", Loop{Interval: 10 * time.Minute}, nil, minutes(0, 11, 22, 33)},
		{"never more often than every five minutes", Loop{Interval: time.Minute}, nil, minutes(0, 6, 12)},
		{"no interval is the shortest", Loop{}, nil, minutes(0, 6, 12)},
		{"one failure changes nothing", Loop{Interval: 10 * time.Minute}, []error{errDown}, minutes(0, 11, 22)},
		{
			"a run of failures backs off up to an hour", Loop{Interval: 10 * time.Minute},
			[]error{errDown, errDown, errDown, errDown, errDown, errDown, errDown},
			minutes(0, 11, 22, 43, 84, 145, 206, 267, 278),
		},
		{
			"the first success returns to normal", Loop{Interval: 10 * time.Minute},
			[]error{errDown, errDown, errDown, errDown, nil, errDown},
			minutes(0, 11, 22, 43, 84, 95, 106),
		},
		{
			"a long interval is not shortened by failures", Loop{Interval: 3 * time.Hour},
			[]error{errDown, errDown, errDown, errDown}, minutes(0, 181, 362, 543, 724),
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				got := record(t, &tc.loop, len(tc.want), tc.results...)
				if !slices.Equal(got, tc.want) {
					t.Errorf("runs began at %v, want %v", got, tc.want)
				}
			})
		})
	}
}

func TestAnErrorThatStops(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		refused := errors.New("log-in refused")
		runs := 0
		l := Loop{Stop: func(err error) bool { return errors.Is(err, refused) }}
		err := l.Run(t.Context(), func(context.Context) error {
			if runs++; runs == 3 {
				return refused
			}
			return errDown
		})
		if !errors.Is(err, refused) || runs != 3 {
			t.Errorf("%d runs, then %v", runs, err)
		}
	})
}

func TestOnWaitTellsTheNextRun(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var told []time.Time
		var failures []int
		l := Loop{Interval: 5 * time.Minute, OnWait: func(next time.Time, n int) {
			told, failures = append(told, next), append(failures, n)
		}}
		begin := time.Now()
		starts := record(t, &l, 4, errDown, errDown, nil)
		if !slices.Equal(failures, []int{1, 2, 0}) {
			t.Errorf("failures = %v", failures)
		}
		for i, next := range told {
			if next.Sub(begin) != starts[i+1] {
				t.Errorf("told %v, started %v", next.Sub(begin), starts[i+1])
			}
		}
	})
}

func TestCancelEndsAWaitAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		begin := time.Now()
		time.AfterFunc(2*time.Minute, cancel)
		err := (&Loop{}).Run(ctx, func(context.Context) error { return errDown })
		if err != nil || time.Since(begin) != 2*time.Minute {
			t.Errorf("after %v: %v", time.Since(begin), err)
		}
	})
}

func TestCancelWaitsForTheRunningJob(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		ended := false
		err := (&Loop{Stop: func(error) bool { return true }}).Run(ctx, func(ctx context.Context) error {
			<-ctx.Done()
			time.Sleep(3 * time.Second) // rolls back
			ended = true
			return ctx.Err()
		})
		if err != nil || !ended {
			t.Errorf("ended %v, error %v", ended, err)
		}
	})
}

func TestACancelledContextRunsNothing(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := (&Loop{}).Run(ctx, func(context.Context) error { t.Error("ran"); return nil })
	if err != nil {
		t.Error(err)
	}
}

func TestAChangedIntervalCountsAtOnce(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		from, to time.Duration
		after    time.Duration
		want     []time.Duration
	}{
		"shorter":               {24 * time.Hour, 5 * time.Minute, 2 * time.Minute, minutes(0, 6, 12)},
		"shorter, and past due": {24 * time.Hour, 5 * time.Minute, 90 * time.Minute, minutes(0, 90, 96)},
		"longer":                {10 * time.Minute, 30 * time.Minute, 2 * time.Minute, minutes(0, 31, 62)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				begin := time.Now()
				told := 0
				l := Loop{
					IntervalNow: func() time.Duration {
						if time.Since(begin) < c.after {
							return c.from
						}
						return c.to
					},
					OnWait: func(time.Time, int) { told++ },
				}
				got := record(t, &l, 3)
				for i := range got {
					if late := got[i] - c.want[i]; late < 0 || late > time.Minute {
						t.Errorf("runs began at %v, want %v", got, c.want)
					}
				}
				if told != 3 { // two waits, and the change
					t.Errorf("told %d times", told)
				}
			})
		})
	}
}

// A jump is that of the clock after three minutes, with the times of three runs.
type jump struct {
	by   time.Duration
	want []time.Duration
}

func clockJumps(t *testing.T, l Loop, jumps map[string]jump) {
	t.Helper()
	for name, c := range jumps {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				l, begin := l, time.Now()
				l.Now = func() time.Time {
					if time.Since(begin) > 3*time.Minute {
						return time.Now().Add(c.by)
					}
					return time.Now()
				}
				if got := record(t, &l, 3); !slices.Equal(got, c.want) {
					t.Errorf("runs began at %v, want %v", got, c.want)
				}
			})
		})
	}
}

// The timers of a machine that sleeps stand still, and the clock on the wall
// does not.
func TestAMachineThatSlept(t *testing.T) {
	t.Parallel()
	clockJumps(t, Loop{Interval: time.Hour}, map[string]jump{
		"slept for three hours":        {3 * time.Hour, minutes(0, 4, 65)},
		"the clock is set back a year": {-365 * 24 * time.Hour, minutes(0, 61, 122)},
	})
}

// atQuarters is every quarter of an hour on the clock.
func atQuarters(after time.Time) time.Time {
	return after.Truncate(15 * time.Minute).Add(15 * time.Minute)
}

// The clock of synctest begins at midnight.
func TestTimesOfTheClock(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		loop    Loop
		results []error
		want    []time.Duration
	}{
		"the first run at once, the next at their times": {Loop{NextNow: atQuarters}, nil, minutes(0, 15, 30)},
		"no run is due since the last one":               {Loop{NextNow: atQuarters, Last: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)}, nil, minutes(15, 30)},
		"what was slept through is made up for":          {Loop{NextNow: atQuarters, Last: time.Date(1999, 12, 31, 0, 0, 0, 0, time.UTC)}, nil, minutes(0, 15)},
		"a last run of the future has just been":         {Loop{NextNow: atQuarters, Last: time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)}, nil, minutes(15, 30)},
		"failures leave times out, up to an hour": {
			Loop{NextNow: atQuarters},
			[]error{errDown, errDown, errDown, errDown, errDown, errDown, errDown},
			minutes(0, 15, 30, 45, 75, 120, 195, 270, 285),
		},
		"the interval, where no times are set": {
			Loop{Interval: 10 * time.Minute, NextNow: func(time.Time) time.Time { return time.Time{} }, Last: time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC)}, nil, minutes(0, 11),
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				if got := record(t, &c.loop, len(c.want), c.results...); !slices.Equal(got, c.want) {
					t.Errorf("runs began at %v, want %v", got, c.want)
				}
			})
		})
	}
}

func TestChangedTimesCountAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		l := Loop{NextNow: func(after time.Time) time.Time {
			if time.Since(begin) < 5*time.Minute {
				return begin.Add(24 * time.Hour)
			}
			return atQuarters(after)
		}}
		if got := record(t, &l, 2); !slices.Equal(got, minutes(0, 15)) {
			t.Errorf("runs began at %v", got)
		}
	})
}

// A clock that jumps ahead runs what is due at once; one that is set back a year
// delays nothing.
func TestTimesWhenTheClockJumps(t *testing.T) {
	t.Parallel()
	clockJumps(t, Loop{NextNow: atQuarters}, map[string]jump{
		"ahead": {3 * time.Hour, minutes(0, 4, 15)},
		"back":  {-365 * 24 * time.Hour, minutes(0, 15, 30)},
	})
}
