package app

import (
	"context"
	"errors"
	"time"

	"directoryconnector/backend/internal/filelock"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
)

// Status is the state of a profile.
type Status struct {
	Profile      string                 `json:"profile"`
	DataDir      string                 `json:"dataDir"`
	Version      string                 `json:"version"`
	Directory    string                 `json:"directory"`
	LoggedIn     bool                   `json:"loggedIn"`
	Organization string                 `json:"organization"`
	Server       string                 `json:"server"`
	Times        organization.SyncTimes `json:"times"`
	// Members and Groups count what the organization is known to have
	// accepted, InFlight entries whose answer was lost.
	Members  int `json:"members"`
	Groups   int `json:"groups"`
	InFlight int `json:"inFlight"`
	// Seats are what the last sync left; nil where no server told.
	Seats *organization.SeatsSeen `json:"seats,omitempty"`
	// Holder says who syncs right now; nil for nobody.
	Holder *Holder `json:"holder,omitempty"`
	// Automatic is what the automatic sync said last; nil where there never
	// was one.
	Automatic *Automatic `json:"automatic,omitempty"`
	// Last is the last run; nil for none.
	Last *organization.Run `json:"last,omitempty"`
}

// Holder is who syncs a profile right now.
type Holder struct {
	PID   int       `json:"pid"`
	Since time.Time `json:"since"`
	What  string    `json:"what"`
	// Own: it is this process.
	Own bool `json:"-"`
}

// Automatic is the state of the automatic sync.
type Automatic struct {
	PID   int       `json:"pid"`
	Since time.Time `json:"since"`
	// State is "running" (a sync is at work), "waiting", "stopped" or "ended
	// without notice" (its process is gone).
	State    string    `json:"state"`
	NextRun  time.Time `json:"nextRun,omitzero"`
	Failures int       `json:"failures,omitempty"`
	// Own: it is this process.
	Own bool `json:"-"`
}

// Status returns the state of the profile.
func (a *App) Status(ctx context.Context) (Status, error) {
	s := Status{Profile: a.opts.Profile, DataDir: a.opts.DataDir, Version: a.opts.Version}
	if err := a.History().endInterrupted(ctx); err != nil {
		return s, err
	}
	summary, err := a.store.Summary(ctx)
	if err != nil {
		return s, err
	}
	settings, err := a.env.settings(summary.Values)
	if err != nil {
		return s, err
	}
	s.Directory = string(settings.Directory)
	account, err := savedAccount(summary.Account)
	if a.env.clientID() != "" {
		account, err = a.env.account(settings)
	}
	if err != nil && !errors.Is(err, ErrNotLoggedIn) {
		return s, err
	}
	s.LoggedIn, s.Organization, s.Server = err == nil, account.OrganizationID, account.Server
	s.Times, s.Members, s.Groups, s.InFlight, s.Last = summary.Times, summary.Members, summary.Groups, summary.InFlight, summary.Last
	if summary.Seats.Used > 0 || summary.Seats.Known {
		s.Seats = &summary.Seats
	}
	if s.Holder, err = a.holder(); err != nil {
		return s, err
	}
	s.Automatic, err = a.automatic(ctx, summary.Automatic)
	return s, err
}

// holder asks the sync lock who has it.
func (a *App) holder() (*Holder, error) {
	held, err := filelock.Holder(a.lockPath())
	if err != nil || held == nil {
		return nil, err
	}
	return &Holder{PID: held.PID, Since: held.Since, What: held.What, Own: held.Own()}, nil
}

// automatic returns the last word of the process that syncs automatically,
// unless that process is gone.
func (a *App) automatic(ctx context.Context, status store.AutomaticStatus) (*Automatic, error) {
	if status == (store.AutomaticStatus{}) {
		return nil, nil //nolint:nilnil // there never was one, and that is no error
	}
	if status.State != AutomaticStopped {
		var err error
		if status, err = a.stillAutomatic(ctx, status); err != nil {
			return nil, err
		}
	}
	return &Automatic{
		PID: status.PID, Since: status.Since, State: status.State, NextRun: status.NextRun, Failures: status.Failures,
		Own: status.Process == filelock.Process(),
	}, nil
}

// stillAutomatic asks the lock whether the process that said this is alive: an
// id of a process alone may belong to another one by now.
func (a *App) stillAutomatic(ctx context.Context, status store.AutomaticStatus) (store.AutomaticStatus, error) {
	held, err := filelock.Holder(a.automaticLockPath())
	if err != nil || held != nil {
		return status, err
	}
	// It says that it stops before it gives the lock back, and may have done
	// both in this moment.
	again, err := a.store.LoadStatus(ctx)
	if err != nil || again != status {
		return again, err
	}
	status.State, status.NextRun = AutomaticGone, time.Time{}
	return status, nil
}

// LastSync returns when users or groups were last synced; zero for never.
func (a *App) LastSync(ctx context.Context) (organization.SyncTimes, error) {
	summary, err := a.store.Summary(ctx)
	return summary.Times, err
}
