package bridge

import (
	"errors"
	"fmt"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

// acquire returns the session that the pages are on. Nobody closes it before
// release.
func (m *Manager) acquire() (s *session, release func(), err error) {
	if err := m.beginWork(); err != nil {
		return nil, nil, err
	}
	for {
		name := m.Profile()
		s, err := m.open(name)
		switch {
		case err != nil && name != m.Profile(): // it was renamed or deleted meanwhile
			continue
		case err != nil:
			m.work.Done()
			return nil, nil, err
		}
		s.inUse.RLock()
		if !s.closed {
			m.replaceProfile(name, s.name)
			return s, func() {
				s.inUse.RUnlock()
				m.work.Done()
			}, nil
		}
		s.inUse.RUnlock()
	}
}

// replaceProfile brings pages that are on one profile to another.
func (m *Manager) replaceProfile(name, to string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.current == name {
		m.current = to
	}
}

// setProfile brings the pages to another profile.
func (m *Manager) setProfile(name string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.current = name
}

// find returns the session of a profile; nil where it was not opened.
func (m *Manager) find(name string) *session {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.sessions[name]
}

// open returns the session of a profile, and opens it where that was not done.
func (m *Manager) open(name string) (*session, error) {
	if s := m.find(name); s != nil {
		return s, nil
	}
	m.opening.Lock()
	defer m.opening.Unlock()
	if s := m.find(name); s != nil {
		return s, nil
	}
	s := &session{results: results{jobs: map[string]*job{}, findings: map[string][]plan.Finding{}}}
	o := m.opts.App
	o.Profile = name
	o.Notice = func(text string) { m.addNotice(s, text) }
	o.Console = m.events.console(o.Console)
	var err error
	if s.app, err = app.Open(o); err != nil {
		return nil, err
	}
	s.name = s.app.Profile()
	if open := m.find(s.name); open != nil { // it was named in another case
		return open, s.app.Close()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return nil, errors.Join(errClosed, s.app.Close())
	}
	m.sessions[s.name] = s
	return s, nil
}

// closeSession closes a profile's session, so that its folder can be changed,
// and keeps others from opening one until unlock. It fails while the profile is
// at work.
func (m *Manager) closeSession(name string) (s *session, unlock func(), err error) {
	if s, err = m.startClosing(name); err != nil {
		return nil, nil, err
	}
	if s == nil {
		m.opening.Lock()
		if m.find(name) == nil {
			return nil, m.opening.Unlock, nil
		}
		m.opening.Unlock() // somebody opened it in this moment
		return m.closeSession(name)
	}
	// In this order: a call that is inside may be about to open another profile.
	s.inUse.Lock()
	defer s.inUse.Unlock()
	m.opening.Lock()
	s.closed = true
	m.mu.Lock()
	delete(m.sessions, name)
	m.mu.Unlock()
	if err := s.app.Close(); err != nil {
		m.opening.Unlock()
		return nil, nil, err
	}
	return s, m.opening.Unlock, nil
}

// startClosing keeps jobs from beginning in a profile, whose session is nil
// where it was not opened.
func (m *Manager) startClosing(name string) (*session, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.sessions[name]
	if s == nil {
		return nil, nil //nolint:nilnil // it was not opened, and that is no error
	}
	if what := s.activity(); what != "" {
		return nil, directory.WithHint(fmt.Errorf("profile %q: %w: %s", name, app.ErrProfileBusy, what), "Wait until that has ended, or end it.")
	}
	if s.closing {
		return nil, fmt.Errorf("profile %q: %w", name, app.ErrProfileBusy)
	}
	s.closing = true
	return s, nil
}
