package bridge

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"directoryconnector/backend/app"
)

func (m *Manager) profiles() app.Profiles { return app.Profiles{DataDir: m.opts.App.DataDir} }

// UseProfile brings the pages to another profile. What runs goes on.
func (b *Bridge) UseProfile(name string) error {
	return update(b, func(context.Context, *session) error { return b.manager.useProfile(name) })
}

func (m *Manager) useProfile(name string) error {
	s, err := m.open(name)
	if err != nil {
		return err
	}
	m.setProfile(s.name)
	return nil
}

// CreateProfile makes an empty profile and brings the pages to it.
func (b *Bridge) CreateProfile(name string) error {
	return update(b, func(context.Context, *session) error {
		if err := b.manager.profiles().Create(name); err != nil {
			return err
		}
		return b.manager.useProfile(name)
	})
}

// RenameProfile gives a profile another name.
func (b *Bridge) RenameProfile(r RenameRequest) error {
	return b.manager.changeProfile(r.From, true, func(_ context.Context, from string) (string, error) {
		if err := b.manager.profiles().Rename(from, r.To); err != nil {
			return from, err
		}
		return r.To, nil
	})
}

// DeleteProfile removes a profile with its settings, secrets, cache and
// history.
func (b *Bridge) DeleteProfile(name string) error {
	var notices []string
	err := b.manager.changeProfile(name, false, func(ctx context.Context, name string) (string, error) {
		o := b.manager.opts.App
		o.Notice = func(text string) { notices = append(notices, text) }
		if err := b.manager.profiles().Delete(ctx, name, o); err != nil {
			return name, err
		}
		return app.DefaultProfile, nil
	})
	for _, text := range notices { // the pages are on another profile now
		_ = update(b, func(_ context.Context, s *session) error {
			b.manager.addNotice(s, text)
			return nil
		})
	}
	return err
}

// changeProfile closes a profile and lets change rename or delete its folder.
// Pages that are on it come to the one that change returns, which remembers
// the jobs and the last test where it is the same one.
func (m *Manager) changeProfile(name string, same bool, change func(ctx context.Context, name string) (now string, err error)) error {
	err := m.beginWork()
	if err == nil {
		defer m.work.Done()
		ctx, cancel := context.WithTimeout(m.ctx, callTimeout)
		defer cancel()
		err = m.changeClosed(ctx, name, same, change)
		m.events.stateChanged()
	}
	if err != nil {
		return &Error{Explain(err), err}
	}
	return nil
}

func (m *Manager) changeClosed(ctx context.Context, name string, same bool, change func(context.Context, string) (string, error)) (err error) {
	defer func() { // as call does
		if fault := recover(); fault != nil {
			err = app.Fault(m.Log(), fault)
		}
	}()
	names, err := m.profiles().Names()
	if err != nil {
		return err
	}
	name, _ = app.Spelling(names, name)
	old, unlock, err := m.closeSession(name)
	if err != nil {
		return err
	}
	now, err := func() (string, error) {
		defer unlock() // in a panic too, or no profile could be opened any more
		now, err := change(ctx, name)
		if m.Profile() == name && now != name {
			m.setProfile(now)
		}
		return now, err
	}()
	if old == nil || !same && err == nil {
		return err
	}
	s, openErr := m.open(now)
	if openErr == nil {
		m.mu.Lock()
		s.inherit(old)
		m.mu.Unlock()
	}
	return errors.Join(err, openErr)
}

// errMissing: another program renamed or deleted the profile.
var errMissing = errors.New("another program has renamed or deleted it")

// isMissing tells whether the folder of a profile is there no more. The default
// profile needs none.
func (s *session) isMissing() bool {
	_, err := os.Stat(s.app.Dir())
	return errors.Is(err, fs.ErrNotExist) && !strings.EqualFold(s.name, app.DefaultProfile)
}

// closeMissing closes the profile that the pages are on, whose folder is there
// no more, and brings them to the default one.
func (m *Manager) closeMissing() error {
	if err := m.beginWork(); err != nil {
		return err
	}
	defer m.work.Done()
	m.mu.Lock()
	name, s := m.current, m.sessions[m.current]
	m.mu.Unlock()
	if s == nil || !s.isMissing() {
		return nil // another page has left it already
	}
	_, unlock, err := m.closeSession(name)
	if err != nil {
		return err
	}
	m.replaceProfile(name, app.DefaultProfile)
	unlock()
	s, err = m.open(m.Profile())
	if err == nil {
		m.addNotice(s, fmt.Sprintf("Profile %s: %v.", name, errMissing))
	}
	return err
}
