package bridge

import (
	"context"
	"errors"
	"strings"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/organization"
)

const (
	// theirsAge is how long the organization is not asked again, retryAge where
	// it gave no answer.
	theirsAge, retryAge = 10 * time.Minute, time.Minute
	// theirsTimeout is how long it may take.
	theirsTimeout = time.Minute
)

// theirs are members whom neither directory nor syncs know, as the organization
// told last.
type theirs struct {
	list   []organization.NamedMember
	until  time.Time
	asking bool
}

// has tells whether one of them is called so.
func (t *theirs) has(who string) bool {
	who = strings.TrimSpace(who)
	words := app.Words(who)
	for i := range t.list {
		m := &t.list[i]
		if strings.EqualFold(m.Email, who) || m.ExternalID != "" && m.ExternalID == who || len(words) > 0 && app.HasWords(app.Plain(m.Name), words) {
			return true
		}
	}
	return false
}

// askOrganization asks who is in it whom nobody else knows, now and then. What it
// can't tell is found by those who look for it.
func (m *Manager) askOrganization(ctx context.Context, s *session, known *names) {
	now := m.opts.App.Now()
	m.mu.Lock()
	if s.theirs.asking || now.Before(s.theirs.until) {
		m.mu.Unlock()
		return
	}
	s.theirs.asking = true
	m.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, theirsTimeout)
	defer cancel()
	ids, emails := known.sets()
	list, err := s.app.Explainer().NamedMembers(ctx, func(n *organization.NamedMember) bool {
		return !emails[n.Email] && (n.ExternalID == "" || !ids[n.ExternalID])
	})
	m.mu.Lock()
	defer m.mu.Unlock()
	s.theirs.asking = false
	if err != nil {
		s.theirs.until = now.Add(retryAge)
		if errors.Is(err, app.ErrNotLoggedIn) {
			s.theirs.list, s.names = nil, nil
		}
		return
	}
	s.theirs.list, s.theirs.until, s.names = list, now.Add(theirsAge), nil
}

// sets are the external ids and the emails of people, without those whom the
// organization told.
func (n *names) sets() (ids, emails map[string]bool) {
	told := make(map[string]bool, len(n.theirs))
	for i := range n.theirs {
		told[n.theirs[i].Email] = true
	}
	ids, emails = make(map[string]bool, len(n.list.items)), make(map[string]bool, len(n.list.items))
	for i := range n.list.items {
		f := &n.list.items[i]
		if email := strings.ToLower(f.Ref.Name); !told[email] {
			ids[f.Ref.Key], emails[email] = true, true
		}
	}
	return ids, emails
}
