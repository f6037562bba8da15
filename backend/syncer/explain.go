package syncer

import (
	"context"
	"errors"

	"golang.org/x/sync/errgroup"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/explain"
)

// ErrNothingCached: there is no snapshot to answer from.
var ErrNothingCached = errors.New("nothing was read and kept yet")

// FactsOptions say where facts come from.
type FactsOptions struct {
	// Cached asks nobody: the last snapshot and the acknowledged state tell.
	Cached bool
	// OnRead, where not nil, is told whom the directory has, as soon as that is
	// known.
	OnRead func(*directory.Snapshot)
	// OnDecided, where not nil, is told what should be before that is compared
	// with what is: enough to find somebody by.
	OnDecided func(explain.Input)
}

// Facts does the steps 2 to 8 as a test does and returns what explanations are
// made of. It sends nothing and writes nothing.
func (s *Syncer) Facts(ctx context.Context, o FactsOptions) (explain.Input, error) {
	if o.OnRead == nil {
		o.OnRead = func(*directory.Snapshot) {}
	}
	state, snapshot, err := s.factsOf(ctx, o)
	if err != nil {
		return explain.Input{}, err
	}
	in := explain.Input{Snapshot: snapshot, Key: s.key()}
	how := comparison{full: s.full(state, false), test: true, explain: true, quietUntil: s.quietNow()}
	if o.OnDecided != nil {
		how.decided = func(decided compare.Input) {
			o.OnDecided(explain.Input{Snapshot: snapshot, Key: in.Key, Result: &compare.Result{In: decided}})
		}
	}
	in.Result, err = s.compare(ctx, state, snapshot, how)
	if err != nil && !errors.As(err, &in.Conflict) {
		return explain.Input{}, err
	}
	return in, nil
}

func (s *Syncer) factsOf(ctx context.Context, o FactsOptions) (*organization.State, *directory.Snapshot, error) {
	if o.Cached {
		return s.loadAtOnce(ctx, o.OnRead)
	}
	fetch := s.fetchEarly(ctx)
	defer fetch.drop()
	state, base, err := s.loadCache(ctx)
	if _, ok := errors.AsType[*IdentityError](err); ok {
		state, err = &organization.State{}, nil
	}
	if err != nil {
		return nil, nil, err
	}
	snapshot, err := s.read(ctx, fetch, state, base, false)
	if err == nil {
		o.OnRead(snapshot)
	}
	return state, snapshot, err
}

// loadAtOnce loads the acknowledged state and the last snapshot side by side.
func (s *Syncer) loadAtOnce(ctx context.Context, onRead func(*directory.Snapshot)) (state *organization.State, snapshot *directory.Snapshot, err error) {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() (err error) { state, err = s.Store.Load(ctx); return err })
	group.Go(func() (err error) {
		if snapshot, err = s.Store.Snapshot(ctx); snapshot != nil {
			onRead(snapshot)
		}
		return err
	})
	if err := group.Wait(); err != nil {
		return nil, nil, err
	}
	if snapshot == nil {
		return nil, nil, directory.WithHint(ErrNothingCached, "Run bwdc sync first, or ask without --cached.")
	}
	if state.Identity != s.Options.Identity && !state.IsEmpty() {
		return nil, nil, s.Options.another(state.Identity)
	}
	return state, snapshot, nil
}
