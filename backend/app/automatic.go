package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"

	"directoryconnector/backend/config"
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

// An AutomaticSync syncs a profile again and again, in the foreground or in the
// background.
type AutomaticSync struct {
	app *App
	// adjust changes the loop in tests.
	adjust func(*schedule.Loop)

	// What runs in the background.
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
func (s *AutomaticSync) Run(ctx context.Context, onProgress func(syncer.Progress), onEvent func(AutomaticEvent)) error {
	lock, err := lockProfile(s.app, s.lockPath(), automaticWhat)
	if err != nil {
		return err
	}
	switch err = s.app.Ready(ctx); {
	case ctx.Err() != nil:
		err = nil // stopped before it began
	case err == nil:
		err = s.run(ctx, onProgress, onEvent)
	}
	return errors.Join(err, lock.Release())
}

func (s *AutomaticSync) lockPath() string { return filepath.Join(s.app.dir, automaticLockName) }

// run is Run without its preparations; the lock is held.
func (s *AutomaticSync) run(ctx context.Context, onProgress func(syncer.Progress), onEvent func(AutomaticEvent)) error {
	if onEvent == nil {
		onEvent = func(AutomaticEvent) {}
	}
	since := s.app.opts.Now()
	save := func(state string, next time.Time, failures int) {
		status := store.AutomaticStatus{PID: os.Getpid(), Process: filelock.Process(), Since: since, State: state, NextRun: next, Failures: failures}
		if err := s.app.store.SaveStatus(context.WithoutCancel(ctx), status); err != nil {
			s.app.log.Warn("status not saved", "error", err)
		}
	}
	failed := 0
	defer func() { save(AutomaticStopped, time.Time{}, failed) }()
	loop := schedule.Loop{
		Interval:    s.interval(ctx),
		IntervalNow: func() time.Duration { return s.interval(ctx) },
		NextNow:     s.times(ctx),
		Last:        s.lastEnd(ctx),
		Now:         s.app.opts.Now,
		Stop:        stopsAutomatic,
		Skip:        is[*filelock.HeldError], // somebody else syncs this profile or this organization right now, which is no failure
		OnWait: func(next time.Time, failures int) {
			failed = failures
			save(AutomaticWaiting, next, failures)
			s.app.log.Info("next sync", "at", next.Format(time.RFC3339), "failures", failures)
			onEvent(AutomaticEvent{Next: next, Failures: failures})
		},
	}
	if s.adjust != nil {
		s.adjust(&loop)
	}
	err := loop.Run(ctx, func(ctx context.Context) error {
		save(AutomaticRunning, time.Time{}, failed)
		var run *organization.Run
		err := s.app.Safely(func() (err error) {
			run, err = s.app.Sync(ctx, SyncRequest{Request: syncer.Request{Trigger: organization.TriggerAutomatic}, OnProgress: onProgress})
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
func (s *AutomaticSync) interval(ctx context.Context) time.Duration {
	settings, err := s.app.Settings(ctx)
	if err != nil {
		s.app.log.Warn("interval not read", "error", err)
		return 0
	}
	return time.Duration(settings.Sync.Interval) * time.Minute
}

// times returns what gives the next time of sync.times, read anew each time; zero
// where there are none.
func (s *AutomaticSync) times(ctx context.Context) func(after time.Time) time.Time {
	var times config.Times
	return func(after time.Time) time.Time {
		if settings, err := s.app.Settings(ctx); err != nil {
			s.app.log.Warn("times not read", "error", err)
		} else if read, err := config.ParseTimes(settings.Sync.Times); err == nil { // checked when it was set
			times = read
		}
		return times.Next(after.Local())
	}
}

// lastEnd is when the last run ended; zero for never.
func (s *AutomaticSync) lastEnd(ctx context.Context) time.Time {
	brief, err := s.app.store.Brief(ctx)
	if err != nil || brief.Last == nil {
		return time.Time{} // then a run is due
	}
	return brief.Last.End
}

// stopsAutomatic: a log-in that the server refused does not get better by
// asking again.
func stopsAutomatic(err error) bool {
	return errors.Is(err, organization.ErrAuth) || errors.Is(err, ErrNotLoggedIn)
}

// ErrRunning: this App syncs automatically already.
var ErrRunning = errors.New("automatic sync is running already")

// Start runs the automatic sync in the background until Stop. What makes it
// impossible (settings, no log-in, another process that does it already) is
// returned at once; ctx is for that only. The callbacks must not call Stop or
// Close, which wait for them.
func (s *AutomaticSync) Start(ctx context.Context, onProgress func(syncer.Progress), onEvent func(AutomaticEvent)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done != nil {
		select {
		case <-s.done:
		default:
			return ErrRunning
		}
	}
	lock, err := lockProfile(s.app, s.lockPath(), automaticWhat)
	if err != nil {
		return err
	}
	// A fault must give the lock back, too.
	if err := s.app.Safely(func() error { return s.app.Ready(ctx) }); err != nil {
		return errors.Join(err, lock.Release())
	}
	background, cancel := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	s.cancel, s.done, s.err = cancel, done, nil
	go func() {
		defer close(done)
		defer cancel()
		err := s.run(background, onProgress, onEvent)
		err = errors.Join(err, lock.Release())
		s.mu.Lock()
		defer s.mu.Unlock()
		s.err = err
	}()
	return nil
}

// Ended returns a channel that is closed when the automatic sync that Start
// began has ended, for whatever reason; Stop then tells it at once. It is nil
// where Start never succeeded.
func (s *AutomaticSync) Ended() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.done
}

// Stop ends the automatic sync of this App: a request at work is cancelled,
// and Stop returns when everything has ended. It returns the error that ended
// the automatic sync earlier, if one did.
func (s *AutomaticSync) Stop() error {
	s.mu.Lock()
	cancel, done := s.cancel, s.done
	s.mu.Unlock()
	if done == nil {
		return nil
	}
	cancel()
	<-done
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}
