package bridge

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

// Check starts a test of the connection to the directory and to the server.
func (b *Bridge) Check(r CheckRequest) (Job, error) {
	return b.manager.begin(r.Draft.tried(kindCheck), func(ctx context.Context, s *session, j *job) error {
		return s.app.Try(r.Draft.toApp()).Check(ctx, func(c app.CheckStep) {
			step := CheckStep{
				Part: c.Part, Name: c.Name, Status: string(c.Status),
				Detail: s.shown(c.Detail), Hint: s.shown(withoutCommands(c.Hint)), Nobody: c.Nobody,
			}
			b.manager.updateJob(j, func(shown *Job) { shown.Steps = append(shown.Steps, step) })
		})
	})
}

// Test starts a test: it sends nothing and writes nothing.
func (b *Bridge) Test(r TestRequest) (Job, error) {
	return b.manager.begin(r.Draft.tried(kindTest), func(ctx context.Context, s *session, j *job) error {
		basis, unread := b.manager.testInputOf(ctx, s, &r.Draft)
		preview, made, err := app.NewPlanner(s.app).Test(ctx, s.app.Try(r.Draft.toApp()), app.TestRequest{
			TestOptions: app.TestOptions{SinceLast: r.SinceLast}, OnProgress: b.manager.progress(j),
		})
		if err == nil {
			err = unread // a test that worked could read them too, a moment later
		}
		if err != nil {
			return err
		}
		found := newResult(preview, made)
		b.manager.mu.Lock()
		defer b.manager.mu.Unlock()
		found.shown.JobID, found.shown.Time = j.shown.ID, moment(b.manager.opts.App.Now())
		found.shown.SinceLast, found.shown.Draft = r.SinceLast, j.shown.Draft
		if !r.SinceLast {
			basis.read = &ReadCounts{People: found.shown.Counts.Enabled, Groups: found.shown.Counts.InGroups}
		}
		found.input = basis
		s.result, s.findings[kindTest], s.differences = found, preview.Plan.Findings, nil
		return nil
	})
}

// Sync starts a sync.
func (b *Bridge) Sync(r SyncRequest) (Job, error) {
	if r.Plan != "" {
		return b.manager.begin(Job{Kind: kindSync}, func(ctx context.Context, s *session, j *job) error {
			return b.manager.apply(ctx, s, j, r)
		})
	}
	return b.manager.begin(Job{Kind: kindSync}, func(ctx context.Context, s *session, j *job) error {
		b.manager.updateJob(j, func(shown *Job) { shown.Only = r.Only })
		request := app.SyncRequest{OnProgress: b.manager.progress(j)}
		request.Trigger, request.Full, request.Only, request.Again = organization.TriggerManual, r.Full, r.Only, r.Again
		request.Allow = r.allowance()
		request.Confirm = func(_ context.Context, q app.Question) (bool, error) {
			return (q.First == 0 || q.First == r.AllowFirst) && (q.Buys == 0 || q.Buys == r.AllowSeats), nil
		}
		run, err := s.app.Sync(ctx, request)
		b.manager.recordSync(s, j, run, err)
		return err
	})
}

// allowance lets guards pass once.
func (r *SyncRequest) allowance() app.Allowance {
	return app.Allowance{
		Removals: given(r.AllowRemovals), Memberships: given(r.AllowMemberships), Additions: given(r.AllowAdditions),
		Seats: given(r.AllowSeats), GroupRemovals: given(r.AllowGroupRemovals), Gone: given(r.AllowGone),
	}
}

// given is a number that was named; 0 names none.
func given(n int) *int {
	if n <= 0 {
		return nil
	}
	return &n
}

// recordSync keeps what came of a sync; run is nil where none was started.
func (m *Manager) recordSync(s *session, j *job, run *organization.Run, err error) {
	findings := app.Describe(err).Findings
	m.mu.Lock()
	defer m.mu.Unlock()
	if run != nil {
		j.shown.RunID = run.ID
		s.findings[kindSync] = findings
	}
}

// TryFilter starts a read that tells what passes the filters of a draft.
func (b *Bridge) TryFilter(r FilterRequest) (Job, error) {
	return b.manager.begin(r.Draft.tried(kindFilter), func(ctx context.Context, s *session, j *job) error {
		report, err := s.app.Try(r.Draft.toApp()).Filter(ctx, b.manager.progress(j))
		if err != nil {
			return err
		}
		matches := func(c app.FilterCount) FilterCount {
			return FilterCount{Matched: c.Matched, Total: c.Total, First: visibles(c.First), Unmatched: visibles(c.Unmatched), UnmatchedTotal: c.UnmatchedTotal}
		}
		found := &FilterReport{Users: matches(report.Users), Groups: matches(report.Groups)}
		b.manager.updateJob(j, func(shown *Job) { shown.Filter = found })
		return nil
	})
}

// begin begins a job of the profile that the pages are on.
func (m *Manager) begin(shown Job, work func(ctx context.Context, s *session, j *job) error) (Job, error) {
	return call(m, func(_ context.Context, s *session) (Job, error) {
		return m.startJob(s, shown, func(ctx context.Context, j *job) error { return work(ctx, s, j) })
	})
}

// tried is a job with a draft.
func (d *Draft) tried(kind string) Job { return Job{Kind: kind, Draft: len(d.keys()) > 0} }

// Errors of Cancel.
var (
	errNoJob     = errors.New("that job is not known any more")
	errAutomatic = errors.New("the automatic sync began this sync")
)

// Cancel asks a job to end. Its end comes as an event. What has ended is left as
// it is.
func (b *Bridge) Cancel(jobID string) error {
	err := b.manager.cancelJob(jobID)
	if err != nil {
		return &Error{Explain(err), err}
	}
	return nil
}

func (m *Manager) cancelJob(jobID string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range m.sessions {
		for _, j := range s.jobs {
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
	if slices.Contains(m.lastBegun, jobID) {
		return nil // it has ended, and another one has its place
	}
	return fmt.Errorf("cancel: %w", errNoJob)
}
