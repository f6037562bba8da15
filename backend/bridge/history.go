package bridge

import (
	"context"
	"slices"
	"strings"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// runOf is a run without its lists.
func runOf(s *session, r *organization.Run) Run {
	counts := Counts(r.Counts)
	counts.Warnings = max(counts.Warnings, len(r.Warnings))
	run := Run{
		ID: r.ID, Trigger: string(r.Trigger), Task: string(r.Task), Planned: r.Plan != "", Start: moment(r.Start), End: moment(r.End),
		Milliseconds: int(r.End.Sub(r.Start).Milliseconds()), Result: string(r.Result), Error: problemOfRun(s, r),
		CompleteRead: r.CompleteRead, FullSend: r.FullSend, Unlisted: r.Unlisted,
		Counts: counts,
	}
	if r.Only != nil {
		run.Only = new(refOf(plan.Ref{ExternalID: r.Only.ExternalID, Name: r.Only.Name}))
	}
	return run
}

func runsOf(s *session, runs []organization.Run) []Run {
	return each(runs, func(r organization.Run) Run { return runOf(s, &r) })
}

// problemOfRun is the error that the history keeps; null for none.
func problemOfRun(s *session, r *organization.Run) *Problem {
	if r.Error == "" {
		return nil
	}
	code := app.Code(r.ErrorCode)
	hint, hintCode := hintOf(code, r.Hint, code == app.CodeGuard)
	return &Problem{
		Code: r.ErrorCode, Message: s.shown(r.Error), Hint: s.shown(hint), HintCode: hintCode,
		Fields: []FieldProblem{}, Findings: findingsOf(r.Stops),
	}
}

// History returns a page of runs, newest first.
func (b *Bridge) History(q HistoryQuery) (HistoryPage, error) {
	return call(b.manager, func(ctx context.Context, s *session) (HistoryPage, error) {
		_, limit := bounds(q.Offset, q.Limit)
		runs, total, err := s.app.History().Page(ctx, app.HistoryQuery{Result: q.Result, Offset: max(q.Offset, 0), Limit: limit})
		return HistoryPage{Total: total, Items: runsOf(s, runs)}, err
	})
}

// HistoryRun returns one run with a page of its lists.
func (b *Bridge) HistoryRun(q RunQuery) (RunDetails, error) {
	return call(b.manager, func(ctx context.Context, s *session) (RunDetails, error) {
		run, err := b.manager.fullRun(ctx, s, q.ID, &s.lastViewed)
		if err != nil {
			return RunDetails{}, err
		}
		search := searched(q.Search)
		changes := make([]int, 0, len(run.Changes))
		for i := range run.Changes {
			if changeHas(&run.Changes[i], search) {
				changes = append(changes, i)
			}
		}
		named := each(page(changes, q.Offset, q.Limit), func(at int) NamedChange { return namedChange(at, &run.Changes[at]) })
		warnings := those(run.Warnings, func(w directory.Warning) bool { return contains(search, w.Entry, w.Text) })
		drift := those(run.Drift, func(d plan.Drift) bool { return driftHas(&d, search) })
		return RunDetails{
			Run: runOf(s, run), MissingGroups: visibles(run.MissingGroups), Postponed: postponedOf(run.Postponed),
			ChangesTotal: len(changes), Changes: named,
			WarningsTotal: len(warnings), Warnings: each(page(warnings, q.Offset, q.Limit), warningOf),
			DriftTotal: len(drift), Drift: driftItems(page(drift, q.Offset, q.Limit)),
		}, nil
	})
}

// contains tells whether one of the texts holds a search that is in lower case.
func contains(search string, in ...string) bool {
	return search == "" || slices.ContainsFunc(in, func(text string) bool { return strings.Contains(app.Plain(text), search) })
}

// Counts returns the numbers of runs, oldest first.
func (b *Bridge) Counts(q CountsQuery) ([]RunCounts, error) {
	return call(b.manager, func(ctx context.Context, s *session) ([]RunCounts, error) {
		since, err := parseMoment("since", q.Since)
		if err != nil {
			return nil, err
		}
		runs, err := s.app.History().Counts(ctx, since)
		points := make([]RunCounts, len(runs))
		for i, r := range runs {
			c := r.Counts
			points[i] = RunCounts{
				Time: r.Start.Unix(), Users: c.Users, Groups: c.Groups,
				Added: c.UsersAdded + c.GroupsAdded, Changed: c.UsersChanged + c.GroupsChanged, Removed: c.UsersRemoved - c.UsersRevoked, Revoked: c.UsersRevoked,
			}
			if r.Result != "done" {
				// What it read is not what the organization has come to.
				points[i].Users, points[i].Groups = 0, 0
			}
		}
		return points, err
	})
}

// parseMoment reads RFC 3339; empty is the zero time.
func parseMoment(what, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return at, config.Problem{Key: what, Text: "is not a moment", Example: "2006-01-02T15:04:05Z"}
	}
	return at, nil
}
