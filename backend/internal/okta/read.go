package okta

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// reading is what one read has found so far.
type reading struct {
	src   *Source
	c     *client
	start time.Time

	users  newest[wireUser]
	groups newest[wireGroup]
	gone   gone
	// noLog: the token may not read the log.
	noLog bool

	mu sync.Mutex
	// members are those of the groups that were asked for, as far as they
	// exist; done counts the groups.
	members map[string][]string
	done    int
}

// newest keeps the latest state of what lists show, since entries may be seen
// more than once, and change meanwhile.
type newest[T dated] struct {
	mu   sync.Mutex
	byID map[string]T
}

type dated interface {
	identified
	updated() time.Time
}

// add returns how many there are now, and which of items are new.
func (n *newest[T]) add(items []T) (count int, fresh []T) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.byID == nil {
		n.byID = map[string]T{}
	}
	for _, item := range items {
		old, known := n.byID[item.id()]
		if !known {
			fresh = append(fresh, item)
		}
		if !known || item.updated().After(old.updated()) {
			n.byID[item.id()] = item
		}
	}
	return len(n.byID), fresh
}

func (s *Source) newReading(start time.Time) *reading {
	return &reading{
		src: s, c: s.newClient(), start: start, members: map[string][]string{},
		gone: gone{users: map[string]string{}, groups: map[string]bool{}},
	}
}

// deprovisioned finds those that lists leave out unless asked.
const deprovisioned = `status eq "` + statusDeprovisioned + `"`

// fetchAll reads everything; base, which may be nil, tells who was there.
func (s *Source) fetchAll(ctx context.Context, base *directory.Snapshot, start time.Time) (*directory.Snapshot, error) {
	r := s.newReading(start)
	all, inner := errgroup.WithContext(ctx)
	all.Go(func() error { return r.readUsers(inner, s.cfg.UserQuery) })
	all.Go(func() error { return r.readUsers(inner, deprovisioned) })
	if s.cfg.SyncGroups {
		all.Go(func() error { return r.readGroups(inner) })
	}
	if err := all.Wait(); err != nil {
		return nil, err
	}
	if err := r.findGone(ctx, base); err != nil {
		return nil, err
	}
	snapshot := &directory.Snapshot{Complete: true, ReadAt: start, CompleteAt: start, Cursor: r.makeCursor(r.c.date)}
	for _, id := range ids(r.gone.users) {
		if !r.users.has(id) {
			snapshot.Users = append(snapshot.Users, tombstone(id, r.gone.users[id]))
		}
	}
	alive := map[string]string{}
	for _, u := range r.users.byID {
		snapshot.Users = append(snapshot.Users, userOf(u))
		if !u.gone() {
			alive[u.ID] = u.ID
		}
	}
	for id, members := range r.members {
		snapshot.Groups = append(snapshot.Groups, finished(groupOf(r.groups.byID[id]), members, alive))
	}
	snapshot.Sort()
	return snapshot, nil
}

func userOf(u wireUser) directory.User {
	return directory.User{
		ReferenceID: u.ID, ExternalID: u.ID, Email: u.Profile.Email, Name: u.name(),
		Disabled: u.Status == statusSuspended, Deleted: u.gone(),
	}
}

func tombstone(id, email string) directory.User {
	return directory.User{ReferenceID: id, ExternalID: id, Email: email, Deleted: true}
}

func groupOf(g wireGroup) directory.Group {
	return directory.Group{ReferenceID: g.ID, ExternalID: g.ID, Name: g.Profile.Name}
}

// finished gives a group those of the members who are there, in order, each once.
func finished(g directory.Group, members []string, alive map[string]string) directory.Group {
	there := make([]string, 0, len(members))
	for _, id := range members {
		if known, ok := alive[id]; ok {
			there = append(there, known)
		}
	}
	slices.Sort(there)
	if g.UserMembers = slices.Clip(slices.Compact(there)); len(there) == 0 {
		g.UserMembers = nil
	}
	return g
}

// readUsers reads the users that an expression finds.
func (r *reading) readUsers(ctx context.Context, filter string) error {
	err := list(ctx, r.c, r.url(userLimit, filter, "users"), func(page []wireUser) error {
		n, _ := r.users.add(page)
		r.src.reads.Report("users", n)
		return nil
	})
	return transport.During("read users", err)
}

// readGroups reads the groups, and the members of each as soon as its page is
// there.
func (r *reading) readGroups(ctx context.Context) error {
	fan, ctx := errgroup.WithContext(ctx)
	fan.SetLimit(1 + mostInFlight)
	fan.Go(func() error {
		err := list(ctx, r.c, r.url(groupLimit, r.src.cfg.GroupQuery, "groups"), func(page []wireGroup) error {
			_, fresh := r.groups.add(page)
			for _, g := range fresh {
				if r.src.cfg.Wants(g.Profile.Name) {
					fan.Go(func() error { return r.readMembers(ctx, g.ID) })
				}
			}
			return ctx.Err()
		})
		return transport.During("read groups", err)
	})
	return fan.Wait()
}

// readMembers reads the ids of all members of a group. A group that was
// deleted since it was listed has none, and is left out.
func (r *reading) readMembers(ctx context.Context, group string) error {
	var ids []string
	err := list(ctx, r.c, r.url(memberLimit, "", "groups", group, "users"), func(page []wireID) error {
		for _, m := range page {
			ids = append(ids, m.ID)
		}
		return nil
	})
	if transport.IsNotFound(err) && len(ids) == 0 {
		return nil
	}
	if err != nil {
		return transport.During("read the members of group "+group, err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.members[group] = ids
	r.done++
	r.src.reads.Report("members", r.done)
	return nil
}

func (r *reading) url(limit, filter string, path ...string) *url.URL {
	return listURL(r.src.origin, limit, filter, path...)
}

// ids returns the keys of a map in order, so that requests come in one order.
func ids[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
