package entra

import (
	"context"
	"errors"
	"time"

	"golang.org/x/sync/errgroup"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// A complete read goes one of two ways:
//
//   - By lists: tokens of delta that mean now, then the lists of users, deleted
//     users and groups at the same time, and the members of groups in batches
//     of twenty, then a round of delta from those tokens: what changes during
//     the read is told twice, and delta has the last word. This has few waits.
//     See lists.go.
//   - By rounds: the first rounds of users/delta and groups/delta, page after
//     page, so that the cursors fit to what was read, from whichever replica
//     it came, and the deleted users, which these leave out.
//
// Lists may come from a replica that lags behind: what it does not show of a
// change that the token counts as told is told by nobody. So a read by lists
// is followed by one by rounds. See settle.go. Tenants without delta (external
// tenants, B2C), and reads to which no cursor is of use, have lists alone.

// fetchAll reads everything, by rounds where it is to be exact.
func (s *Source) fetchAll(ctx context.Context, units *units, start time.Time, exact bool) (*directory.Snapshot, error) {
	r := &reading{Source: s, state: newState(), start: start}
	// Without groups nobody is told that somebody entered one.
	r.plain = s.byGroup() && !s.cfg.SyncGroups
	read := r.byLists
	if exact && !r.plain {
		read = r.byRounds
	}
	err := read(ctx)
	if errors.Is(err, errInexact) {
		s.reads.Log.InfoContext(ctx, "reading by rounds of delta", "reason", err.Error())
		return s.fetchAll(ctx, units, start, true)
	}
	if err != nil {
		return nil, err
	}
	members := r.transitive
	if !s.cfg.SyncGroups {
		members = s.askTransitive
	}
	chosen, err := s.chooseUsers(ctx, members)
	if err != nil {
		return nil, err
	}
	return dated(r.finish(selection{users: chosen, units: units, outside: s.cfg.ResolveOutside}), start, start), nil
}

// byRounds reads the first rounds of delta.
func (r *reading) byRounds(ctx context.Context) error {
	all, ctx := errgroup.WithContext(ctx)
	all.Go(func() error { return r.allUsers(ctx) })
	all.Go(func() error { return r.readDeleted(ctx) })
	if r.cfg.SyncGroups {
		all.Go(func() error { return r.allGroups(ctx) })
	}
	if err := all.Wait(); err != nil {
		return err
	}
	r.cursor.settleRounds(r.start, r.cfg.SyncGroups)
	return r.checkRights()
}

// reading is one read under way.
type reading struct {
	*Source
	*state
	start time.Time
	// plain: without delta.
	plain bool
	// cursor is what the read ends with; its links are written by one
	// goroutine each.
	cursor cursor
	// undeleted says why deleted users can't be read.
	undeleted error
}

// finish makes the Snapshot with its cursor and warnings.
func (r *reading) finish(sel selection) *directory.Snapshot {
	snapshot, guests, hidden := r.finished(sel)
	r.cursor.Settings, r.cursor.Guests, r.cursor.Hidden = r.fingerprint(sel.units), guests, hidden
	snapshot.Cursor = r.cursor.pack(r.cfg.SyncGroups)
	if r.undeleted != nil {
		snapshot.Warnings = append(snapshot.Warnings, directory.Warning{
			Code: directory.WarnDeletedUnreadable,
			Text: "deleted users can't be read, so that nobody is removed for being deleted unless sync.removeMissing is on: " + r.undeleted.Error(),
		})
	}
	return snapshot
}

// allUsers reads all users that are there.
func (r *reading) allUsers(ctx context.Context) error {
	var err error
	r.cursor.Users, err = list(ctx, r.client, r.cloud.url(selectUser, "users", "delta"), func(page []wireUser) { r.reads.Report("users", r.takeUsers(page)) })
	if err == nil || r.userRows > 0 || !lacksDelta(err) {
		return transport.During("read users", needs(err, "User.Read.All", noUsers))
	}
	r.reads.Log.InfoContext(ctx, "the tenant has no delta for users", "reason", err.Error())
	return r.listUsers(ctx)
}

// readDeleted reads the users that were deleted in the last 30 days
// (https://learn.microsoft.com/graph/api/directory-deleteditems-list). Where
// that is not allowed it is no reason to fail.
func (r *reading) readDeleted(ctx context.Context) error {
	_, err := list(ctx, r.client, r.cloud.url(selectUser+top, "directory", "deletedItems", "microsoft.graph.user"), r.takeDeleted)
	if lacksDelta(err) {
		r.undeleted, err = err, nil
	}
	return transport.During("read deleted users", err)
}

// allGroups reads all groups and their members.
func (r *reading) allGroups(ctx context.Context) error {
	var err error
	r.cursor.Groups, err = list(ctx, r.client, r.cloud.url(selectGroup+withMembers, "groups", "delta"), func(page []wireGroup) {
		r.reads.Report("groups", r.takeGroups(page))
	})
	if err == nil || r.groupRows > 0 || !lacksDelta(err) {
		return transport.During("read groups", needs(err, "Group.Read.All", noGroups))
	}
	r.reads.Log.InfoContext(ctx, "the tenant has no delta for groups", "reason", err.Error())
	return r.listGroups(ctx)
}

// checkRights finds permissions that are missing without anybody saying so:
// then rows have nothing but ids
// (https://learn.microsoft.com/graph/permissions-overview#limited-information-returned-for-inaccessible-member-objects).
func (r *reading) checkRights() error {
	if r.userRows > 0 && !r.seen {
		return needs(directory.ErrPermission, "User.Read.All", noEnabled)
	}
	if r.groupRows > 0 && !r.named {
		return needs(directory.ErrPermission, "Group.Read.All", noNames)
	}
	return nil
}
