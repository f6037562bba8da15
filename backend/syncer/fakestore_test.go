package syncer

import (
	"context"
	"errors"
	"maps"
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// errCrash is what happens when a program dies.
var errCrash = errors.New("crash")

// fakeStore is a sync cache in memory that applies a Change as the real one
// does: deletions first, then what is set.
type fakeStore struct {
	state    organization.State
	snapshot *directory.Snapshot
	commits  []organization.Change
	// begun counts runs; done is what the record of the last one has.
	begun uint64
	done  []plan.Change
	// tick is called before each write and after it; an error is a crash.
	tick func(string) error
}

func newFakeStore() *fakeStore {
	s := &fakeStore{tick: func(string) error { return nil }}
	s.clear(false)
	return s
}

// clear is Clear Sync Cache.
func (s *fakeStore) clear(cleared bool) {
	known := organization.KnownBefore{Identity: s.state.Identity, Members: maps.Clone(s.state.Known.Members), Groups: maps.Clone(s.state.Known.Groups)}
	if s.state.Identity.IsZero() {
		known.Identity = s.state.Known.Identity
	}
	if known.Members == nil && len(s.state.Members)+len(s.state.Groups) > 0 {
		known.Members, known.Groups = map[string]organization.AckedMember{}, map[string]organization.AckedGroup{}
	}
	maps.Copy(known.Members, s.state.Members)
	for id, g := range s.state.Groups {
		g.Members = nil
		known.Groups[id] = g
	}
	s.state = organization.State{
		Members: map[string]organization.AckedMember{}, Groups: map[string]organization.AckedGroup{},
		Removed: map[string]struct{}{}, Cleared: cleared,
		Known:   known,
		Revoked: s.state.Revoked, RemovedByHand: s.state.RemovedByHand, Offboarded: s.state.Offboarded, TakenOver: s.state.TakenOver,
		Seats: organization.SeatsSeen{MayBuy: s.state.Seats.MayBuy},
	}
	if s.state.Revoked == nil {
		s.state.Revoked, s.state.RemovedByHand = map[string]organization.RevokedMember{}, map[string]organization.AckedMember{}
		s.state.Offboarded = map[string]organization.AckedMember{}
	}
	s.snapshot = nil
}

func (s *fakeStore) Load(context.Context) (*organization.State, error) {
	c := s.state
	c.Members, c.Groups, c.Removed = maps.Clone(c.Members), maps.Clone(c.Groups), maps.Clone(c.Removed)
	c.Revoked, c.RemovedByHand, c.Offboarded = maps.Clone(c.Revoked), maps.Clone(c.RemovedByHand), maps.Clone(c.Offboarded)
	if c.Rekeying != nil {
		r := *c.Rekeying
		r.Members, r.Groups = maps.Clone(r.Members), maps.Clone(r.Groups)
		c.Rekeying = &r
	}
	c.InFlight, c.Removals, c.Shown = slices.Clone(c.InFlight), slices.Clone(c.Removals), slices.Clone(c.Shown)
	return &c, nil
}

func (s *fakeStore) LoadForMembers(ctx context.Context) (*organization.State, error) {
	state, err := s.Load(ctx)
	for id, g := range state.Groups {
		g.Members = nil
		state.Groups[id] = g
	}
	return state, err
}

func (s *fakeStore) AddMembers(_ context.Context, state *organization.State, likely func(string) []string) error {
	for id, g := range state.Groups {
		if g.Members = s.state.Groups[id].Members; slices.Equal(g.Members, likely(id)) {
			g.Members = likely(id)
		}
		state.Groups[id] = g
	}
	return nil
}

// Begin gives a run its number.
func (s *fakeStore) Begin(ctx context.Context, run *organization.Run) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.begun++
	run.Sequence = s.begun
	s.done = nil
	return nil
}

func (s *fakeStore) Snapshot(context.Context) (*directory.Snapshot, error) { return s.snapshot, nil }

func (s *fakeStore) Tombstones(context.Context) (deleted []directory.User, err error) {
	if s.snapshot == nil {
		return nil, nil
	}
	return slices.DeleteFunc(slices.Clone(s.snapshot.Users), func(u directory.User) bool { return !u.Deleted }), nil
}

func (s *fakeStore) SaveSnapshot(_ context.Context, snapshot *directory.Snapshot) error {
	if err := s.tick("before snapshot"); err != nil {
		return err
	}
	s.snapshot = snapshot
	return s.tick("after snapshot")
}

func (s *fakeStore) Commit(ctx context.Context, c organization.Change) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := s.tick("before commit"); err != nil {
		return err
	}
	s.apply(c)
	s.commits = append(s.commits, c)
	if s.done = append(s.done, c.Done...); len(c.NotDone) > 0 {
		s.done = slices.DeleteFunc(s.done, func(d plan.Change) bool {
			return d.Kind == plan.User && slices.Contains(c.NotDone, d.ExternalID)
		})
	}
	return s.tick("after commit")
}

func (s *fakeStore) apply(c organization.Change) {
	st := &s.state
	change(st.Members, c.SetMembers, c.DeleteMembers)
	change(st.Groups, c.SetGroups, c.DeleteGroups)
	change(st.Revoked, c.SetRevoked, c.DeleteRevoked)
	change(st.Offboarded, c.SetOffboarded, c.DeleteOffboarded)
	change(st.RemovedByHand, c.SetRemovedByHand, c.DeleteRemovedByHand)
	if c.ForgetKnown {
		st.Known = organization.KnownBefore{}
	}
	if c.Known != nil {
		st.Known = organization.KnownBefore{Identity: c.Known.Identity, Members: map[string]organization.AckedMember{}, Groups: map[string]organization.AckedGroup{}}
		maps.Copy(st.Known.Members, c.Known.Members)
		maps.Copy(st.Known.Groups, c.Known.Groups)
	}
	if c.EndRekeying {
		st.Rekeying = nil
	}
	if c.Rekey != nil {
		if st.Rekeying == nil {
			st.Rekeying = &organization.Rekeying{Members: map[string]organization.Rekeyed{}, Groups: map[string]organization.Rekeyed{}}
		}
		st.Rekeying.At = c.Rekey.At
		maps.Copy(st.Rekeying.Members, c.Rekey.Members)
		maps.Copy(st.Rekeying.Groups, c.Rekey.Groups)
	}
	removed := map[string]struct{}{}
	for _, id := range c.AddRemoved {
		removed[id] = struct{}{}
	}
	change(st.Removed, removed, c.DeleteRemoved)
	type flightKey struct {
		kind organization.FlightKind
		id   string
	}
	key := func(f *organization.Flight) flightKey { return flightKey{f.Kind, f.ExternalID} }
	drop := func(list []organization.Flight) {
		if len(list) == 0 {
			return
		}
		gone := make(map[flightKey]struct{}, len(list))
		for i := range list {
			gone[key(&list[i])] = struct{}{}
		}
		st.InFlight = slices.DeleteFunc(st.InFlight, func(f organization.Flight) bool { _, is := gone[key(&f)]; return is })
	}
	drop(c.DeleteFlights)
	drop(c.AddFlights)
	st.InFlight = append(st.InFlight, c.AddFlights...)
	if c.Identity != nil {
		st.Identity = *c.Identity
	}
	if c.Removals != nil {
		st.Removals = *c.Removals
	}
	if c.Times != nil {
		st.Times = *c.Times
	}
	if c.Cleared != nil {
		st.Cleared = *c.Cleared
	}
	if c.TakenOver != nil {
		st.TakenOver = *c.TakenOver
	}
	if c.Seats != nil {
		st.Seats = *c.Seats
	}
	if c.Shown != nil {
		st.Shown = *c.Shown
	}
}

func change[T any](m, set map[string]T, remove []string) {
	for _, id := range remove {
		delete(m, id)
	}
	maps.Copy(m, set)
}
