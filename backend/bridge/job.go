package bridge

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
)

// The kinds of job.
const (
	kindCheck  = "check"
	kindTest   = "test"
	kindSync   = "sync"
	kindFilter = "filter"
	// kindExplain looks what becomes of one person or group, kindOffboard takes
	// somebody's access away.
	kindExplain  = "explain"
	kindOffboard = "offboard"
	// kindService installs or removes the service, kindNotify sends a test to
	// everybody who would be told.
	kindService = "service"
	kindNotify  = "notify"
)

// The states of a job.
const (
	stateRunning   = "running"
	stateDone      = "done"
	stateFailed    = "failed"
	stateStopped   = "stopped"
	stateCancelled = "cancelled"
)

// errBusy: something runs that excludes what is asked for.
var errBusy = errors.New("something else runs")

// A job is a Job at work; the Manager's mu guards it.
type job struct {
	shown  Job
	cancel context.CancelFunc
}

// copy is what leaves the lock.
func (j *job) copy() Job {
	c := j.shown
	c.Steps = slices.Clone(c.Steps)
	return c
}

// conflict returns why a job of that kind can't begin now. mu is held.
func (s *session) conflict(kind string) error {
	others := []string{kind}
	switch kind {
	case kindTest:
		others = append(others, kindSync)
	case kindSync:
		others = append(others, kindTest, kindOffboard)
	case kindOffboard:
		others = append(others, kindSync)
	}
	j := s.runningJob(others...)
	if j == nil {
		return nil
	}
	hint := "Wait until it has ended, or cancel it."
	if j.shown.Automatic {
		hint = "Wait until it has ended, or stop the automatic sync."
	}
	return directory.WithHint(fmt.Errorf("profile %q: %w: %s", s.name, errBusy, j.words()), hint)
}

// mostBegun is how many ids of jobs are kept, to tell one that has ended from
// one that never was.
const mostBegun = 1000

// newJob puts a running job in the place of the last one of its kind. mu is
// held.
func (m *Manager) newJob(s *session, start Job) *job {
	j := &job{shown: start, cancel: func() {}}
	m.begun++
	j.shown.Number = m.begun
	j.shown.ID, j.shown.Profile, j.shown.State = rand.Text(), s.name, stateRunning
	j.shown.Started, j.shown.Steps = instant(m.opts.App.Now()), []CheckStep{}
	m.lastBegun = append(m.lastBegun, j.shown.ID)
	m.lastBegun = m.lastBegun[max(0, len(m.lastBegun)-mostBegun):]
	s.jobs[start.Kind] = j
	return j
}

// startJob begins a job, unless what runs excludes it. Nobody closes the session
// meanwhile: the caller has entered it.
func (m *Manager) startJob(s *session, begin Job, work func(ctx context.Context, j *job) error) (Job, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return Job{}, errClosed
	}
	if s.closing {
		return Job{}, fmt.Errorf("profile %q: %w", s.name, app.ErrProfileBusy)
	}
	if err := s.conflict(begin.Kind); err != nil {
		return Job{}, err
	}
	j := m.newJob(s, begin)
	ctx, cancel := context.WithCancel(m.ctx)
	j.cancel = cancel
	m.events.jobChanged(j.copy())
	m.work.Go(func() {
		defer cancel()
		err := s.app.Safely(func() error { return work(ctx, j) })
		m.finishJob(s, j, stateOf(ctx, err), err)
	})
	return j.copy(), nil
}

// stateOf is how a job ended.
func stateOf(ctx context.Context, err error) string {
	switch {
	case err == nil:
		return stateDone
	case ctx.Err() != nil:
		return stateCancelled
	}
	switch app.Describe(err).Code {
	case app.CodeGuard, app.CodeConflict, app.CodeIdentity, app.CodePlan:
		return stateStopped
	}
	return stateFailed
}

// finishJob ends a job and tells the pages.
func (m *Manager) finishJob(s *session, j *job, state string, err error) {
	var problem *Problem
	if err != nil {
		problem = new(s.problem(err))
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	j.shown.State, j.shown.Error, j.shown.Ended = state, problem, instant(m.opts.App.Now())
	m.events.jobChanged(j.copy())
	m.events.stateChanged()
}

// updateJob changes a running job and tells the pages.
func (m *Manager) updateJob(j *job, fn func(shown *Job)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if j.shown.State != stateRunning {
		return
	}
	fn(&j.shown)
	m.events.jobChanged(j.copy())
}

// progress returns what tells the pages how far a job is.
func (m *Manager) progress(j *job) func(app.Progress) {
	return func(p app.Progress) {
		m.updateJob(j, func(shown *Job) { shown.Stage, shown.Done, shown.Total = string(p.Stage), p.Done, p.Total })
	}
}

// moment is a time as the pages read it; empty for never.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// instant is a moment to the millisecond.
func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z07:00") }
