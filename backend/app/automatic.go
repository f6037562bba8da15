package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"

	"directoryconnector/backend/internal/filelock"
	"directoryconnector/backend/internal/schedule"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer"
)

// An AutomaticEvent tells what the automatic sync did: a run that ended, or the
// wait for the next one.
type AutomaticEvent struct {
	// Run and Err are set when a run ended.
	Run *organization.Run
	Err error
	// Next is when the next run starts, Failures how many failed in a row.
	Next     time.Time
	Failures int
}

// automaticSync is the automatic sync that this App runs in the background.
type automaticSync struct {
	mu     sync.Mutex
	cancel context.CancelFunc
	done   chan struct{}
	err    error
}

// The states of an automatic sync, as Status and the pages show them.
const (
	AutomaticRunning = "running"
	AutomaticWaiting = "waiting"
	AutomaticStopped = "stopped"
	// AutomaticGone is never saved: the process is gone and said nothing.
	AutomaticGone = "ended without notice"
)

// automaticWhat is what the lock file says that its holder does.
const automaticWhat = "automatic sync"

// Run is the automatic sync in the foreground: one sync at once, then one
// every interval, until ctx ends (then it returns nil) or the server refuses
// the log-in. There is one automatic sync per profile, over all processes.
func (a *App) Run(ctx context.Context, onProgress func(syncer.Progress), onEvent func(AutomaticEvent)) error {
	lock, err := filelock.Acquire(a.automaticLockPath(), automaticWhat)
	if err != nil {
		return err
	}
	switch err = a.Ready(ctx); {
	case ctx.Err() != nil:
		err = nil // stopped before it began
	case err == nil:
		err = a.run(ctx, onProgress, onEvent)
	}
	return errors.Join(err, lock.Release())
}

func (a *App) automaticLockPath() string { return filepath.Join(a.dir, automaticLockName) }

// run is Run without its preparations; the lock is held.
func (a *App) run(ctx context.Context, onProgress func(syncer.Progress), onEvent func(AutomaticEvent)) error {
	if onEvent == nil {
		onEvent = func(AutomaticEvent) {}
	}
	since := a.opts.Now()
	save := func(state string, next time.Time, failures int) {
		status := store.AutomaticStatus{PID: os.Getpid(), Process: filelock.Process(), Since: since, State: state, NextRun: next, Failures: failures}
		if err := a.store.SaveStatus(context.WithoutCancel(ctx), status); err != nil {
			a.log.Warn("status not saved", "error", err)
		}
	}
	failed := 0
	defer func() { save(AutomaticStopped, time.Time{}, failed) }()
	loop := schedule.Loop{
		Interval:    a.interval(ctx),
		IntervalNow: func() time.Duration { return a.interval(ctx) },
		Now:         a.opts.Now,
		Stop:        stopsAutomatic,
		Skip:        isHeld,
		OnWait: func(next time.Time, failures int) {
			failed = failures
			save(AutomaticWaiting, next, failures)
			a.log.Info("next sync", "at", next.Format(time.RFC3339), "failures", failures)
			onEvent(AutomaticEvent{Next: next, Failures: failures})
		},
	}
	if a.adjust != nil {
		a.adjust(&loop)
	}
	err := loop.Run(ctx, func(ctx context.Context) error {
		save(AutomaticRunning, time.Time{}, failed)
		var run *organization.Run
		err := a.Safely(func() (err error) {
			run, err = a.Sync(ctx, SyncRequest{Request: syncer.Request{Trigger: organization.TriggerAutomatic}, OnProgress: onProgress})
			return err
		})
		onEvent(AutomaticEvent{Run: run, Err: err})
		return err
	})
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// interval is read anew before and during every wait, so that a changed setting
// counts at once. 0 means: as before.
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

// isHeld: somebody else syncs this profile or this organization right now,
// which is no failure.
func isHeld(err error) bool {
	_, held := errors.AsType[*filelock.HeldError](err)
	return held
}

// ErrRunning: this App syncs automatically already.
var ErrRunning = errors.New("automatic sync is running already")

// Start runs the automatic sync in the background until Stop. What makes it
// impossible (settings, no log-in, another process that does it already) is
// returned at once; ctx is for that only. The callbacks must not call Stop or
// Close, which wait for them.
func (a *App) Start(ctx context.Context, onProgress func(syncer.Progress), onEvent func(AutomaticEvent)) error {
	a.auto.mu.Lock()
	defer a.auto.mu.Unlock()
	if a.auto.running() {
		return ErrRunning
	}
	lock, err := filelock.Acquire(a.automaticLockPath(), automaticWhat)
	if err != nil {
		return err
	}
	// A fault must give the lock back, too.
	if err := a.Safely(func() error { return a.Ready(ctx) }); err != nil {
		return errors.Join(err, lock.Release())
	}
	background, cancel := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	a.auto.cancel, a.auto.done, a.auto.err = cancel, done, nil
	go func() {
		defer close(done)
		defer cancel()
		err := a.run(background, onProgress, onEvent)
		err = errors.Join(err, lock.Release())
		a.auto.mu.Lock()
		defer a.auto.mu.Unlock()
		a.auto.err = err
	}()
	return nil
}

// running tells whether the background goroutine is alive; mu is held.
func (r *automaticSync) running() bool {
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

// Ended returns a channel that is closed when the automatic sync that Start
// began has ended, for whatever reason; Stop then tells it at once. It is nil
// where Start never succeeded.
func (a *App) Ended() <-chan struct{} {
	a.auto.mu.Lock()
	defer a.auto.mu.Unlock()
	return a.auto.done
}

// Stop ends the automatic sync of this App: a request at work is cancelled,
// and Stop returns when everything has ended. It returns the error that ended
// the automatic sync earlier, if one did.
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
