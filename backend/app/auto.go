package app

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"

	"directoryconnector/backend/internal/schedule"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer"
)

// An AutoEvent is news from the automatic sync: a run that ended, or the wait
// for the next one.
type AutoEvent struct {
	// Run and Err are set when a run ended.
	Run *organization.Run
	Err error
	// Next is when the next run starts, Failures how many failed in a row.
	Next     time.Time
	Failures int
}

// auto is the automatic sync that this App runs in the background.
type auto struct {
	mu     sync.Mutex
	cancel context.CancelFunc
	done   chan struct{}
	err    error
}

// Run is the automatic sync in the foreground: one sync at once, then one
// every interval, until ctx ends (then it returns nil) or the server refuses
// the log-in.
func (a *App) Run(ctx context.Context, onProgress func(syncer.Progress), onEvent func(AutoEvent)) error {
	settings, err := a.settings(ctx)
	if err != nil {
		return err
	}
	if err := a.Validate(ctx); err != nil {
		return err
	}
	if _, err := a.requireOrganization(ctx); err != nil {
		return err
	}
	since := a.opts.Now()
	save := func(state string, next time.Time, failures int) {
		status := store.AutoStatus{PID: os.Getpid(), Since: since, State: state, NextRun: next, Failures: failures}
		if err := a.store.SaveStatus(context.WithoutCancel(ctx), status); err != nil {
			a.log.Warn("status not saved", "error", err)
		}
	}
	defer save("stopped", time.Time{}, 0)
	loop := schedule.Loop{
		Interval:    time.Duration(settings.Sync.Interval) * time.Minute,
		IntervalNow: func() time.Duration { return a.interval(ctx) },
		Now:         a.opts.Now,
		Stop:        stopsAutomatic,
		OnWait: func(next time.Time, failures int) {
			save("waiting", next, failures)
			onEvent(AutoEvent{Next: next, Failures: failures})
		},
	}
	err = loop.Run(ctx, func(ctx context.Context) error {
		save("running", time.Time{}, 0)
		run, err := a.Sync(ctx, SyncRequest{Request: syncer.Request{Trigger: organization.TriggerAutomatic}, OnProgress: onProgress})
		onEvent(AutoEvent{Run: run, Err: err})
		return err
	})
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// interval is read anew before every wait, so that a changed setting counts
// without a restart. 0 means: as before.
func (a *App) interval(ctx context.Context) time.Duration {
	settings, err := a.settings(ctx)
	if err != nil {
		a.log.Warn("interval not read", "error", err)
		return 0
	}
	return time.Duration(settings.Sync.Interval) * time.Minute
}

// stopsAutomatic: a log-in that the server refused does not get better by
// asking again.
func stopsAutomatic(err error) bool {
	return errors.Is(err, organization.ErrAuth) || errors.Is(err, ErrNotLoggedIn)
}

// ErrRunning: this App syncs automatically already.
var ErrRunning = errors.New("automatic sync is running already")

// Start runs the automatic sync in the background until Stop.
func (a *App) Start(onProgress func(syncer.Progress), onEvent func(AutoEvent)) error {
	a.auto.mu.Lock()
	defer a.auto.mu.Unlock()
	if a.auto.running() {
		return ErrRunning
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	a.auto.cancel, a.auto.done, a.auto.err = cancel, done, nil
	go func() {
		defer close(done)
		err := a.Run(ctx, onProgress, onEvent)
		a.auto.mu.Lock()
		defer a.auto.mu.Unlock()
		a.auto.err = err
	}()
	return nil
}

// running tells whether the background goroutine is alive; mu is held.
func (r *auto) running() bool {
	if r.done == nil {
		return false
	}
	select {
	case <-r.done:
		return false
	default:
		return true
	}
}

// Stop ends the automatic sync of this App and waits until the running request
// ended or was cancelled. It returns the error that ended it earlier.
func (a *App) Stop() error {
	a.auto.mu.Lock()
	cancel, done := a.auto.cancel, a.auto.done
	a.auto.mu.Unlock()
	if done == nil {
		return nil
	}
	cancel()
	<-done
	a.auto.mu.Lock()
	defer a.auto.mu.Unlock()
	return a.auto.err
}

// requireOrganization returns the account, or why no sync is possible.
func (a *App) requireOrganization(ctx context.Context) (Account, error) {
	settings, err := a.settings(ctx)
	if err != nil {
		return Account{}, err
	}
	_, account, err := a.organization(ctx, settings)
	return account, err
}
