package syncer

import (
	"context"
	"fmt"
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
)

// NoRevocation says that the server lacks the calls that sync.leavers revoke
// needs.
func NoRevocation() error {
	return directory.WithHint(fmt.Errorf("sync.leavers is revoke, but %w", organization.ErrNoRevocation),
		"Update the server, or set sync.leavers to remove, which removes the members of people who leave.")
}

// mayRevoke refuses work with revocations or restorations where the server is
// known to lack the calls for them, before anything is sent.
func (s *Syncer) mayRevoke(ctx context.Context, r *compare.Result) error {
	revokes := len(r.Work.Restored) > 0 || slices.ContainsFunc(r.Work.Removals, func(x compare.Removal) bool { return x.Send && x.Revoke })
	prober, ok := s.Organization.(organization.AccessProber)
	if !revokes || !ok {
		return nil
	}
	if can, err := prober.CanRevoke(ctx); err == nil && !can {
		return NoRevocation()
	}
	return nil
}

// WarnNoRevocation: leavers are to be revoked, and the server can't.
const WarnNoRevocation directory.WarningCode = "no-revocation"

// warnRevocation says in a test what a sync would be refused for.
func (s *Syncer) warnRevocation(ctx context.Context, r *compare.Result) {
	if err := s.mayRevoke(ctx, r); err != nil {
		r.Warnings = append(r.Warnings, directory.Warning{Code: WarnNoRevocation, Text: fmt.Sprintf("%s: a sync would fail. %s", err, directory.HintOf(err))})
	}
}
