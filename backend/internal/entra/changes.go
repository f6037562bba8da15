package entra

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// An incremental read goes so:
//
//  1. The deltaLinks of the last read give the users and groups that changed,
//     and the members that groups gained or lost. They are merged into the last
//     Snapshot. Who is removed becomes a tombstone with the last known email.
//  2. Somebody who appears, because the account is new, was restored or has
//     another address, may be a member of groups of which nothing is said. The
//     groups of those are asked for, in batches, and so are the members of
//     groups that appear. Who was deleted and restored since the last read only
//     changes, and groups say that they lost a member: so everybody who changes
//     is asked for, and every group that another one lost.
//  3. Where somebody was removed, the list of deleted users is read, for those
//     who came and went since the last read.
//
// With filters by group or administrative unit the Snapshot lacks those who
// could come in without a change of their own: then only "nothing changed" can
// be trusted. Refused cursors, rows that leave something out and great numbers
// of arrivals mean a complete read too.

// mostFresh is how many may appear before everything is read.
const mostFresh = 1000

// fetchChanges returns the merged Snapshot, or why everything must be read.
func (s *Source) fetchChanges(ctx context.Context, base *directory.Snapshot, old *cursor, units *units, start time.Time) (*directory.Snapshot, string, error) {
	regroup := due(old.Settle, start)
	if regroup && (old.Listed || s.filtered()) {
		return nil, "what came from lists is to be settled", nil
	}
	r := &reading{Source: s, state: seeded(base, old), start: start}
	if err := r.ask(ctx, old, regroup); err != nil {
		if isStale(err) {
			return nil, "the cursor was refused: " + err.Error(), nil
		}
		return nil, "", err
	}
	switch {
	case r.rows == 0 && !due(old.Bin, start):
		return dated(r.unchanged(base, old), start, base.CompleteAt), "", nil
	case r.rows > 0 && s.filtered():
		return nil, "something changed, and filters by group or administrative unit may let others pass", nil
	case r.partial:
		return nil, "a row leaves something out", nil
	case len(r.freshUsers)+len(r.freshGroup) > mostFresh:
		return nil, fmt.Sprintf("%d users and %d groups appeared or changed", len(r.freshUsers), len(r.freshGroup)), nil
	}
	agreed, err := r.readFresh(ctx)
	if err == nil && (len(r.removed) > 0 || due(old.Bin, start)) {
		err = r.readDeleted(ctx)
	}
	if err != nil {
		return nil, "", err
	}
	if !agreed {
		return nil, "somebody is in a group that was left out, or in one that delta says lost the member", nil
	}
	r.settleChanges(old, regroup)
	everybody := func(string) bool { return true }
	return dated(r.finish(selection{users: everybody, units: units, outside: s.cfg.ResolveOutside}), start, base.CompleteAt), "", nil
}

// ask reads what changed, or all groups anew and which users changed.
func (r *reading) ask(ctx context.Context, old *cursor, regroup bool) error {
	all, ctx := errgroup.WithContext(ctx)
	all.Go(func() (err error) {
		r.cursor.Users, err = follow(ctx, r.client, old.Users, func(page []wireUser) { r.reads.Report("users", r.takeUsers(page)) })
		return transport.During("read changed users", needs(err, "User.Read.All", noUsers))
	})
	switch {
	case !r.cfg.SyncGroups:
	case regroup:
		r.regroup()
		all.Go(func() error { return r.allGroups(ctx) })
	default:
		all.Go(func() (err error) {
			r.cursor.Groups, err = follow(ctx, r.client, old.Groups, func(page []wireGroup) {
				r.reads.Report("groups", r.takeGroups(page))
			})
			return transport.During("read changed groups", needs(err, "Group.Read.All", noGroups))
		})
	}
	err := all.Wait()
	if regroup {
		clear(r.freshGroup)
	}
	return err
}

// errNoLink says that a round ended without telling where the next one goes on.
var errNoLink = errors.New("there is no deltaLink")

// follow reads a list from a deltaLink on.
func follow[T identified](ctx context.Context, c *client, link string, take func([]T)) (string, error) {
	u, err := c.cloud.parseLink(link)
	if err != nil {
		return "", err
	}
	delta, err := list(ctx, c, u, take)
	if err == nil && delta == "" {
		err = fmt.Errorf("%w: %w", directory.ErrIncomplete, errNoLink)
	}
	return delta, err
}

// unchanged is the base once more, with new cursors.
func (r *reading) unchanged(base *directory.Snapshot, old *cursor) *directory.Snapshot {
	old.Users, old.Groups = r.cursor.Users, r.cursor.Groups
	return &directory.Snapshot{
		Users: slices.Clone(base.Users), Groups: slices.Clone(base.Groups),
		Cursor: old.pack(r.cfg.SyncGroups), Warnings: warnings(len(old.Guests), r.lost),
	}
}

// readFresh reads the groups of who appeared, and the members of groups that
// did. It returns false where delta says otherwise, or that leads to a group
// that was left out.
func (r *reading) readFresh(ctx context.Context) (bool, error) {
	if !r.cfg.SyncGroups {
		return true, nil
	}
	differs := false
	var parts []part
	add := func(kind, id string, take func([]wireMember), missing func()) {
		parts = append(parts, part{path: kind + "?" + selectID + top, what: "read the memberships of " + id, take: take, missing: missing})
	}
	memberOf := func(kind, id string) {
		add("/"+kind+"/"+id+"/memberOf", id, func(page []wireMember) {
			if !r.takeMemberOf(id, page) {
				r.mu.Lock()
				defer r.mu.Unlock()
				differs = true
			}
		}, func() {}) // it is gone, and the next read will be told so
	}
	for _, id := range slices.Sorted(maps.Keys(r.freshUsers)) {
		if p, there := r.users[id]; there && !p.guest() {
			memberOf("users", id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.freshGroup)) {
		if r.groups[id] == nil {
			continue
		}
		memberOf("groups", id)
		add("/groups/"+id+"/members", id, func(page []wireMember) { r.takeMembers(id, page) }, func() { r.dropGroup(id) })
	}
	for _, id := range slices.Sorted(maps.Keys(r.unnested())) {
		if !r.freshGroup[id] {
			memberOf("groups", id)
		}
	}
	err := r.client.readParts(ctx, parts)
	return !differs, needs(err, "Group.Read.All", noMembers)
}
