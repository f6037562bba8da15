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
// sent, another identity only means a fresh start. Of a snapshot that nobody
// looks at it loads the tombstones alone.
func (s *Syncer) loadCache(ctx context.Context) (*organization.State, *directory.Snapshot, error) {
	return s.loadCacheBy(ctx, s.Store.Load)
}

func (s *Syncer) loadCacheBy(ctx context.Context, load func(context.Context) (*organization.State, error)) (*organization.State, *directory.Snapshot, error) {
	state, err := load(ctx)
	if err != nil {
		return nil, nil, err
	}
	if state.Rekeying != nil {
		done, begun := state.Rekeying.Count()
		return state, nil, &IdentityError{Cached: state.Identity, Configured: s.Options.Identity, Begun: max(begun, 1), Done: done}
	}
	if state.Identity != s.Options.Identity {
		if state.IsEmpty() && len(state.InFlight) == 0 {
			return state, nil, nil
		}
		return state, nil, s.Options.another(state.Identity)
	}
	if !s.ignoresBase() {
		base, err := s.Store.Snapshot(ctx)
		return state, base, err
	}
	deleted, err := s.Store.Tombstones(ctx)
	return state, &directory.Snapshot{Users: deleted}, err
}

// ignoresBase tells whether a read never looks at the last snapshot.
func (s *Syncer) ignoresBase() bool {
	independent, ok := s.Source.(directory.Independent)
	return ok && independent.IgnoresBase()
}

// startAnew makes the cache of another identity this one's. Nothing in it may
// outlive the identity: the snapshot goes first, so that no crash leaves the
// cursor of another directory behind.
func (s *Syncer) startAnew(ctx context.Context, state *organization.State) error {
	if err := s.Store.SaveSnapshot(ctx, &directory.Snapshot{}); err != nil {
		return err
	}
	seats := organization.SeatsSeen{MayBuy: state.Seats.MayBuy}
	c := organization.Change{
		Identity: &s.Options.Identity, DeleteRemoved: slices.Sorted(maps.Keys(state.Removed)),
		Removals: &[]organization.RemovalCount{}, Times: &organization.SyncTimes{}, Shown: &[]organization.ShownList{}, Seats: &seats,
	}
	if s.isForeign(state.Known.Identity) || s.isForeign(state.Identity) {
		// Who is remembered over a clear is of another organization.
		c.ForgetKnown = true
		c.DeleteRevoked, c.DeleteRemovedByHand = slices.Sorted(maps.Keys(state.Revoked)), slices.Sorted(maps.Keys(state.RemovedByHand))
		c.DeleteOffboarded = slices.Sorted(maps.Keys(state.Offboarded))
		clear(state.Offboarded)
		clear(state.Revoked)
		clear(state.RemovedByHand)
		state.Known, seats.MayBuy = organization.KnownBefore{}, false
	}
	if err := s.Store.Commit(ctx, c); err != nil {
		return err
	}
	clear(state.Removed)
	state.Seats = seats
	state.Identity, state.Removals, state.Times, state.Shown = s.Options.Identity, nil, organization.SyncTimes{}, nil
	return nil
}

// isForeign tells whether an identity is that of another organization.
func (s *Syncer) isForeign(known organization.Identity) bool {
	now := s.Options.Identity
	return !known.IsZero() && (known.Server != now.Server || known.Organization != now.Organization)
}

// read returns the directory's snapshot: changes merged into the last one
// where that is safe, everything otherwise. early, where not nil, is reading it.
func (s *Syncer) read(ctx context.Context, early *task[*directory.Snapshot], state *organization.State, base *directory.Snapshot, full bool) (*directory.Snapshot, error) {
	now, waiting := s.Now(), tombstones(state, base)
	whole, _ := s.Source.(directory.WholeReader)
	fetch := s.Source.Fetch
	if s.ignoresBase() {
		base = nil
	} else if base != nil && (whole == nil || !whole.ReadsAll()) && (full || due(now, base.CompleteAt, s.Options.Sync.FullSyncEvery)) {
		if again, ok := s.Source.(directory.Rereader); ok {
			fetch = again.Reread
		} else {
			base = nil
		}
	}
	if early != nil {
		fetch = func(context.Context, *directory.Snapshot) (*directory.Snapshot, error) { return early.wait() }
	} else {
		s.progress(StageRead, 0, 0)
	}
	snapshot, err := fetch(ctx, base)
	if err != nil {
		return nil, fmt.Errorf("read the directory: %w", err)
	}
	bury(snapshot, waiting)
	shareTexts(snapshot, state)
	return snapshot, nil
}

// tombstones returns those of the last snapshot whose removal the organization
// did not accept yet: of whom it knows by stable id, else by external id.
func tombstones(state *organization.State, base *directory.Snapshot) []directory.User {
	if base == nil {
		return nil
	}
	var known map[string]struct{}
	var waiting []directory.User
	for _, u := range base.Users {
		if !u.Deleted {
			continue
		}
		if known == nil {
			known = whoIsKnown(state)
		}
		_, byID := known[u.ExternalID]
		_, byStable := known[stableKey(u.StableID)]
		if byID || byStable && u.StableID != "" {
			waiting = append(waiting, u)
		}
	}
	return waiting
}

// stableKey tells a stable id from an external id of the same text.
func stableKey(id string) string { return "\x00" + directory.StableValue(id) }

// whoIsKnown are the external ids and the stable ids of all who are
// acknowledged or in flight.
func whoIsKnown(state *organization.State) map[string]struct{} {
	known := make(map[string]struct{}, 2*len(state.Members))
	for id, m := range state.Members {
		known[id], known[stableKey(m.StableID)] = struct{}{}, struct{}{}
	}
	for _, f := range state.InFlight {
		if f.Kind != organization.FlightGroup {
			known[f.ExternalID], known[stableKey(f.StableID)] = struct{}{}, struct{}{}
		}
	}
	return known
}

// bury keeps tombstones that the directory has forgotten (it does so after
// some days) until their removal was accepted. A newcomer who got the external
// id is somebody else, as far as stable ids tell.
func bury(snapshot *directory.Snapshot, waiting []directory.User) {
	if len(waiting) == 0 {
		return
	}
	here := make(map[string][]string, len(snapshot.Users)) // stable ids
	for i := range snapshot.Users {
		u := &snapshot.Users[i]
		here[u.ExternalID] = append(here[u.ExternalID], u.StableID)
		if u.StableID != "" {
			here[stableKey(u.StableID)] = append(here[stableKey(u.StableID)], u.StableID)
		}
	}
	n := len(snapshot.Users)
	for _, u := range waiting {
		isHere := func(stable string) bool { return !directory.DifferentStableID(stable, u.StableID) }
		if slices.ContainsFunc(here[u.ExternalID], isHere) || u.StableID != "" && len(here[stableKey(u.StableID)]) > 0 {
			continue
		}
		snapshot.Users = append(snapshot.Users, u)
	}
	if len(snapshot.Users) > n {
		snapshot.Sort()
	}
}

// meetFuture takes removals and requests of a moment that lies in the future,
// because the clock was ahead, for some of now: they count for one more day, or
// are waited for as long as any, and then no longer. Other moments in the
// future count as never (due).
func (s *Syncer) meetFuture(ctx context.Context, state *organization.State) error {
	now, c := s.Now(), organization.Change{}
	met := slices.Clone(state.Removals)
	for i := range met {
		if met[i].At.After(now) {
			met[i].At, c.Removals = now, &met
		}
	}
	for i := range state.InFlight {
		if f := &state.InFlight[i]; f.At.After(now) {
			f.At = now
			c.AddFlights = append(c.AddFlights, *f)
		}
	}
	state.Removals = met
	if c.Removals == nil && c.IsEmpty() {
		return nil
	}
	if err := s.Store.Commit(ctx, c); err != nil {
		return fmt.Errorf("record what a clock that was ahead left: %w", err)
	}
	return nil
}

// due tells whether something that happens at least once every interval must
// happen now. A moment in the future (the clock was set back) counts as never.
func due(now, last time.Time, every time.Duration) bool {
	return last.IsZero() || last.After(now) || now.Sub(last) >= every
}
