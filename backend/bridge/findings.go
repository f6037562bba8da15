package bridge

import (
	"context"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

// Findings returns a page of what a guard found in the last test or sync; after
// a start of the program, in the last run of the history.
func (b *Bridge) Findings(q FindingQuery) (FindingPage, error) {
	return call(b.manager, func(ctx context.Context, s *session) (FindingPage, error) {
		list, err := b.manager.findings(ctx, s, q.Kind)
		if err != nil {
			return FindingPage{}, err
		}
		names, err := b.manager.namesOf(ctx, s)
		if err != nil {
			return FindingPage{}, err
		}
		search, called, found := searched(q.Search), names.called(), []FindingEntry{}
		for i := range list {
			f := &list[i]
			if q.Guard != "" && string(f.Guard) != q.Guard {
				continue
			}
			for _, entry := range entriesOf(f, len(f.Entries)) {
				if f.Kind() == plan.User {
					entry.Called = called[directory.Visible(entry.Key)]
				}
				if contains(search, entry.Text, entry.Called) {
					found = append(found, entry)
				}
			}
		}
		return FindingPage{Total: len(found), Items: page(found, q.Offset, q.Limit)}, nil
	})
}

func (m *Manager) findings(ctx context.Context, s *session, kind string) ([]plan.Finding, error) {
	m.mu.Lock()
	list, known := s.findings[kind]
	m.mu.Unlock()
	if known || kind != kindSync {
		return list, nil
	}
	runs, err := s.app.History().Runs(ctx, 0, 1)
	if err != nil || len(runs) == 0 || string(runs[0].Result) != stateStopped {
		return nil, err
	}
	run, err := m.stoppedRun(ctx, s, runs[0].ID)
	if err != nil {
		return nil, err
	}
	return run.Stops, nil
}
