// Package schedule runs the automatic sync: one run at once, then one every
// interval, counted from the end of the one before, or at times of the clock on
// the wall. After a run of failures the interval doubles, up to an hour, and
// returns to normal at the first success; times that come sooner are left out.
//
// With times the first run comes at once where one of them has passed since the
// last run, for example because the machine was asleep.
package schedule

import (
	"cmp"
	"context"
	"time"
)

// The bounds of the interval.
const (
	// MinInterval is the shortest interval between two runs.
	MinInterval = 5 * time.Minute
	// MaxBackoff is what the interval grows to after failures. A longer
	// interval stays as it is.
	MaxBackoff = time.Hour
	// patience is how many failures in a row leave the interval as it is.
	patience = 2
)

// A Loop runs something again and again. The zero value runs it every
// MinInterval.
type Loop struct {
	// Interval between the end of a run and the next start. Read through
	// IntervalNow, where that is set, before and during every wait.
	Interval time.Duration
	// IntervalNow, if set, gives the interval that holds now, so that changed
	// settings count at once. 0 means as before.
	IntervalNow func() time.Duration
	// NextNow, if set, gives the next start after a moment, as the settings say
	// now; zero where the interval counts. Last is when the last run before this
	// loop ended, zero for never.
	NextNow func(after time.Time) time.Time
	Last    time.Time
	// Min and Max replace MinInterval and MaxBackoff in tests.
	Min, Max time.Duration
	// Stop tells errors that end the loop from those that the next run may
	// not meet. Nil: none does.
	Stop func(error) bool
	// Skip tells errors that are no failures: somebody else did the job. Nil:
	// none is.
	Skip func(error) bool
	// OnWait, if set, is told when the next run starts and how many failed in
	// a row, and told again where that changes.
	OnWait func(next time.Time, failures int)
	// Now replaces time.Now as the clock on the wall.
	Now func() time.Time
}

// Run calls job until ctx is done or Stop says so. It returns nil when ctx
// ended it, after the running job has returned; else the error that stopped
// it. job gets ctx and should end soon after it does.
func (l *Loop) Run(ctx context.Context, job func(context.Context) error) error {
	failures := 0
	if last := l.Last; !last.IsZero() && !l.next(last).IsZero() {
		l.wait(ctx, last, failures)
	}
	for ctx.Err() == nil {
		err := job(ctx)
		switch {
		case ctx.Err() != nil:
			return nil //nolint:nilerr // being told to end is no failure
		case err == nil:
			failures = 0
		case l.Stop != nil && l.Stop(err):
			return err
		case l.Skip != nil && l.Skip(err):
		default:
			failures++
		}
		l.wait(ctx, l.now(), failures)
	}
	return nil
}

// now is the clock on the wall, without the reading of the monotonic one.
func (l *Loop) now() time.Time {
	if l.Now != nil {
		return l.Now().Round(0)
	}
	return time.Now().Round(0)
}

// glance is how often a waiting loop looks at the interval and the clock.
const glance = time.Minute

// wait sleeps until the next run; the last one ended at a moment, or, as a clock
// that was ahead says, will have. It wakes up every minute: the settings may
// have been changed, and a timer stands still while a machine sleeps, unlike the
// clock on the wall. A clock that is set back delays nothing.
func (l *Loop) wait(ctx context.Context, ended time.Time, failures int) {
	began, wall := time.Now(), l.now()
	if ended.After(wall) {
		ended = wall
	}
	told, first := time.Duration(0), true
	for ctx.Err() == nil {
		pause := l.pauseFrom(ended, wall, failures)
		if (first || pause != told) && l.OnWait != nil {
			l.OnWait(wall.Add(pause), failures)
		}
		told, first = pause, false
		left := pause - max(time.Since(began), l.now().Sub(wall))
		if left <= 0 {
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(min(left, glance)):
		}
	}
}

// next is the next start after a moment where times count, else zero.
func (l *Loop) next(after time.Time) time.Time {
	if l.NextNow == nil {
		return time.Time{}
	}
	return l.NextNow(after)
}

// pauseFrom returns how long the loop waits, from now on the wall, for the run
// after the one that ended.
func (l *Loop) pauseFrom(ended, wall time.Time, failures int) time.Duration {
	after := ended
	if failures > patience {
		shortest := Loop{Min: l.Min, Max: l.Max}
		after = after.Add(shortest.Pause(failures))
	}
	if next := l.next(after); !next.IsZero() {
		return max(0, next.Sub(wall))
	}
	return l.Pause(failures)
}

// Pause returns how long the loop waits after so many failures in a row.
func (l *Loop) Pause(failures int) time.Duration {
	if l.IntervalNow != nil {
		l.Interval = cmp.Or(l.IntervalNow(), l.Interval)
	}
	interval := max(l.Interval, cmp.Or(l.Min, MinInterval))
	most := max(interval, cmp.Or(l.Max, MaxBackoff))
	for range failures - patience {
		if interval >= most {
			break
		}
		interval *= 2
	}
	return min(interval, most)
}
