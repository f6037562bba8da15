package bridge

import (
	"context"
	"fmt"
	"strings"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/plan"
)

// Plans is what pages call about the plan that is shown: what a sync would do,
// by name. Sync carries it out.
type Plans struct{ manager *Manager }

// Changes returns a page of a part of the plan.
func (p *Plans) Changes(q PlanQuery) (ChangePage, error) {
	return withResult(p.manager, func(r *result) (ChangePage, error) {
		switch q.Part {
		case partJoins, partLeaves, partChanges, partGroups:
			return r.plan.changes(q), nil
		}
		return ChangePage{}, config.Problem{Key: "part", Text: fmt.Sprintf("%q is no part of a plan", q.Part), Example: partJoins}
	})
}

// Members returns a page of who comes to a group, or goes.
func (p *Plans) Members(q MemberQuery) (MemberPage, error) {
	return call(p.manager, func(ctx context.Context, s *session) (MemberPage, error) {
		changes, err := p.manager.changesOf(ctx, s, q.Run)
		if err != nil {
			return MemberPage{}, err
		}
		if q.At < 0 || q.At >= len(changes) {
			return MemberPage{}, config.Problem{Key: "at", Text: fmt.Sprintf("there is no change %d", q.At), Example: "0"}
		}
		return membersOf(&changes[q.At], q.Side, q.Search, q.Offset, q.Limit), nil
	})
}

// changesOf are those of a run of the history, or of the plan that is shown.
func (m *Manager) changesOf(ctx context.Context, s *session, run string) ([]plan.Change, error) {
	if run != "" {
		full, err := m.fullRun(ctx, s, run, &s.lastViewed)
		if err != nil {
			return nil, err
		}
		return full.Changes, nil
	}
	r := m.resultOf(s)
	if r == nil {
		return nil, noTest()
	}
	return r.plan.file.Changes, nil
}

// LeftOut returns a page of entries that are left out or held, and of what else
// is to be known.
func (p *Plans) LeftOut(q WarningQuery) (LeftOutPage, error) {
	return withResult(p.manager, func(r *result) (LeftOutPage, error) { return r.plan.leftOut(q), nil })
}

// ByHand returns a page of what somebody changed in the organization. The part
// of the query says nothing.
func (p *Plans) ByHand(q PlanQuery) (DriftPage, error) {
	return withResult(p.manager, func(r *result) (DriftPage, error) { return r.plan.byHand(q), nil })
}

// Counts says how many of each part match a search.
func (p *Plans) Counts(q PlanSearch) (PlanCounts, error) {
	return withResult(p.manager, func(r *result) (PlanCounts, error) { return r.counts(q.Search), nil })
}

// Open shows a saved plan in place of the last test. What this profile may not
// apply is refused.
func (p *Plans) Open(o OpenPlan) error {
	_, err := call(p.manager, func(ctx context.Context, s *session) (struct{}, error) {
		f, err := app.NewPlanner(s.app).Read(strings.NewReader(o.Content))
		if err != nil {
			return struct{}{}, err
		}
		input, err := p.manager.testInputOf(ctx, s, &Draft{})
		if err != nil {
			return struct{}{}, err
		}
		input.at = f.Made.Add(time.Second) // it has whole seconds
		return struct{}{}, p.manager.showPlan(s, o.Name, f, input)
	})
	p.manager.events.stateChanged()
	return err
}

// showPlan shows a plan, unless a test is at it.
func (m *Manager) showPlan(s *session, name string, f *plan.File, input testInput) error {
	shown := newResult(&app.Preview{Plan: &f.Plan}, f)
	shown.shown.File, shown.shown.JobID, shown.input = name, f.Digest, input
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := s.conflict(kindTest); err != nil {
		return err
	}
	// What a test of the same settings read is still so; the file does not tell.
	if before := s.result; before != nil && before.input.settings == input.settings {
		shown.input.read = before.input.read
	}
	s.result, s.findings[kindTest], s.differences = shown, f.Findings, nil
	return nil
}

// Differences returns a page of where the last plan that was to be applied no
// longer held.
func (p *Plans) Differences(q DifferenceQuery) (DifferencePage, error) {
	return call(p.manager, func(_ context.Context, s *session) (DifferencePage, error) {
		p.manager.mu.Lock()
		list := s.differences
		p.manager.mu.Unlock()
		return differencesOf(list, q), nil
	})
}
