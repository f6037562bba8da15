package app

import (
	"context"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer"
)

// An AdoptRequest is one order to take over groups that were made by hand.
type AdoptRequest struct {
	syncer.AdoptRequest
	// OnProgress, where not nil, hears how far it is.
	OnProgress func(Progress)
}

// Adopt takes over groups that somebody made by hand in the organization and
// that the directory has, too. The Proposal says what it is about, also with an
// error where that is known; the run is nil where nothing was begun, else it is
// in the history.
func Adopt(ctx context.Context, a *App, req AdoptRequest) (*plan.Proposal, *organization.Run, error) {
	return inPlace(ctx, a, "take-over of groups", req.OnProgress, func(ctx context.Context, s *syncer.Syncer) (*plan.Proposal, *organization.Run, error) {
		return syncer.Adopt(ctx, s, req.AdoptRequest)
	})
}

// A RekeyRequest is one order to change external ids after another attribute was
// chosen for them.
type RekeyRequest struct {
	// Confirm is shown what would be done and says whether it is to be. Nil
	// means no.
	Confirm    func(context.Context, *plan.Proposal) (bool, error)
	OnProgress func(Progress)
}

// ErrNothingToRekey: the external ids are those of the attribute that is set.
var ErrNothingToRekey = syncer.ErrNothingToRekey

// Rekey gives members and groups their external ids by the attribute that is set
// now, in place. Where stable ids do not tell who is who, the directory is read
// once more by the attribute that was set before. What it returns is as with
// Adopt.
func Rekey(ctx context.Context, a *App, req RekeyRequest) (*plan.Proposal, *organization.Run, error) {
	old := func(ctx context.Context, attribute string) (directory.Source, error) {
		t := a.saved()
		settings, err := t.valid(ctx)
		if err != nil {
			return nil, err
		}
		settings.LDAP.ExternalIDAttribute = attribute
		return t.source(ctx, settings, req.OnProgress)
	}
	return inPlace(ctx, a, "change of external ids", req.OnProgress, func(ctx context.Context, s *syncer.Syncer) (*plan.Proposal, *organization.Run, error) {
		return syncer.Rekey(ctx, s, syncer.RekeyRequest{Old: old, Confirm: req.Confirm})
	})
}

// inPlace does, under the locks of a sync, something about external ids that is
// no sync.
func inPlace(ctx context.Context, a *App, what string, onProgress func(Progress), do func(context.Context, *syncer.Syncer) (*plan.Proposal, *organization.Run, error)) (p *plan.Proposal, run *organization.Run, err error) {
	err = a.underLocks(ctx, what, func() error {
		s, err := a.saved().prepare(ctx, onProgress)
		if err == nil && s.Organization == nil {
			err = a.requireOrganization(ctx)
		}
		if err != nil {
			return err
		}
		defer closeOrganization(s)
		p, run, err = do(ctx, s)
		if run != nil {
			err = a.History().record(ctx, run, err)
		}
		return err
	})
	return p, run, err
}

// NotOfferedError says why a group can't be taken over.
type NotOfferedError = syncer.NotOfferedError
