package bridge

import (
	"context"
	"strings"

	"directoryconnector/backend/app"
)

// Findings returns a page of what a guard found in the last test or sync; after
// a start of the program, in the last run of the history.
func (b *Bridge) Findings(q FindingQuery) (FindingPage, error) {
	return ask(b, func(ctx context.Context, t *tray) (FindingPage, error) {
		list, err := b.desk.findings(ctx, t, q.Kind)
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
				if contains(search, entry) {
					found = append(found, entry)
				}
			}
		}
		return FindingPage{Total: len(found), Items: page(found, q.Offset, q.Limit)}, nil
	})
}

func (d *Desk) findings(ctx context.Context, t *tray, kind string) ([]app.Finding, error) {
	d.mu.Lock()
	list, known := t.findings[kind]
	d.mu.Unlock()
	if known || kind != kindSync {
		return list, nil
	}
	runs, err := t.app.History(ctx, 0, 1)
	if err != nil || len(runs) == 0 || string(runs[0].Result) != stateStopped {
		return nil, err
	}
	run, err := d.stoppedRun(ctx, t, runs[0].ID)
	if err != nil {
		return nil, err
	}
	return findingsOfRun(run), nil
}
