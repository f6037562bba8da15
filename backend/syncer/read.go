package syncer

import (
	"context"
	"fmt"
	"maps"
	"slices"
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

// startAnew makes the cache of another identity this one's. Nothing in it may
// outlive the identity: the snapshot goes first, so that no crash leaves the
// cursor of another directory behind.
func (s *Syncer) startAnew(ctx context.Context, state *organization.State) error {
	if err := s.Store.SaveSnapshot(ctx, &directory.Snapshot{}); err != nil {
		return err
	}
	c := organization.Change{
		Identity: &s.Options.Identity, DeleteRemoved: slices.Sorted(maps.Keys(state.Removed)),
		Removals: &[]organization.RemovalCount{}, Times: &organization.SyncTimes{}, Shown: &[]organization.ShownList{}, Seats: &organization.SeatsSeen{},
	}
	if known := state.Known.Identity; !known.IsZero() && (known.Server != s.Options.Identity.Server || known.Organization != s.Options.Identity.Organization) {
		// Who is remembered over a clear is of another organization.
		c.ForgetKnown = true
		c.DeleteRevoked, c.DeleteRemovedByHand = slices.Sorted(maps.Keys(state.Revoked)), slices.Sorted(maps.Keys(state.RemovedByHand))
		clear(state.Revoked)
		clear(state.RemovedByHand)
		state.Known = organization.KnownBefore{}
	}
	if err := s.Store.Commit(ctx, c); err != nil {
		return err
	}
	clear(state.Removed)
	state.Seats = organization.SeatsSeen{}
	state.Identity, state.Removals, state.Times, state.Shown = s.Options.Identity, nil, organization.SyncTimes{}, nil
	return nil
}

// read returns the directory's snapshot: changes merged into the last one
// where that is safe, everything otherwise.
func (s *Syncer) read(ctx context.Context, state *organization.State, base *directory.Snapshot, full bool) (*directory.Snapshot, error) {
	now, waiting := s.Now(), tombstones(state, base)
	if base != nil && (full || due(now, base.CompleteAt, s.Options.Sync.FullSyncEvery)) {
		base = nil
	}
	s.progress(StageRead, 0, 0)
	snapshot, err := s.Source.Fetch(ctx, base)
	if err != nil {
		return nil, fmt.Errorf("read the directory: %w", err)
	}
	bury(snapshot, waiting)
	return snapshot, nil
}

// tombstones returns those of the last snapshot whose removal the organization
// did not accept yet.
func tombstones(state *organization.State, base *directory.Snapshot) map[string]directory.User {
	if base == nil {
		return nil
	}
	waiting := map[string]directory.User{}
	for _, u := range base.Users {
		if !u.Deleted {
			continue
		}
		_, known := state.Members[u.ExternalID]
		if known || slices.ContainsFunc(state.InFlight, func(f organization.Flight) bool {
			return f.Kind != organization.FlightGroup && f.ExternalID == u.ExternalID
		}) {
			waiting[u.ExternalID] = u
		}
	}
	return waiting
}

// bury keeps tombstones that the directory has forgotten (it does so after
// some days) until their removal was accepted.
func bury(snapshot *directory.Snapshot, waiting map[string]directory.User) {
	if len(waiting) == 0 {
		return
	}
	for i := range snapshot.Users {
		delete(waiting, snapshot.Users[i].ExternalID)
	}
	for _, id := range slices.Sorted(maps.Keys(waiting)) {
		snapshot.Users = append(snapshot.Users, waiting[id])
	}
	if len(waiting) > 0 {
		snapshot.Sort()
	}
}

// due tells whether something that happens at least once every interval must
// happen now. A moment in the future (the clock was set back) counts as never.
func due(now, last time.Time, every time.Duration) bool {
	return last.IsZero() || last.After(now) || now.Sub(last) >= every
}
