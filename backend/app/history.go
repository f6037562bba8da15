package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/filelock"
	"directoryconnector/backend/internal/redact"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

// A History holds the runs of a profile.
type History struct {
	store  *store.Store
	lock   string // the path of the lock that a run at work holds
	log    *slog.Logger
	redact *redact.Redactor
	place  words.Place // for commands in the log
}

// History returns the history of the profile.
func (a *App) History() History {
	return History{store: a.store, lock: a.lockPath(), log: a.log, redact: a.redact, place: a.opts.Place()}
}

// Runs returns runs, newest first, without their lists.
func (h History) Runs(ctx context.Context, offset, limit int) ([]organization.Run, error) {
	runs, _, err := h.Page(ctx, HistoryQuery{Offset: offset, Limit: limit})
	return runs, err
}

// A HistoryQuery asks for a page of the history.
type HistoryQuery struct {
	// Result limits it to runs that ended so, e.g. "failed"; empty: all.
	Result string
	// Offset runs are left out, up to Limit returned.
	Offset, Limit int
}

// Page returns a page of runs, newest first, without their lists, and
// how many runs match.
func (h History) Page(ctx context.Context, q HistoryQuery) (runs []organization.Run, total int, err error) {
	if err := h.endInterrupted(ctx); err != nil {
		return nil, 0, err
	}
	return h.store.RunsPage(ctx, organization.Result(q.Result), max(q.Offset, 0), max(q.Limit, 0))
}

// endInterrupted puts a run that died at work into the history, unless one is
// at work. Who may not write sees the history without it.
func (h History) endInterrupted(ctx context.Context) error {
	var lock error
	err := h.store.EndInterrupted(ctx, func() (atWork bool, err error) {
		held, err := filelock.Holder(h.lock)
		lock = err
		return held != nil, err
	})
	switch {
	case lock != nil:
		return lock
	case err != nil && ctx.Err() != nil:
		return err
	case err != nil:
		h.log.Debug("history not completed", "error", err)
	}
	return nil
}

// Counts returns the numbers of the runs that started at since or later,
// oldest first.
func (h History) Counts(ctx context.Context, since time.Time) ([]store.RunCounts, error) {
	counts, err := h.store.Counts(ctx, since)
	return plan.OrEmpty(counts), err
}

// Known tells the names of all people and groups that the sync cache knows, or
// knew: an email or a name, and the external id.
func (h History) Known(ctx context.Context, visit func(kind plan.Kind, id, name string) error) error {
	return h.store.Names(ctx, func(n store.KnownName) error { return visit(n.Kind, n.ExternalID, cmp.Or(n.Name, n.Wanted)) })
}

// Read tells the users that the directory had when it was read for a sync the
// last time: an external id, an email and a name.
func (h History) Read(ctx context.Context, visit func(id, email, name string)) error {
	return h.store.SnapshotUsers(ctx, func(u directory.User) { visit(u.ExternalID, u.Email, u.Name) })
}

// ErrNoRun: the history has no run with that id, or has it no more.
var ErrNoRun = errors.New("the history has no such run")

// Run returns one run with all its details; ErrNoRun where there is
// none.
func (h History) Run(ctx context.Context, id string) (organization.Run, error) {
	if err := h.endInterrupted(ctx); err != nil {
		return organization.Run{}, err
	}
	run, err := h.store.Run(ctx, id)
	switch {
	case errors.Is(err, store.ErrNoRun):
		return run, fmt.Errorf("%w: %q", ErrNoRun, id)
	case err != nil:
		return run, fmt.Errorf("run %s: %w", id, err)
	}
	return run, nil
}

// record writes a run into the history, whatever became of it, also when ctx
// was cancelled.
func (h History) record(ctx context.Context, run *organization.Run, err error) error {
	log := h.log
	if run.Task != "" {
		log = log.With("task", run.Task)
	}
	if err != nil {
		problem := Describe(err)
		run.Error, run.Hint, run.ErrorCode = h.redact.Text(problem.Message), h.redact.Text(problem.Hint), string(problem.Code)
		run.Stops = problem.Findings
		log.Error("sync ended", "result", run.Result, "error", h.loggable(ctx, h.place.In(problem.Message)), "duration", run.End.Sub(run.Start))
	} else {
		log.Info("sync ended", "result", run.Result, "users", run.Counts.Users, "groups", run.Counts.Groups,
			"added", run.Counts.UsersAdded, "changed", run.Counts.UsersChanged, "removed", run.Counts.UsersRemoved,
			"warnings", len(run.Warnings), "requests", run.Counts.Requests, "duration", run.End.Sub(run.Start))
	}
	h.logWarnings(ctx, run)
	if historyErr := h.store.AppendRun(context.WithoutCancel(ctx), *run); historyErr != nil {
		return errors.Join(err, fmt.Errorf("write the history: %w", historyErr))
	}
	return err
}

// mostLogged is how many warnings of a run go into the log; the history has all.
const mostLogged = 50

// logWarnings tells who was left out, for those who watch the log only.
func (h History) logWarnings(ctx context.Context, run *organization.Run) {
	for i, w := range run.Warnings {
		if i == mostLogged {
			h.log.Warn("more warnings in the history", "run", run.ID, "warnings", len(run.Warnings))
			return
		}
		h.log.Warn("entry", "code", w.Code, "entry", h.loggable(ctx, w.Entry), "text", h.loggable(ctx, h.place.In(w.Text)))
	}
}

// loggable is a text for people as the log may have it, which has addresses at
// level debug only. The history keeps the whole text.
func (h History) loggable(ctx context.Context, text string) string {
	if h.log.Enabled(ctx, slog.LevelDebug) {
		return text
	}
	return email.ReplaceAllString(text, "<email>")
}

// email recognizes addresses in a text for people.
var email = regexp.MustCompile(`[^\s<>"'(),;:|=]+@[^\s<>"'(),;:|=]+`)
