package bridge

import (
	"context"
	"errors"
	"fmt"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

// State returns what every page shows. It asks no server.
func (b *Bridge) State() (State, error) {
	state, err := b.state()
	if errors.Is(err, errMissing) {
		if b.manager.closeMissing() != nil {
			return state, err
		}
		return b.state()
	}
	return state, err
}

func (b *Bridge) state() (State, error) {
	return call(b.manager, func(ctx context.Context, s *session) (State, error) {
		if s.isMissing() {
			return State{}, fmt.Errorf("profile %q: %w", s.name, errMissing)
		}
		status, err := s.app.Status(ctx)
		if err != nil {
			return State{}, err
		}
		state := State{
			Version: status.Version, DataDir: status.DataDir, Profile: s.name, Directory: status.Directory,
			LastUsers: moment(status.Times.Users), LastGroups: moment(status.Times.Groups),
			Cleared: status.Cleared, Members: status.Members, Groups: status.Groups, InFlight: status.InFlight,
		}
		state.Account = Account{LoggedIn: status.LoggedIn, OrganizationID: status.Organization, OrganizationName: directory.Visible(status.OrganizationName), Server: status.Server}
		state.Untold = fieldsOf(status.Untold)
		settings, err := b.manager.addSettings(ctx, s, &state)
		if err != nil {
			return State{}, err
		}
		if status.Last != nil {
			last, err := b.manager.lastRun(ctx, s, status.Last)
			if err != nil {
				return State{}, err
			}
			state.LastRun = &last
		}
		if h := status.Holder; h != nil && !h.Own {
			state.Holder = &Holder{PID: h.PID, Since: moment(h.Since), What: h.What}
		}
		b.manager.addSession(s, &status, settings, &state)
		if text, err := s.app.Try(app.Draft{}).Unencrypted(ctx); err == nil && text != "" && status.LoggedIn {
			state.Notices = append(state.Notices, text+".")
		}
		return state, nil
	})
}

// addSettings fills in what the settings say, and returns them.
func (m *Manager) addSettings(ctx context.Context, s *session, state *State) (*config.Settings, error) {
	settings, err := s.app.Settings(ctx)
	if err != nil {
		return nil, err
	}
	state.Interval = settings.Sync.Interval
	if state.Location, err = s.app.Location(ctx); err != nil {
		return nil, err
	}
	account, err := s.app.Account(ctx)
	if err == nil {
		state.Account.ClientID = account.ClientID
	} else if !errors.Is(err, app.ErrNotLoggedIn) {
		return nil, err
	}
	err = s.app.Validate(ctx)
	state.Configured = err == nil
	if err == nil {
		err = s.app.Ready(ctx)
	}
	if err != nil {
		if ctx.Err() != nil {
			return nil, err
		}
		state.NotReady = new(s.problem(err))
	}
	list, err := m.profiles().List(ctx)
	if err != nil {
		return nil, err
	}
	state.Profiles = each(list, func(p app.ProfileInfo) Profile {
		return Profile{Name: p.Name, Organization: p.Organization, OrganizationName: directory.Visible(p.OrganizationName)}
	})
	return settings, nil
}

// addSession fills in what the session knows.
func (m *Manager) addSession(s *session, now *app.Status, settings *config.Settings, state *State) {
	m.mu.Lock()
	defer m.mu.Unlock()
	state.Automatic, state.Jobs, state.Notices = s.automaticStatus(now.Automatic), s.lastJobs(), texts(s.notices)
	state.Test = s.testStatus(settings, now, m.opts.App.Now())
	for i, p := range state.Profiles {
		if other := m.sessions[p.Name]; other != nil {
			state.Profiles[i].Automatic = other.auto.own
		}
	}
}

// lastRun is the newest run, with what stopped it where a guard did: the page
// offers to allow it.
func (m *Manager) lastRun(ctx context.Context, s *session, last *organization.Run) (Run, error) {
	shown := runOf(s, last)
	if string(last.Result) != stateStopped {
		return shown, nil
	}
	stopped, err := m.stoppedRun(ctx, s, last.ID)
	if err != nil {
		return Run{}, err
	}
	return runOf(s, stopped), nil
}

// stoppedRun returns the last run with its lists. It is kept, since State is
// asked often.
func (m *Manager) stoppedRun(ctx context.Context, s *session, id string) (*organization.Run, error) {
	return m.fullRun(ctx, s, id, &s.lastStopped)
}

// fullRun returns a run with its lists, which may be long: the last one is kept
// in a place of the session for the next page.
func (m *Manager) fullRun(ctx context.Context, s *session, id string, kept **organization.Run) (*organization.Run, error) {
	m.mu.Lock()
	known := *kept
	m.mu.Unlock()
	if known != nil && known.ID == id {
		return known, nil
	}
	run, err := s.app.History().Run(ctx, id)
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	*kept = &run
	return &run, nil
}
