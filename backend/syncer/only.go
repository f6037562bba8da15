package syncer

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/desired"
)

// A sync of one person (docs/semantics.md, "One person") reads, recognizes and
// compares as every sync does: who one person is depends on all others. Then
// the work is cut down to hers (compare.Result.Only). The snapshot is kept with
// its cursor, as after every read, since what is sent never depends on what
// changed between two snapshots: it is the difference between the snapshot and
// the acknowledged state, in which everybody else still waits. No time of the
// last sync moves, so that whatever was due still is.

// onlyPossible refuses a sync of one person where nothing can be told of one
// alone: the outcome of an earlier request is not known, or there is nothing to
// compare with.
func (s *Syncer) onlyPossible(state *organization.State) error {
	switch {
	case s.mustBeQuiet(state):
		return directory.WithHint(fmt.Errorf("%w: what became of an earlier request is not known yet, so that one person can't be synced alone", ErrStopped),
			"Run a sync of everybody first: bwdc sync")
	case state.IsEmpty():
		return directory.WithHint(fmt.Errorf("%w: this profile has synced nobody yet, so that one person can't be synced alone", ErrStopped),
			"Run a sync of everybody first: bwdc sync")
	}
	return nil
}

// compareOne compares for one person: nobody looks into other groups than
// hers.
func (s *Syncer) compareOne(ctx context.Context, input compare.Input, shown *look, how comparison) (*compare.Result, error) {
	input.Seen, input.Full = shown.seen, false
	r, err := compare.Of(input)
	if err != nil {
		return nil, err
	}
	one, err := r.FindOne(how.only, s.key())
	if err != nil {
		return nil, err
	}
	if groups := r.GroupsOf(one); len(groups) > 0 {
		err := s.lookIntoGroups(ctx, shown, groups)
		switch {
		case errors.Is(err, organization.ErrNotFound), errors.Is(err, organization.ErrNoGroupList):
			shown.warn("this server can't tell who is in a group: groups are sent with the members that earlier syncs sent")
		case err != nil && (!how.test || ctx.Err() != nil):
			return nil, err // her groups would be sent with members that nobody has seen
		case err != nil:
			shown.warn("memberships could not be read: " + err.Error())
		}
	}
	if r, err = compare.Of(input); err != nil {
		return nil, err
	}
	return r.Only(one), nil
}

// whoIs tells who is one of those named, by external id or email.
func whoIs(who []string) func(id, email string) bool {
	if len(who) == 0 {
		return nil
	}
	return func(id, email string) bool {
		return slices.Contains(who, id) || slices.ContainsFunc(who, func(w string) bool { return email != "" && desired.CleanEmail(w) == email })
	}
}
