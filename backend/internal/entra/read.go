package entra

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// A complete read asks for the first rounds of users/delta and groups/delta at
// the same time, and for the deleted users, which these leave out. So the
// cursors fit to what was read: of plain lists nobody knows whether they show
// what a cursor counts as told already. Plain lists are for tenants without
// delta (external tenants, B2C), and where no cursor is of use: members of
// groups then come in batches of twenty.

// fetchAll reads everything.
func (s *Source) fetchAll(ctx context.Context, units *units, start time.Time) (*directory.Snapshot, error) {
	r := &reading{Source: s, state: newState()}
	// Without groups nobody is told that somebody entered one.
	r.plain = s.byGroup() && !s.cfg.SyncGroups
	all, inner := errgroup.WithContext(ctx)
	all.Go(func() error { return r.allUsers(inner) })
	all.Go(func() error { return r.readDeleted(inner) })
	if s.cfg.SyncGroups {
		all.Go(func() error { return r.allGroups(inner) })
	}
	if err := all.Wait(); err != nil {
		return nil, err
	}
	if err := r.checkRights(); err != nil {
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

// reading is one read under way.
type reading struct {
	*Source
	*state
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
	take := func(page []wireUser) { r.reads.Report("users", r.takeUsers(page)) }
	var err error
	if !r.plain {
		r.cursor.Users, err = list(ctx, r.client, r.cloud.url(selectUser, "users", "delta"), take)
		if err == nil || r.userRows > 0 || !lacksDelta(err) {
			return transport.During("read users", needs(err, "User.Read.All", "users"))
		}
		r.reads.Log.InfoContext(ctx, "the tenant has no delta for users", "reason", err.Error())
	}
	_, err = list(ctx, r.client, r.cloud.url(selectUser+top, "users"), take)
	return transport.During("read users", needs(err, "User.Read.All", "users"))
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
		n, _ := r.takeGroups(page)
		r.reads.Report("groups", n)
	})
	if err == nil || r.groupRows > 0 || !lacksDelta(err) {
		return transport.During("read groups", needs(err, "Group.Read.All", "groups"))
	}
	r.reads.Log.InfoContext(ctx, "the tenant has no delta for groups", "reason", err.Error())
	return r.plainGroups(ctx)
}

// plainGroups reads the list of groups, and members as soon as a page of it is
// there.
func (r *reading) plainGroups(ctx context.Context) error {
	fan, ctx := errgroup.WithContext(ctx)
	fan.Go(func() error {
		_, err := list(ctx, r.client, r.cloud.url(selectGroup+top, "groups"), func(page []wireGroup) {
			n, fresh := r.takeGroups(page)
			r.reads.Report("groups", n)
			fan.Go(func() error { return r.readMembers(ctx, fresh) })
		})
		return transport.During("read groups", needs(err, "Group.Read.All", "groups"))
	})
	return fan.Wait()
}

// readMembers reads the members of these groups. One that was deleted since it
// was listed is forgotten.
func (r *reading) readMembers(ctx context.Context, groups []string) error {
	parts := make([]part, len(groups))
	for i, id := range groups {
		parts[i] = part{
			path: "/groups/" + id + "/members?" + selectID + top, what: "read the members of group " + id,
			take:    func(page []wireMember) { r.takeMembers(id, page) },
			missing: func() { r.dropGroup(id) },
		}
	}
	return needs(r.client.readParts(ctx, parts), "Group.Read.All", "members of groups")
}

// checkRights finds permissions that are missing without anybody saying so:
// then rows have nothing but ids
// (https://learn.microsoft.com/graph/permissions-overview#limited-information-returned-for-inaccessible-member-objects).
func (r *reading) checkRights() error {
	if r.userRows > 0 && !r.seen {
		return needs(directory.ErrPermission, "User.Read.All", "whether accounts are enabled")
	}
	if r.groupRows > 0 && !r.named {
		return needs(directory.ErrPermission, "Group.Read.All", "the names of groups")
	}
	return nil
}
