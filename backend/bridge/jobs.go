package bridge

import (
	"context"
	"errors"
	"fmt"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
)

// Check starts a test of the connection to the directory and to the server.
func (b *Bridge) Check(r CheckRequest) (Job, error) {
	return b.start(kindCheck, &r.Draft, func(ctx context.Context, t *tray, j *job) error {
		return t.app.Try(r.Draft.change()).Check(ctx, func(s app.CheckStep) {
			step := CheckStep{
				Part: s.Part, Name: s.Name, Status: string(s.Status),
				Detail: t.app.Redacted(s.Detail), Hint: t.app.Redacted(withoutCommands(s.Hint)),
			}
			b.desk.change(j, func(shown *Job) { shown.Steps = append(shown.Steps, step) })
		})
	})
}

// Test starts a test: it sends nothing and writes nothing.
func (b *Bridge) Test(r TestRequest) (Job, error) {
	return b.start(kindTest, &r.Draft, func(ctx context.Context, t *tray, j *job) error {
		basis, unread := b.desk.basisOf(ctx, t, &r.Draft)
		preview, err := t.app.Try(r.Draft.change()).Test(ctx, app.TestRequest{
			TestOptions: app.TestOptions{SinceLast: r.SinceLast}, OnProgress: b.desk.progress(j),
		})
		if err == nil {
			err = unread // a test that worked could read them too, a moment later
		}
		if err != nil {
			return err
		}
		found := newResult(preview)
		b.desk.mu.Lock()
		defer b.desk.mu.Unlock()
		found.shown.JobID, found.shown.Time = j.shown.ID, moment(b.desk.opts.App.Now())
		found.shown.SinceLast, found.shown.Draft = r.SinceLast, j.shown.Draft
		found.basis = basis
		t.result, t.findings[kindTest] = found, preview.Stop
		return nil
	})
}

// Sync starts a sync.
func (b *Bridge) Sync(r SyncRequest) (Job, error) {
	return b.start(kindSync, &Draft{}, func(ctx context.Context, t *tray, j *job) error {
		request := app.SyncRequest{OnProgress: b.desk.progress(j)}
		request.Trigger, request.Full = app.TriggerManual, r.Full
		request.Allow = app.Allowance{Removals: given(r.AllowRemovals), Memberships: given(r.AllowMemberships), Additions: given(r.AllowAdditions)}
		request.Confirm = func(_ context.Context, n int) (bool, error) { return n == r.AllowFirst, nil }
		run, err := t.app.Sync(ctx, request)
		b.desk.synced(t, j, run, err)
		return err
	})
}

// given is a number that was named; 0 names none.
func given(n int) *int {
	if n <= 0 {
		return nil
	}
	return &n
}

// synced keeps what came of a sync; run is nil where none was started.
func (d *Desk) synced(t *tray, j *job, run *app.Run, err error) {
	findings := app.Describe(err).Findings
	d.mu.Lock()
	defer d.mu.Unlock()
	if run != nil {
		j.shown.RunID = run.ID
		t.findings[kindSync] = findings
	}
}

// TryFilter starts a read that tells what passes the filters of a draft.
func (b *Bridge) TryFilter(r FilterRequest) (Job, error) {
	return b.start(kindFilter, &r.Draft, func(ctx context.Context, t *tray, j *job) error {
		report, err := t.app.Try(r.Draft.change()).Filter(ctx, b.desk.progress(j))
		if err != nil {
			return err
		}
		matches := func(c app.FilterCount) FilterMatches {
			return FilterMatches{Matched: c.Matched, Total: c.Total, First: texts(c.First)}
		}
		found := &FilterResult{Users: matches(report.Users), Groups: matches(report.Groups)}
		b.desk.change(j, func(shown *Job) { shown.Filter = found })
		return nil
	})
}

// start begins a job of the profile that the pages are on.
func (b *Bridge) start(kind string, draft *Draft, work func(ctx context.Context, t *tray, j *job) error) (Job, error) {
	return ask(b, func(_ context.Context, t *tray) (Job, error) {
		begin := Job{Kind: kind, Draft: len(draft.keys()) > 0}
		return b.desk.start(t, begin, func(ctx context.Context, j *job) error { return work(ctx, t, j) })
	})
}

// Errors of Cancel.
var (
	errNoJob     = errors.New("that job is not known any more")
	errAutomatic = errors.New("the automatic sync began this sync")
)

// Cancel asks a job to end. Its end comes as an event.
func (b *Bridge) Cancel(jobID string) error {
	err := b.desk.cancel(jobID)
	if err != nil {
		return &Error{Explain(err), err}
	}
	return nil
}

func (d *Desk) cancel(jobID string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, t := range d.trays {
		for _, j := range t.jobs {
			switch {
			case j.shown.ID != jobID:
			case j.shown.State == stateRunning && j.shown.Automatic:
				return directory.WithHint(fmt.Errorf("cancel: %w", errAutomatic), "Press Stop Sync: that ends it together with the automatic sync.")
			default:
				j.cancel() // nothing, where it has ended
				return nil
			}
		}
	}
	return fmt.Errorf("cancel: %w", errNoJob)
}
