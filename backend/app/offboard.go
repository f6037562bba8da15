package app

import (
	"context"

	"directoryconnector/backend/internal/account"
	"directoryconnector/backend/internal/transport"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer"
	"directoryconnector/backend/syncer/desired"
)

// An OffboardRequest is one order to take somebody's access away now.
type OffboardRequest struct {
	syncer.OffboardRequest
	// OnProgress, where not nil, hears how far it is.
	OnProgress func(Progress)
}

// Offboard takes the access of one person away now, under the locks of a sync.
// The directory is not read, and settings about it may be wrong. The
// Offboarding says what it means, also with an error where that is known; the
// run is nil where nothing was begun, else it is in the history.
func Offboard(ctx context.Context, a *App, req OffboardRequest) (o *plan.Offboarding, run *organization.Run, err error) {
	err = a.underLocks(ctx, "offboarding", func() error {
		s, err := withoutDirectory(ctx, a.saved(), req.OnProgress)
		if err != nil {
			return err
		}
		defer closeOrganization(s)
		req.Key = func(id string) string { return account.IDKey(id, true) } // DNs, whatever the directory is now
		o, run, err = syncer.Offboard(ctx, s, req.OffboardRequest)
		if run != nil {
			err = a.History().record(ctx, run, err)
		}
		return err
	})
	return o, run, err
}

// withoutDirectory puts a Syncer together that has no Source.
func withoutDirectory(ctx context.Context, t *Trial, onProgress func(Progress)) (*syncer.Syncer, error) {
	settings, err := t.Settings(ctx)
	if err != nil {
		return nil, err
	}
	a := t.app
	client, account, err := t.organization(ctx, settings, transport.Retry{})
	if err != nil {
		return nil, err
	}
	s := &syncer.Syncer{
		Store: a.store, Log: t.log, OnProgress: onProgress, Now: a.opts.Now, Sleep: a.opts.Sleep, Organization: client,
		Options: syncer.Options{
			Options:  desired.Options{Sync: settings.Sync, Groups: settings.Groups},
			Identity: organization.Identity{Server: account.Server, Organization: account.OrganizationID},
		},
	}
	if s.Others, err = a.others(ctx, account.OrganizationID); err != nil {
		client.Close()
		return nil, err
	}
	return s, nil
}
