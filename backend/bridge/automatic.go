package bridge

import (
	"context"
	"errors"
	"fmt"
	"os"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
)

// errElsewhere: another process syncs automatically.
var errElsewhere = errors.New("the automatic sync runs in another process")

// StartAutomatic starts the automatic sync of the profile in this program.
func (b *Bridge) StartAutomatic() error {
	return do(b, func(ctx context.Context, t *tray) error { return b.desk.startAutomatic(ctx, t) })
}

func (d *Desk) startAutomatic(ctx context.Context, t *tray) error {
	d.mu.Lock()
	switch {
	case t.leaving:
		d.mu.Unlock()
		return fmt.Errorf("profile %q: %w", t.name, app.ErrProfileBusy)
	case t.auto.here:
		d.mu.Unlock()
		return app.ErrRunning
	}
	// It is here from now on, so that nobody closes the profile meanwhile.
	t.auto = automatic{here: true, since: d.opts.App.Now()}
	d.mu.Unlock()

	err := t.app.Start(ctx, func(p app.Progress) { d.automaticProgress(t, p) }, func(e app.AutoEvent) { d.automaticEvent(t, e) })
	if err != nil {
		d.mu.Lock()
		defer d.mu.Unlock()
		t.auto = automatic{}
		return err
	}
	ended := t.app.Ended()
	d.work.Go(func() {
		<-ended
		d.automaticEnded(t, t.app.Stop())
	})
	return nil
}

// automaticProgress makes a job of a sync that the automatic sync has begun.
// One that began in the moment of a manual sync gets none: it finds the lock
// held.
func (d *Desk) automaticProgress(t *tray, p app.Progress) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if t.auto.run == nil {
		if t.running(kindSync) != nil {
			return
		}
		t.auto.run = d.newJob(t, Job{Kind: kindSync, Automatic: true})
		d.news.state()
	}
	shown := &t.auto.run.shown
	shown.Stage, shown.Done, shown.Total = string(p.Stage), p.Done, p.Total
	d.news.job(t.auto.run.copy())
}

// automaticEvent is told when a run has ended, and when the next one is due.
func (d *Desk) automaticEvent(t *tray, e app.AutoEvent) {
	d.news.state()
	if e.Run == nil && e.Err == nil {
		return
	}
	d.mu.Lock()
	j := t.auto.run
	began := e.Run != nil || app.Describe(e.Err).Code != app.CodeHeld // else a manual sync was at it
	if j == nil && began && t.running(kindSync) == nil {              // it ended before it had progress to tell
		j = d.newJob(t, Job{Kind: kindSync, Automatic: true})
	}
	t.auto.run = nil
	d.mu.Unlock()
	if j == nil {
		return
	}
	state := stateFailed
	if e.Run != nil && (e.Err == nil || string(e.Run.Result) != stateDone) { // it may be done, and not in the history
		state = string(e.Run.Result)
	}
	d.synced(t, j, e.Run, e.Err)
	d.finish(t, j, state, e.Err)
}

// automaticEnded keeps what ended the automatic sync.
func (d *Desk) automaticEnded(t *tray, err error) {
	var problem *Problem
	if err != nil {
		p := t.problem(err)
		problem = &p
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	t.auto = automatic{problem: problem}
	d.news.state()
}

// StopAutomatic ends it; a request at work is cancelled.
func (b *Bridge) StopAutomatic() error {
	return do(b, func(ctx context.Context, t *tray) error {
		b.desk.mu.Lock()
		here := t.auto.here
		b.desk.mu.Unlock()
		if here {
			_ = t.app.Stop() // what ended it earlier is in State
			return nil
		}
		status, err := t.app.Status(ctx)
		if err != nil || status.Automatic == nil || !alive(status.Automatic) {
			return err
		}
		return directory.WithHint(fmt.Errorf("%w (process %d)", errElsewhere, status.Automatic.PID), "Stop it there.")
	})
}

// The states of an automatic sync as the App tells them and as the pages read
// them.
const (
	autoRunning = "running"
	autoStopped = "stopped"
	autoGone    = "gone"
	appGone     = "ended without notice"
)

func alive(a *app.Automatic) bool { return a.State != autoStopped && a.State != appGone }

// automaticOf is the automatic sync of this program, else what another process
// said last; null where there never was one. mu is held.
func (t *tray) automaticOf(said *app.Automatic) *Automatic {
	own := said != nil && said.Own
	switch {
	case t.auto.here && (!own || !alive(said)): // it has not said so yet
		return &Automatic{State: autoRunning, Here: true, PID: os.Getpid(), Since: moment(t.auto.since)}
	case said == nil:
		return nil
	}
	a := &Automatic{State: said.State, Here: t.auto.here, PID: said.PID, Since: moment(said.Since), NextRun: moment(said.NextRun), Failures: said.Failures}
	if said.State == appGone {
		a.State = autoGone
	}
	if own && !t.auto.here {
		a.State, a.NextRun, a.Error = autoStopped, "", t.auto.problem
	}
	return a
}
