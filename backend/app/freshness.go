package app

import (
	"context"
	"slices"
	"time"

	"directoryconnector/backend/config"
)

// Freshness tells whether automatic syncs do their work.
type Freshness struct {
	// Last is when a sync of everybody last succeeded, of what is synced; zero
	// for never.
	Last time.Time
	// Until is until when the next one must have: three of them may fail before.
	Until time.Time
}

// Fresh tells whether the last success is young enough. A clock that was ahead
// makes it younger than it is, by no more than it may be old.
func (f Freshness) Fresh(now time.Time) bool {
	return !f.Last.IsZero() && !now.After(f.Until) && f.Last.Sub(now) <= f.Until.Sub(f.Last)
}

// grace is how long a sync may take beyond its time, and how long it is waited
// for at the least.
const grace = 30 * time.Minute

// Freshness returns how old the last success is, and how old it may be.
func (a *App) Freshness(ctx context.Context) (Freshness, error) {
	brief, err := a.store.Brief(ctx)
	if err != nil {
		return Freshness{}, err
	}
	settings, err := a.env.settings(brief.Values)
	if err != nil {
		return Freshness{}, err
	}
	last := brief.Times.Users
	if !settings.Sync.Users || settings.Sync.Groups && brief.Times.Groups.Before(last) {
		last = brief.Times.Groups
	}
	return freshness(settings, last)
}

func freshness(settings *config.Settings, last time.Time) (Freshness, error) {
	f := Freshness{Last: last}
	if last.IsZero() {
		return f, nil
	}
	times, err := config.ParseTimes(settings.Sync.Times)
	if err != nil {
		return f, config.Problems{config.ProblemOf("sync.times", err, "")}
	}
	if times.IsZero() {
		f.Until = last.Add(max(nextTimes*time.Duration(settings.Sync.Interval)*time.Minute, grace) + grace)
		return f, nil
	}
	f.Until = last.Local()
	for range nextTimes {
		f.Until = times.Next(f.Until)
	}
	f.Until = slices.MaxFunc([]time.Time{f.Until, last.Add(grace)}, time.Time.Compare).Add(grace)
	return f, nil
}
