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

// A job is a Job at work; the Desk's mu guards it.
type job struct {
	shown  Job
	began  time.Time
	cancel context.CancelFunc
}

// copy is what leaves the lock.
func (j *job) copy() Job {
	c := j.shown
	c.Steps = slices.Clone(c.Steps)
	return c
}

// collision returns why a job of that kind can't begin now. mu is held.
func (t *tray) collision(kind string) error {
	others := []string{kind}
	switch kind {
	case kindTest:
		others = append(others, kindSync)
	case kindSync:
		others = append(others, kindTest)
	}
	j := t.running(others...)
	if j == nil {
		return nil
	}
	hint := "Wait until it has ended, or cancel it."
	if j.shown.Automatic {
		hint = "Wait until it has ended, or stop the automatic sync."
	}
	return directory.WithHint(fmt.Errorf("profile %q: %w: %s", t.name, errBusy, j.words()), hint)
}

// newJob puts a running job in the place of the last one of its kind. mu is
// held.
func (d *Desk) newJob(t *tray, start Job) *job {
	j := &job{shown: start, began: d.opts.App.Now(), cancel: func() {}}
	j.shown.ID, j.shown.Profile, j.shown.State = rand.Text(), t.name, stateRunning
	j.shown.Started, j.shown.Steps = instant(j.began), []CheckStep{}
	t.jobs[start.Kind] = j
	return j
}

// start begins a job, unless what runs excludes it. Nobody closes the tray
// meanwhile: the caller has entered it.
func (d *Desk) start(t *tray, begin Job, work func(ctx context.Context, j *job) error) (Job, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return Job{}, errClosed
	}
	if t.leaving {
		return Job{}, fmt.Errorf("profile %q: %w", t.name, app.ErrProfileBusy)
	}
	if err := t.collision(begin.Kind); err != nil {
		return Job{}, err
	}
	j := d.newJob(t, begin)
	ctx, cancel := context.WithCancel(d.ctx)
	j.cancel = cancel
	d.news.job(j.copy())
	d.work.Go(func() {
		defer cancel()
		err := t.app.Safely(func() error { return work(ctx, j) })
		d.finish(t, j, stateOf(ctx, err), err)
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
	case app.CodeGuard, app.CodeConflict, app.CodeIdentity:
		return stateStopped
	}
	return stateFailed
}

// finish ends a job and tells the pages.
func (d *Desk) finish(t *tray, j *job, state string, err error) {
	var problem *Problem
	if err != nil {
		p := t.problem(err)
		problem = &p
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	j.shown.State, j.shown.Error, j.shown.Ended = state, problem, instant(d.opts.App.Now())
	d.news.job(j.copy())
	d.news.state()
}

// change changes a running job and tells the pages.
func (d *Desk) change(j *job, fn func(shown *Job)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if j.shown.State != stateRunning {
		return
	}
	fn(&j.shown)
	d.news.job(j.copy())
}

// progress returns what tells the pages how far a job is.
func (d *Desk) progress(j *job) func(app.Progress) {
	return func(p app.Progress) {
		d.change(j, func(shown *Job) { shown.Stage, shown.Done, shown.Total = string(p.Stage), p.Done, p.Total })
	}
}

// moment is a time as the pages read it; empty for never.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// instant tells apart jobs that follow each other within a second: as text, the
// later one is greater.
func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z07:00") }
