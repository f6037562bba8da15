// Package schedule runs the automatic sync: one run at once, then one every
// interval, counted from the end of the one before. After a run of failures
// the interval doubles, up to an hour, and returns to normal at the first
// success.
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
	// Min and Max replace MinInterval and MaxBackoff.
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
		l.wait(ctx, failures)
	}
	return nil
}

// glance is how often a waiting loop looks at the interval and the clock.
const glance = time.Minute

// wait sleeps until the next run. It wakes up every minute: the interval may
// have been changed, and a timer stands still while a machine sleeps, unlike
// the clock on the wall. A clock that is set back delays nothing.
func (l *Loop) wait(ctx context.Context, failures int) {
	now := func() time.Time {
		if l.Now != nil {
			return l.Now().Round(0) // without the reading of the monotonic clock
		}
		return time.Now().Round(0)
	}
	began, wall := time.Now(), now()
	told := time.Duration(-1)
	for ctx.Err() == nil {
		pause := l.Pause(failures)
		if pause != told && l.OnWait != nil {
			l.OnWait(wall.Add(pause), failures)
		}
		told = pause
		left := pause - max(time.Since(began), now().Sub(wall))
		if left <= 0 {
			return
		}
		timer := time.NewTimer(min(left, glance))
		select {
		case <-ctx.Done():
		case <-timer.C:
		}
		timer.Stop()
	}
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
