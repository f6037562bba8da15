package bridge

import (
	"context"
	"errors"
	"fmt"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
)

// State returns what every page shows. It asks no server.
func (b *Bridge) State() (State, error) {
	s, err := b.state()
	if errors.Is(err, errGone) {
		if b.desk.leave() != nil {
			return s, err
		}
		return b.state()
	}
	return s, err
}

func (b *Bridge) state() (State, error) {
	return ask(b, func(ctx context.Context, t *tray) (State, error) {
		if t.isGone() {
			return State{}, fmt.Errorf("profile %q: %w", t.name, errGone)
		}
		status, err := t.app.Status(ctx)
		if err != nil {
			return State{}, err
		}
		s := State{
			Version: status.Version, DataDir: status.DataDir, Profile: t.name, Directory: status.Directory,
			LastUsers: moment(status.Times.Users), LastGroups: moment(status.Times.Groups),
			Members: status.Members, Groups: status.Groups, InFlight: status.InFlight,
		}
		s.Account = Account{LoggedIn: status.LoggedIn, Organization: status.Organization, Server: status.Server}
		settings, err := b.desk.describe(ctx, t, &s)
		if err != nil {
			return State{}, err
		}
		if status.Last != nil {
			last, err := b.desk.lastRun(ctx, t, status.Last)
			if err != nil {
				return State{}, err
			}
			s.LastRun = &last
		}
		if h := status.Holder; h != nil && !h.Own {
			s.Elsewhere = &Elsewhere{PID: h.PID, Since: moment(h.Since), What: h.What}
		}
		b.desk.recall(t, &status, settings, &s)
		return s, nil
	})
}

// describe fills in what the settings say, and returns them.
func (d *Desk) describe(ctx context.Context, t *tray, s *State) (*config.Settings, error) {
	settings, err := t.app.Settings(ctx)
	if err != nil {
		return nil, err
	}
	s.Interval = settings.Sync.Interval
	if s.Place, err = t.app.Place(ctx); err != nil {
		return nil, err
	}
	account, err := t.app.Account(ctx)
	if err == nil {
		s.Account.ClientID = account.ClientID
	} else if !errors.Is(err, app.ErrNotLoggedIn) {
		return nil, err
	}
	err = t.app.Validate(ctx)
	s.Configured = err == nil
	if err == nil {
		err = t.app.Ready(ctx)
	}
	if err != nil {
		if ctx.Err() != nil {
			return nil, err
		}
		p := t.problem(err)
		s.NotReady = &p
	}
	list, err := d.profiles().List(ctx)
	if err != nil {
		return nil, err
	}
	s.Profiles = make([]Profile, len(list))
	for i, p := range list {
		s.Profiles[i] = Profile{Name: p.Name, Directory: p.Directory, Organization: p.Organization, Server: p.Server}
	}
	return settings, nil
}

// recall fills in what the Desk knows.
func (d *Desk) recall(t *tray, now *app.Status, settings *config.Settings, s *State) {
	d.mu.Lock()
	defer d.mu.Unlock()
	s.Automatic, s.Jobs, s.Notices = t.automaticOf(now.Automatic), t.lastJobs(), texts(t.notices)
	s.Test = t.tested(settings, now.Last)
	for i, p := range s.Profiles {
		if other := d.trays[p.Name]; other != nil {
			s.Profiles[i].Automatic = other.auto.here
		}
	}
}

// lastRun is the newest run, with what stopped it where a guard did: the page
// offers to allow it.
func (d *Desk) lastRun(ctx context.Context, t *tray, last *app.Run) (Run, error) {
	shown := runOf(t, last)
	if string(last.Result) != stateStopped {
		return shown, nil
	}
	stopped, err := d.stoppedRun(ctx, t, last.ID)
	if err != nil {
		return Run{}, err
	}
	return runOf(t, stopped), nil
}

// stoppedRun returns the last run with its lists. It is kept, since State is
// asked often.
func (d *Desk) stoppedRun(ctx context.Context, t *tray, id string) (*app.Run, error) {
	return d.fullRun(ctx, t, id, &t.stopped)
}

// fullRun returns a run with its lists, which may be long: the last one is kept
// in a place of the tray for the next page.
func (d *Desk) fullRun(ctx context.Context, t *tray, id string, kept **app.Run) (*app.Run, error) {
	d.mu.Lock()
	known := *kept
	d.mu.Unlock()
	if known != nil && known.ID == id {
		return known, nil
	}
	run, err := t.app.HistoryRun(ctx, id)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	*kept = &run
	return &run, nil
}
