package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"directoryconnector/backend/internal/filelock"
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
	if err := a.endInterrupted(ctx); err != nil {
		return nil, 0, err
	}
	return a.store.RunsPage(ctx, organization.Result(q.Result), max(q.Offset, 0), max(q.Limit, 0))
}

// endInterrupted puts a run that died at work into the history, unless one is
// at work. Who may not write sees the history without it.
func (a *App) endInterrupted(ctx context.Context) error {
	held, err := filelock.Holder(a.lockPath())
	if err != nil || held != nil {
		return err
	}
	if err := a.store.EndInterrupted(ctx); err != nil {
		if ctx.Err() != nil {
			return err
		}
		a.log.Debug("history not completed", "error", err)
	}
	return nil
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
	if err := a.endInterrupted(ctx); err != nil {
		return Run{}, err
	}
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
