package bridge

import (
	"context"
	"errors"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

var (
	// errOtherPlan: what was on the screen is not there any more.
	errOtherPlan = errors.New("another plan is shown by now")
	// errNotAllowed: nobody allowed what the plan shows to be too much.
	errNotAllowed = errors.New("the plan shows what would stop a sync, and nobody allowed exactly that")
)

// apply does exactly what the plan that is shown says, or nothing. A finding of
// the plan must be allowed by its number.
func (m *Manager) apply(ctx context.Context, s *session, j *job, r SyncRequest) error {
	m.updateJob(j, func(shown *Job) { shown.Planned = true })
	found := m.resultOf(s)
	if found == nil || found.plan.file.Digest != r.Plan {
		return directory.WithHint(errOtherPlan, "Look at it, and sync then.")
	}
	file := found.plan.file
	for _, f := range file.Findings {
		if n := r.allowed(f); n == nil || *n != f.Count || f.Count == 0 {
			return directory.WithHint(errNotAllowed, "Press Allow exactly these, and type the numbers.")
		}
	}
	run, err := app.NewPlanner(s.app).ApplyShown(ctx, file, app.ApplyRequest{MaxAge: plan.MaxAge, OnProgress: m.progress(j)})
	m.recordSync(s, j, run, err)
	differences := app.Describe(err).Differences
	m.mu.Lock()
	defer m.mu.Unlock()
	if s.result == found {
		s.differences = differences
	}
	if err == nil && run != nil {
		found.input.carriedOut(run)
	}
	return err
}

// allowed is the number that the request allows a guard; nil for none.
func (r *SyncRequest) allowed(f plan.Finding) *int {
	return map[string]*int{
		"allowRemovals": &r.AllowRemovals, "allowMemberships": &r.AllowMemberships, "allowAdditions": &r.AllowAdditions, "allowFirst": &r.AllowFirst,
		"allowSeats": &r.AllowSeats, "allowGroupRemovals": &r.AllowGroupRemovals, "allowGone": &r.AllowGone,
	}[allowanceOf(f)]
}
