package syncer

import (
	"cmp"
	"context"
	"errors"
	"reflect"
	"slices"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/send"
)

// betweenLooks is how long after one look the next one comes.
const betweenLooks = 5 * time.Second

// waitUntilQuiet waits until no request of an earlier run can be at work any
// more whose outcome is unknown, and returns what the organization shows then:
// two imports at once make a server fail for good. Where a server shows
// nothing, time is all that there is to wait for.
func (s *Syncer) waitUntilQuiet(ctx context.Context, state *organization.State) (*look, error) {
	since, groups := time.Time{}, map[string]struct{}{}
	for _, f := range state.InFlight {
		if !f.Resent && f.At.After(since) {
			since = f.At
		}
		if f.Kind == organization.FlightGroup {
			groups[f.ExternalID] = struct{}{}
		}
	}
	if wait := send.RestTime - s.Now().Sub(since); !since.IsZero() && wait > 0 {
		s.Log.Info("waiting, since an earlier request may still be at work", "wait", wait.Round(time.Second))
		if err := s.rest(ctx, wait); err != nil {
			return nil, err
		}
	}
	var last *look
	for range send.MostReads {
		l, err := s.look(ctx, false)
		if err != nil || !l.seen.Listed {
			return l, err
		}
		if err := s.lookIntoGroups(ctx, l, groups); err != nil {
			return nil, err
		}
		if last != nil && same(last.seen, l.seen) || !s.unknown(state) {
			return l, nil
		}
		last = l
		if err := s.rest(ctx, betweenLooks); err != nil {
			return nil, err
		}
	}
	return nil, directory.Errorf(errNeverQuiet, "the organization still changes, so that another program may be at work in it, after %s", send.MostReads*betweenLooks)
}

// rest waits, and shows for how long.
func (s *Syncer) rest(ctx context.Context, wait time.Duration) error {
	s.progress(send.StageWait, 0, int(wait.Seconds()))
	return s.Sleep(ctx, wait)
}

// errNeverQuiet: two looks never agreed.
var errNeverQuiet = errors.New("the organization does not come to rest")

// mustBeQuiet tells whether to wait for that: there is something to settle, or
// a request that this sync does not settle may still be at work.
func (s *Syncer) mustBeQuiet(state *organization.State) bool {
	return slices.ContainsFunc(state.InFlight, func(f organization.Flight) bool {
		return compare.Settles(&s.Options.Sync, f) || !f.Resent && s.Now().Sub(f.At) < send.RestTime
	})
}

// unknown tells whether the outcome of an earlier request is unknown that this
// sync can settle.
func (s *Syncer) unknown(state *organization.State) bool {
	return slices.ContainsFunc(state.InFlight, func(f organization.Flight) bool { return !f.Resent && compare.Settles(&s.Options.Sync, f) })
}

// anyFlight tells whether anything is in flight that this sync can settle.
func (s *Syncer) anyFlight(state *organization.State) bool {
	return slices.ContainsFunc(state.InFlight, func(f organization.Flight) bool { return compare.Settles(&s.Options.Sync, f) })
}

// same tells whether two looks agree, in whatever order the server answers.
func same(a, b *organization.Seen) bool {
	members := func(s *organization.Seen) []organization.Member {
		return slices.SortedFunc(slices.Values(s.Members), func(x, y organization.Member) int { return cmp.Compare(x.ID, y.ID) })
	}
	groups := func(s *organization.Seen) []organization.Group {
		return slices.SortedFunc(slices.Values(s.Groups), func(x, y organization.Group) int { return cmp.Compare(x.ID, y.ID) })
	}
	of := func(s *organization.Seen) map[string][]string {
		sorted := make(map[string][]string, len(s.MembersOf))
		for id, list := range s.MembersOf {
			sorted[id] = slices.Sorted(slices.Values(list))
		}
		return sorted
	}
	return slices.Equal(members(a), members(b)) && reflect.DeepEqual(groups(a), groups(b)) && reflect.DeepEqual(of(a), of(b))
}
