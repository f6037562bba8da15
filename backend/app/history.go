package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
)

// History returns runs, newest first, without their lists.
func (a *App) History(ctx context.Context, offset, limit int) ([]Run, error) {
	runs, _, err := a.HistoryPage(ctx, HistoryQuery{Offset: offset, Limit: limit})
	return runs, err
}

// A HistoryQuery asks for a page of the history.
type HistoryQuery struct {
	// Result limits it to runs that ended so, e.g. "failed"; empty: all.
	Result string
	// Offset runs are left out, up to Limit returned.
	Offset, Limit int
}

// HistoryPage returns a page of runs, newest first, without their lists, and
// how many runs match.
func (a *App) HistoryPage(ctx context.Context, q HistoryQuery) (runs []Run, total int, err error) {
	return a.store.RunsPage(ctx, organization.Result(q.Result), max(q.Offset, 0), max(q.Limit, 0))
}

// Counts returns the numbers of the runs that started at since or later,
// oldest first.
func (a *App) Counts(ctx context.Context, since time.Time) ([]RunCounts, error) {
	counts, err := a.store.Counts(ctx, since)
	if counts == nil {
		counts = []RunCounts{}
	}
	return counts, err
}

// ErrNoRun: the history has no run with that id, or has it no more.
var ErrNoRun = errors.New("the history has no such run")

// HistoryRun returns one run with all its details; ErrNoRun where there is
// none.
func (a *App) HistoryRun(ctx context.Context, id string) (Run, error) {
	run, err := a.store.Run(ctx, id)
	switch {
	case errors.Is(err, store.ErrNoRun):
		return run, fmt.Errorf("%w: %q", ErrNoRun, id)
	case err != nil:
		return run, fmt.Errorf("run %s: %w", id, err)
	}
	return run, nil
}

// runID names a run by its moment, as the syncer does.
func runID(t time.Time) string { return t.UTC().Format(organization.RunIDFormat) }
