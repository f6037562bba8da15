package bridge

import (
	"context"
	"errors"
	"fmt"
	"os"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
)

// errOtherProcess: another process syncs automatically.
var errOtherProcess = errors.New("the automatic sync runs in another process")

// StartAutomatic starts the automatic sync of the profile in this program.
func (b *Bridge) StartAutomatic() error {
	return update(b, func(ctx context.Context, s *session) error { return b.manager.startAutomatic(ctx, s) })
}

func (m *Manager) startAutomatic(ctx context.Context, s *session) error {
	m.mu.Lock()
	switch {
	case s.closing:
		m.mu.Unlock()
		return fmt.Errorf("profile %q: %w", s.name, app.ErrProfileBusy)
	case s.auto.own:
		m.mu.Unlock()
		return app.ErrRunning
	}
	// It is this program's from now on, so that nobody closes the profile meanwhile.
	s.auto = automaticSync{own: true, since: m.opts.App.Now()}
	m.mu.Unlock()

	err := s.app.Automatic().Start(ctx, func(p app.Progress) { m.automaticProgress(s, p) }, func(e app.AutomaticEvent) { m.automaticEvent(s, e) })
	if err != nil {
		m.mu.Lock()
		defer m.mu.Unlock()
		s.auto = automaticSync{}
		return err
	}
	ended := s.app.Automatic().Ended()
	m.work.Go(func() {
		<-ended
		m.automaticEnded(s, s.app.Automatic().Stop())
	})
	return nil
}

// automaticProgress makes a job of a sync that the automatic sync has begun.
// One that began in the moment of a manual sync gets none: it finds the lock
// held.
func (m *Manager) automaticProgress(s *session, p app.Progress) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if s.auto.job == nil {
		if s.runningJob(kindSync) != nil {
			return
		}
		s.auto.job = m.newJob(s, Job{Kind: kindSync, Automatic: true})
		m.events.stateChanged()
	}
	shown := &s.auto.job.shown
	shown.Stage, shown.Done, shown.Total = string(p.Stage), p.Done, p.Total
	m.events.jobChanged(s.auto.job.copy())
}

// automaticEvent is told when a run has ended, and when the next one is due.
func (m *Manager) automaticEvent(s *session, e app.AutomaticEvent) {
	m.events.stateChanged()
	if e.Run == nil && e.Err == nil {
		return
	}
	m.mu.Lock()
	j := s.auto.job
	began := e.Run != nil || app.Describe(e.Err).Code != app.CodeHeld // else a manual sync was at it
	if j == nil && began && s.runningJob(kindSync) == nil {           // it ended before it had progress to tell
		j = m.newJob(s, Job{Kind: kindSync, Automatic: true})
	}
	s.auto.job = nil
	m.mu.Unlock()
	if j == nil {
		return
	}
	state := stateFailed
	if e.Run != nil && (e.Err == nil || string(e.Run.Result) != stateDone) { // it may be done, and not in the history
		state = string(e.Run.Result)
	}
	m.recordSync(s, j, e.Run, e.Err)
	m.finishJob(s, j, state, e.Err)
}

// automaticEnded keeps what ended the automatic sync.
func (m *Manager) automaticEnded(s *session, err error) {
	var problem *Problem
	if err != nil {
		problem = new(s.problem(err))
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	s.auto = automaticSync{problem: problem}
	m.events.stateChanged()
}

// StopAutomatic ends it; a request at work is cancelled.
func (b *Bridge) StopAutomatic() error {
	return update(b, func(ctx context.Context, s *session) error {
		b.manager.mu.Lock()
		here := s.auto.own
		b.manager.mu.Unlock()
		if here {
			_ = s.app.Automatic().Stop() // what ended it earlier is in State
			return nil
		}
		status, err := s.app.Status(ctx)
		if err != nil || status.Automatic == nil || !alive(status.Automatic) {
			return err
		}
		return directory.WithHint(fmt.Errorf("%w (process %d)", errOtherProcess, status.Automatic.PID), "Stop it there.")
	})
}

func alive(a *app.Automatic) bool {
	return a.State != app.AutomaticStopped && a.State != app.AutomaticGone
}

// automaticStatus is the automatic sync of this program, else what another
// process said last; null where there never was one. mu is held.
func (s *session) automaticStatus(said *app.Automatic) *Automatic {
	own := said != nil && said.Own
	switch {
	case s.auto.own && (!own || !alive(said)): // it has not said so yet
		return &Automatic{State: app.AutomaticRunning, Own: true, PID: os.Getpid(), Since: moment(s.auto.since)}
	case said == nil:
		return nil
	}
	a := &Automatic{State: said.State, Own: s.auto.own, PID: said.PID, Since: moment(said.Since), NextRun: moment(said.NextRun), Failures: said.Failures}
	if own && !s.auto.own {
		a.State, a.NextRun, a.Error = app.AutomaticStopped, "", s.auto.problem
	}
	return a
}
