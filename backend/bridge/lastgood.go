package bridge

import (
	"context"
	"fmt"

	"directoryconnector/backend/app"
	"directoryconnector/backend/organization"
)

// LastGood returns the last sync of everybody that was done, beside what there
// would be now: what has changed since tells a mistake from what is meant. Null
// where there was none, and beside a saved plan, which counts nobody.
func (p *Plans) LastGood(q GoodQuery) (*LastGood, error) {
	return call(p.manager, func(ctx context.Context, s *session) (*LastGood, error) {
		now, known, err := p.manager.countsNow(ctx, s, q.Kind)
		if err != nil || !known {
			return nil, err
		}
		runs, _, err := s.app.History().Page(ctx, app.HistoryQuery{Result: stateDone, Limit: mostLookedAt})
		if err != nil {
			return nil, fmt.Errorf("read the history: %w", err)
		}
		changed, err := s.app.Config().ChangedSinceSync(ctx)
		if err != nil {
			return nil, err
		}
		for i := range runs {
			// Of one person, or no sync at all: it says nothing of everybody.
			if run := &runs[i]; run.Only == nil && run.Task == "" {
				return &LastGood{
					Run: run.ID, Time: moment(run.Start), Users: run.Counts.Users, Groups: run.Counts.Groups,
					UsersNow: now.Users, GroupsNow: now.Groups, Settings: changed,
				}, nil
			}
		}
		return nil, nil //nolint:nilnil // there was none, and that is no error
	})
}

// mostLookedAt is how many runs are looked through for a sync of everybody.
const mostLookedAt = 50

// countsNow is how many the plan leads to, or the last sync was to.
func (m *Manager) countsNow(ctx context.Context, s *session, kind string) (now organization.Counts, known bool, err error) {
	if kind == kindSync {
		runs, err := s.app.History().Runs(ctx, 0, 1)
		if err != nil || len(runs) == 0 {
			return now, false, err
		}
		return runs[0].Counts, true, nil
	}
	r := m.resultOf(s)
	if r == nil || r.shown.File != "" {
		return now, false, nil
	}
	return r.preview.Counts, true, nil
}
