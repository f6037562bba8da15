package syncer

import (
	"context"
	"fmt"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

// loadCache loads the acknowledged state and the last snapshot, and refuses
// those of another server, organization or directory. As long as nothing was
// sent, another identity only means a fresh start.
func (s *Syncer) loadCache(ctx context.Context) (*organization.State, *directory.Snapshot, error) {
	state, err := s.Store.Load(ctx)
	if err != nil {
		return nil, nil, err
	}
	if state.Identity != s.Options.Identity {
		if state.IsEmpty() && len(state.InFlight) == 0 {
			return state, nil, nil
		}
		return state, nil, &IdentityError{Cached: state.Identity, Configured: s.Options.Identity}
	}
	base, err := s.Store.Snapshot(ctx)
	return state, base, err
}

// read returns the directory's snapshot: changes merged into the last one
// where that is safe, everything otherwise.
func (s *Syncer) read(ctx context.Context, base *directory.Snapshot, full bool) (*directory.Snapshot, error) {
	now := s.Now()
	if base != nil && (full || due(now, base.CompleteAt, s.Options.Sync.FullSyncEvery)) {
		base = nil
	}
	s.progress(StageRead, 0, 0)
	snapshot, err := s.Source.Fetch(ctx, base)
	if err != nil {
		return nil, fmt.Errorf("read the directory: %w", err)
	}
	return snapshot, nil
}

// due tells whether something that happens at least once every interval must
// happen now. A moment in the future (the clock was set back) counts as never.
func due(now, last time.Time, every time.Duration) bool {
	return last.IsZero() || last.After(now) || now.Sub(last) >= every
}
