package app

import (
	"context"
	"time"

	"directoryconnector/backend/internal/filelock"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/service"
)

// Status is the state of a profile.
type Status struct {
	Profile      string `json:"profile"`
	DataDir      string `json:"dataDir"`
	Version      string `json:"version"`
	Directory    string `json:"directory"`
	LoggedIn     bool   `json:"loggedIn"`
	Organization string `json:"organization"`
	// OrganizationName is how people call it; may be empty.
	OrganizationName string                 `json:"organizationName,omitempty"`
	Server           string                 `json:"server"`
	Times            organization.SyncTimes `json:"times"`
	// Cleared says that the cache was cleared, and no sync was accepted since.
	Cleared bool `json:"cleared,omitempty"`
	// Members and Groups count what the organization is known to have
	// accepted, InFlight entries whose answer was lost.
	Members  int `json:"members"`
	Groups   int `json:"groups"`
	InFlight int `json:"inFlight"`
	// Rekeying is a change of external ids that has not come to its end; nil
	// for none.
	Rekeying *Rekeying `json:"rekeying,omitempty"`
	// Seats are what the last sync left; nil where no server told.
	Seats *organization.SeatsSeen `json:"seats,omitempty"`
	// Holder says who syncs right now; nil for nobody.
	Holder *Holder `json:"holder,omitempty"`
	// Automatic is what the automatic sync said last; nil where there never
	// was one.
	Automatic *Automatic `json:"automatic,omitempty"`
	// Schedule is when automatic syncs begin.
	Schedule Schedule `json:"schedule"`
	// Service is the service that syncs the profile; nil for none.
	Service *service.Mark `json:"service,omitempty"`
	// Untold is why mails that are to be sent can't be; nil where nothing is in
	// the way.
	Untold []FieldProblem `json:"untold,omitempty"`
	// Last is the last run; nil for none.
	Last *organization.Run `json:"last,omitempty"`
}

// Rekeying is how far a change of external ids is.
type Rekeying struct {
	Begun int `json:"begun"`
	Done  int `json:"done"`
}

// Holder is who syncs a profile right now.
type Holder struct {
	PID   int       `json:"pid"`
	Since time.Time `json:"since"`
	What  string    `json:"what"`
	// Own: it is this process.
	Own bool `json:"-"`
}

// Status returns the state of the profile.
func (a *App) Status(ctx context.Context) (Status, error) {
	s := Status{Profile: a.opts.Profile, DataDir: a.opts.DataDir, Version: a.opts.Version}
	s.Service = serviceMark(a.dir)
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
	if problems := settings.Mail.Problems(); len(problems) > 0 {
		s.Untold = Describe(problems).Fields
	}
	if s.Schedule, err = ScheduleOf(settings, a.opts.Now().Local()); err != nil {
		return s, err
	}
	account := summary.Account
	if a.env.clientID() != "" {
		if account, err = a.env.account(settings); err != nil {
			return s, err
		}
	}
	s.OrganizationName = settings.Server.OrganizationName
	s.LoggedIn, s.Organization, s.Server = !account.IsZero(), account.OrganizationID, account.Server
	s.Cleared = summary.Cleared
	s.Times, s.Members, s.Groups, s.InFlight, s.Last = summary.Times, summary.Members, summary.Groups, summary.InFlight, summary.Last
	if summary.RekeyBegun > 0 {
		s.Rekeying = &Rekeying{Begun: summary.RekeyBegun, Done: summary.RekeyDone}
	}
	if summary.Seats.Used > 0 || summary.Seats.Known {
		s.Seats = &summary.Seats
	}
	if s.Holder, err = a.holder(); err != nil {
		return s, err
	}
	s.Automatic, err = a.Automatic().state(ctx, summary.Automatic)
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

// LastSync returns when users or groups were last synced; zero for never.
func (a *App) LastSync(ctx context.Context) (organization.SyncTimes, error) {
	brief, err := a.store.Brief(ctx)
	return brief.Times, err
}
