package okta

import (
	"context"
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
//  1. All users with a new lastUpdated are asked for, whatever their status,
//     and with a query once more those of them that it finds: who changed and
//     is not among these has left the query. Who is deprovisioned becomes a
//     tombstone. A query sees properties of the user alone, so that nobody
//     enters or leaves it without an update.
//  2. The same with groups, by lastUpdated or lastMembershipUpdated. Members
//     are read of those whose membership changed, and of those that the last
//     Snapshot lacks.
//  3. Somebody who appears although no group's membership changed (reactivated,
//     or new in the query) may be a member of any group: their groups are
//     asked for one by one. Who went is taken out of all groups.
//
// Where Okta refuses one of these expressions, or too many appear, everything
// is read. Purged users and deleted groups, which are in no list, are told by
// the log or looked for: see gone.go.

// mostAppeared is how many users may appear before everything is read.
const mostAppeared = 500

// changes is what an incremental read knows besides.
type changes struct {
	*reading
	base  *directory.Snapshot
	since time.Time
	// matching are those that changed and that the query finds; unused
	// without a query.
	matchingUsers  newest[wireUser]
	matchingGroups newest[wireGroup]
	// alive maps the ids of all users that are there to themselves.
	alive map[string]string
	// joined are the members to add, by group.
	joined map[string][]string
}

// fetchChanges returns the merged Snapshot, or why everything must be read.
func (s *Source) fetchChanges(ctx context.Context, base *directory.Snapshot, start time.Time) (*directory.Snapshot, string, error) {
	old, why := s.parseCursor(base.Cursor)
	if old == nil {
		return nil, why, nil
	}
	ch := &changes{reading: s.newReading(start), base: base, since: old.Since, alive: map[string]string{}, joined: map[string][]string{}}
	if err := ch.ask(ctx); err != nil {
		if transport.IsBadRequest(err) {
			return nil, "Okta refused to tell what changed: " + err.Error(), nil
		}
		return nil, "", err
	}
	looked, err := ch.look(ctx, old)
	if err != nil {
		return nil, "", err
	}
	users, appeared := ch.mergeUsers()
	if len(appeared) > mostAppeared {
		return nil, fmt.Sprintf("%d users appeared", len(appeared)), nil
	}
	groups, err := ch.mergeGroups(ctx, appeared)
	if err != nil {
		return nil, "", err
	}
	snapshot := &directory.Snapshot{
		Users: users, Groups: groups, ReadAt: start, CompleteAt: base.CompleteAt, Cursor: ch.makeCursor(looked),
	}
	snapshot.Sort()
	return snapshot, "", nil
}

// ask reads what changed.
func (ch *changes) ask(ctx context.Context) error {
	moment := `"` + ch.since.UTC().Format(timeFormat) + `"`
	updated := "lastUpdated gt " + moment
	all, ctx := errgroup.WithContext(ctx)
	all.Go(func() error { return ch.readUsers(ctx, updated) })
	all.Go(func() error { return ch.readUsers(ctx, deprovisioned+" and "+updated) })
	if query := ch.src.cfg.UserQuery; query != "" {
		all.Go(func() error { return readInto(ctx, ch, &ch.matchingUsers, userLimit, and(query, updated), "users") })
	}
	if ch.src.cfg.SyncGroups {
		either := updated + " or lastMembershipUpdated gt " + moment
		all.Go(func() error { return readInto(ctx, ch, &ch.groups, groupLimit, either, "groups") })
		if query := ch.src.cfg.GroupQuery; query != "" {
			all.Go(func() error { return readInto(ctx, ch, &ch.matchingGroups, groupLimit, and(query, either), "groups") })
		}
	}
	return all.Wait()
}

func readInto[T dated](ctx context.Context, ch *changes, into *newest[T], limit, filter, kind string) error {
	err := list(ctx, ch.c, ch.url(limit, filter, kind), func(page []T) error {
		into.add(page)
		return nil
	})
	if kind == "users" {
		return transport.During("read changed users", err)
	}
	return transport.During("read changed groups", err)
}

// mergeUsers returns all users, and the ids of those that were not there, or
// deleted, before.
func (ch *changes) mergeUsers() (users []directory.User, appeared []string) {
	if ch.src.cfg.UserQuery != "" {
		ch.users.add(slices.Collect(maps.Values(ch.matchingUsers.byID)))
	}
	was := make(map[string]bool, len(ch.base.Users)) // alive
	for _, u := range ch.base.Users {
		was[u.ExternalID] = was[u.ExternalID] || !u.Deleted
		if _, gone := ch.gone.users[u.ExternalID]; gone {
			u = tombstone(u.ExternalID, u.Email)
		}
		if _, changed := ch.users.byID[u.ExternalID]; !changed {
			users = append(users, u)
		}
	}
	for id, u := range ch.users.byID {
		if !u.gone() && !ch.found(id) {
			continue
		}
		users = append(users, userOf(u))
		if !u.gone() && !was[id] {
			appeared = append(appeared, id)
		}
	}
	for _, id := range ids(ch.gone.users) {
		if _, known := was[id]; !known && !ch.users.has(id) { // came and went
			users = append(users, tombstone(id, ch.gone.users[id]))
		}
	}
	for i := range users {
		if id := users[i].ExternalID; !users[i].Deleted {
			ch.alive[id] = id
		}
	}
	slices.Sort(appeared)
	return users, appeared
}

// found tells whether the query finds a user that changed.
func (ch *changes) found(user string) bool {
	if ch.src.cfg.UserQuery == "" {
		return true
	}
	_, ok := ch.matchingUsers.byID[user]
	return ok
}

// mergeGroups returns all groups with their members.
func (ch *changes) mergeGroups(ctx context.Context, appeared []string) ([]directory.Group, error) {
	if !ch.src.cfg.SyncGroups {
		return nil, nil
	}
	if ch.src.cfg.GroupQuery != "" {
		ch.groups.add(slices.Collect(maps.Values(ch.matchingGroups.byID)))
	}
	kept := make(map[string]*directory.Group, len(ch.base.Groups))
	for i := range ch.base.Groups {
		kept[ch.base.Groups[i].ExternalID] = &ch.base.Groups[i]
	}
	if err := ch.readMore(ctx, kept, appeared); err != nil {
		return nil, err
	}
	var groups []directory.Group
	for id, old := range kept {
		if _, changed := ch.groups.byID[id]; !changed && !ch.gone.groups[id] {
			groups = append(groups, ch.withMembers(*old, old.UserMembers))
		}
	}
	for id, g := range ch.groups.byID {
		if !ch.passes(g) {
			continue
		}
		if members, read := ch.members[id]; read {
			groups = append(groups, ch.withMembers(groupOf(g), members))
		} else if old := kept[id]; old != nil && !ch.mustRead(g, old) {
			groups = append(groups, ch.withMembers(groupOf(g), old.UserMembers))
		}
	}
	return groups, nil
}

// passes tells whether a group that changed is one of those to read.
func (ch *changes) passes(g wireGroup) bool {
	if ch.src.cfg.GroupQuery != "" {
		if _, ok := ch.matchingGroups.byID[g.ID]; !ok {
			return false
		}
	}
	return ch.src.cfg.Wants(g.Profile.Name)
}

// mustRead tells whether the members of a group that changed are not known.
func (ch *changes) mustRead(g wireGroup, old *directory.Group) bool {
	return old == nil || g.LastMembershipUpdated.IsZero() || g.LastMembershipUpdated.After(ch.since)
}

// readMore reads members of groups, and groups of those who appeared.
func (ch *changes) readMore(ctx context.Context, kept map[string]*directory.Group, appeared []string) error {
	fan, ctx := errgroup.WithContext(ctx)
	fan.SetLimit(mostInFlight)
	for _, id := range ids(ch.groups.byID) {
		if g := ch.groups.byID[id]; ch.passes(g) && ch.mustRead(g, kept[id]) {
			fan.Go(func() error { return ch.readMembers(ctx, id) })
		}
	}
	for _, id := range appeared {
		fan.Go(func() error { return ch.readGroupsOf(ctx, id) })
	}
	return fan.Wait()
}

// readGroupsOf finds the groups of one user.
func (ch *changes) readGroupsOf(ctx context.Context, user string) error {
	err := list(ctx, ch.c, ch.url("", "", "users", user, "groups"), func(page []wireID) error {
		ch.mu.Lock()
		defer ch.mu.Unlock()
		for _, g := range page {
			ch.joined[g.ID] = append(ch.joined[g.ID], user)
		}
		return nil
	})
	if transport.IsNotFound(err) {
		return nil // purged meanwhile, and so no longer a member of anything
	}
	return transport.During("read the groups of user "+user, err)
}

// withMembers gives a group those of the members who are there, and those who
// joined.
func (ch *changes) withMembers(g directory.Group, members []string) directory.Group {
	return finished(g, slices.Concat(members, ch.joined[g.ExternalID]), ch.alive)
}
