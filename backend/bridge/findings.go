package bridge

import (
	"context"
	"strings"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
)

// Findings returns a page of what a guard found in the last test or sync; after
// a start of the program, in the last run of the history.
func (b *Bridge) Findings(q FindingQuery) (FindingPage, error) {
	return call(b.manager, func(ctx context.Context, s *session) (FindingPage, error) {
		list, err := b.manager.findings(ctx, s, q.Kind)
		if err != nil {
			return FindingPage{}, err
		}
		search := strings.ToLower(q.Search)
		found := []string{}
		for _, f := range list {
			if q.Guard != "" && string(f.Guard) != q.Guard {
				continue
			}
			for _, entry := range f.Entries {
				entry = directory.Visible(entry)
				if contains(search, entry) {
					found = append(found, entry)
				}
			}
		}
		return FindingPage{Total: len(found), Items: page(found, q.Offset, q.Limit)}, nil
	})
}

func (m *Manager) findings(ctx context.Context, s *session, kind string) ([]app.Finding, error) {
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
