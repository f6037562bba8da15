package bridge

import (
	"context"
	"errors"
	"fmt"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

// errNoTest: there is no result to look at.
var errNoTest = errors.New("there was no test yet")

func noTest() error { return directory.WithHint(errNoTest, "Press Test Now on the dashboard.") }

// TestResult returns the result of the last test of this profile, null where
// there is none.
func (b *Bridge) TestResult() (*TestResult, error) {
	return call(b.manager, func(_ context.Context, s *session) (*TestResult, error) {
		r := b.manager.resultOf(s)
		if r == nil {
			return nil, nil //nolint:nilnil // null is what the page reads as "none yet"
		}
		shown := r.shown
		shown.Missing, shown.Seats, shown.Stop = missingOf(r.plan.file.Missing), seatsOf(r.plan.file.Seats), findingsOf(r.plan.file.Findings)
		shown.Postponed = postponedOf(r.plan.file.Postponed)
		return &shown, nil
	})
}

// postponedOf is what waits, as far as a page shows it.
func postponedOf(p *plan.Postponed) *Postponed {
	if p == nil || len(p.Changes) == 0 {
		return nil
	}
	shown := each(p.Changes[:min(mostEntries, len(p.Changes))], func(c plan.Change) NamedChange { return namedChange(-1, &c) })
	return &Postponed{Until: moment(p.Until()), Changes: shown, Total: len(p.Changes)}
}

func (m *Manager) resultOf(s *session) *result {
	m.mu.Lock()
	defer m.mu.Unlock()
	return s.result
}

// withResult does the work of a call about the last test.
func withResult[T any](m *Manager, work func(r *result) (T, error)) (T, error) {
	return call(m, func(_ context.Context, s *session) (T, error) {
		r := m.resultOf(s)
		if r == nil {
			var none T
			return none, noTest()
		}
		return work(r)
	})
}

// TestUsers returns a page of its users.
func (b *Bridge) TestUsers(q UserQuery) (UserPage, error) {
	return withResult(b.manager, func(r *result) (UserPage, error) {
		list, known := r.users[q.List]
		if !known {
			return UserPage{}, config.Problem{Key: "list", Text: fmt.Sprintf("%q is no list of users", q.List), Example: listEnabled}
		}
		items, total := list.search(q.Search, q.Offset, q.Limit)
		return UserPage{Total: total, Items: items}, nil
	})
}

// TestGroups returns a page of its groups.
func (b *Bridge) TestGroups(q GroupQuery) (GroupPage, error) {
	return withResult(b.manager, func(r *result) (GroupPage, error) {
		list := &r.groups
		if q.Roots {
			list = &r.roots
		}
		items, total := list.search(q.Search, q.Offset, q.Limit)
		return GroupPage{Total: total, Items: items}, nil
	})
}

// TestGroup returns what is in one of its groups.
func (b *Bridge) TestGroup(q GroupMembersQuery) (GroupMembers, error) {
	return withResult(b.manager, func(r *result) (GroupMembers, error) {
		at, known := r.groupAt[q.ExternalID]
		if !known {
			return GroupMembers{}, directory.WithHint(fmt.Errorf("the test has no group %q", q.ExternalID), "Test again: it may be older than the list.")
		}
		m := GroupMembers{Nested: r.nestedIn(at)}
		m.Items, m.Total = r.membersOf(at, q.Direct).search(q.Search, q.Offset, q.Limit)
		return m, nil
	})
}

func warningOf(w directory.Warning) Warning {
	return Warning{Code: string(w.Code), Key: w.Entry, Entry: directory.Visible(w.Entry), Text: directory.Visible(w.Text)}
}

// An index is a list that can be searched: keys are what is searched in, plain,
// prepared once.
type index[T any] struct {
	items []T
	keys  []string
}

// newIndex takes over a list in its order.
func newIndex[T any](items []T, key func(*T) string) index[T] {
	x := index[T]{items: items, keys: make([]string, len(items))}
	for i := range items {
		x.keys[i] = app.Plain(key(&items[i]))
	}
	return x
}

// search returns a page of what has all words of a text, and how many do.
func (x *index[T]) search(text string, offset, limit int) (items []T, total int) {
	words := app.Words(text)
	if len(words) == 0 {
		return page(x.items, offset, limit), len(x.items)
	}
	offset, limit = bounds(offset, limit)
	items = []T{}
	for i, key := range x.keys {
		if !app.HasWords(key, words) {
			continue
		}
		if total >= offset && len(items) < limit {
			items = append(items, x.items[i])
		}
		total++
	}
	return items, total
}
