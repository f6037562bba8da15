package bridge

import (
	"context"
	"errors"
	"slices"
	"sync"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

// People is what pages call about one person or one group.
type People struct{ manager *Manager }

// Explain starts a look at what becomes of one person or group. It takes the
// place of one that runs.
func (p *People) Explain(r ExplainRequest) (Job, error) {
	return call(p.manager, func(_ context.Context, s *session) (Job, error) {
		p.manager.endExplain(s)
		return p.manager.startJob(s, Job{Kind: kindExplain}, func(ctx context.Context, j *job) error {
			return p.manager.explain(ctx, s, j, r)
		})
	})
}

// endExplain cancels the look that runs, which nobody waits for any more.
func (m *Manager) endExplain(s *session) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if j := s.jobs[kindExplain]; j != nil && j.shown.State == stateRunning {
		j.cancel()
		delete(s.jobs, kindExplain)
	}
}

// mostExplained is how many answers are kept for their lists.
const mostExplained = 8

func (m *Manager) explain(ctx context.Context, s *session, j *job, r ExplainRequest) error {
	ask := func(cached bool) (*app.Explained, error) {
		return s.app.Explainer().Explain(ctx, app.ExplainRequest{Who: r.Who, Kind: plan.Kind(r.Kind), Cached: cached, OnProgress: m.progress(j)})
	}
	m.mu.Lock()
	cached := !r.Now && !s.theirs.has(r.Who) // what is kept knows nothing of them
	shown := s.result
	m.mu.Unlock()
	found, err := ask(cached)
	if cached && (errors.Is(err, app.ErrNothingCached) || shown.knowsMore(r.Who, found, err)) {
		cached = false
		found, err = ask(cached)
	}
	if err != nil {
		return err
	}
	answer := newExplained(j.shown.ID, r.Who, cached, found)
	m.mu.Lock()
	defer m.mu.Unlock()
	s.explained = append(s.explained, answer)
	s.explained = s.explained[max(0, len(s.explained)-mostExplained):]
	return nil
}

// An explained is an answer that is kept for its lists.
type explained struct {
	job, who string
	cached   bool
	found    *app.Explained
	// inside are the members of a group, ready to be searched; made when asked.
	inside func() *index[GroupMember]
}

// newExplained keeps an answer.
func newExplained(job, who string, cached bool, found *app.Explained) *explained {
	return &explained{job: job, who: who, cached: cached, found: found, inside: sync.OnceValue(func() *index[GroupMember] {
		return membersIn(found.Explanation)
	})}
}

// errNotKept: an answer that nobody has looked at for long.
var errNotKept = errors.New("that answer is not kept any more")

// withExplained does the work of a call about an answer.
func withExplained[T any](m *Manager, job string, work func(ctx context.Context, s *session, e *explained) (T, error)) (T, error) {
	return call(m, func(ctx context.Context, s *session) (T, error) {
		m.mu.Lock()
		at := slices.IndexFunc(s.explained, func(e *explained) bool { return e.job == job })
		var e *explained
		if at >= 0 {
			e = s.explained[at]
		}
		m.mu.Unlock()
		if e == nil {
			var none T
			return none, directory.WithHint(errNotKept, "Look again.")
		}
		return work(ctx, s, e)
	})
}

// Explained returns the answer of a look.
func (p *People) Explained(jobID string) (Explained, error) {
	return withExplained(p.manager, jobID, func(ctx context.Context, s *session, e *explained) (Explained, error) {
		status, err := s.app.Status(ctx)
		if err != nil {
			return Explained{}, err
		}
		settings, err := s.app.Settings(ctx)
		if err != nil {
			return Explained{}, err
		}
		shown := e.shown(&status)
		// A server that lists nobody is vaultwarden, which can only revoke.
		unlisted := status.Last != nil && status.Last.Unlisted
		if shown.Offboards = string(plan.Remove); unlisted || settings.Sync.Leavers == config.LeaversRevoke {
			shown.Offboards = string(plan.Revoke)
		}
		return shown, nil
	})
}

// Groups returns a page of the groups that hold somebody.
func (p *People) Groups(q ExplainedQuery) (MembershipPage, error) {
	return withExplained(p.manager, q.JobID, func(_ context.Context, _ *session, e *explained) (MembershipPage, error) {
		return e.groups(q), nil
	})
}

// Members returns a page of the members of a group.
func (p *People) Members(q ExplainedQuery) (GroupMemberPage, error) {
	return withExplained(p.manager, q.JobID, func(_ context.Context, _ *session, e *explained) (GroupMemberPage, error) {
		return e.members(q), nil
	})
}

// Events returns a page of what was done, newest first.
func (p *People) Events(q ExplainedQuery) (EventPage, error) {
	return withExplained(p.manager, q.JobID, func(_ context.Context, _ *session, e *explained) (EventPage, error) {
		return e.events(q), nil
	})
}

// Find returns the first people and groups whose names or external id have
// all words of a text. Without one it makes ready to find: it asks the organization
// now and then for those who are nowhere else.
func (p *People) Find(q FindQuery) (FoundPage, error) {
	return call(p.manager, func(ctx context.Context, s *session) (FoundPage, error) {
		names, err := p.manager.namesOf(ctx, s)
		if err != nil {
			return FoundPage{}, err
		}
		if searched(q.Search) == "" {
			p.manager.askOrganization(ctx, s, names)
			return FoundPage{Items: []Found{}}, nil
		}
		items, total := names.find(q.Search, q.Limit)
		return FoundPage{Total: total, Items: items}, nil
	})
}
