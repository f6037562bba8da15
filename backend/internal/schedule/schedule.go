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
	// Interval between the end of a run and the next start. Read before every
	// wait through IntervalNow, where that is set.
	Interval time.Duration
	// IntervalNow, if set, gives the interval that holds now, so that changed
	// settings count without a restart. 0 means Interval.
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
	// a row.
	OnWait func(next time.Time, failures int)
	// Now replaces time.Now in what OnWait is told.
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

// wait sleeps until the next run.
func (l *Loop) wait(ctx context.Context, failures int) {
	pause := l.Pause(failures)
	if l.OnWait != nil {
		now := time.Now
		if l.Now != nil {
			now = l.Now
		}
		l.OnWait(now().Add(pause), failures)
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// Pause returns how long the loop waits after so many failures in a row.
func (l *Loop) Pause(failures int) time.Duration {
	interval := l.Interval
	if l.IntervalNow != nil {
		interval = cmp.Or(l.IntervalNow(), interval)
	}
	interval = max(interval, cmp.Or(l.Min, MinInterval))
	most := max(interval, cmp.Or(l.Max, MaxBackoff))
	for range failures - patience {
		if interval >= most {
			break
		}
		interval *= 2
	}
	return min(interval, most)
}
