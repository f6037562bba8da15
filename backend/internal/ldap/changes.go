package ldap

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/go-ldap/ldap/v3"
	"golang.org/x/sync/errgroup"

	"directoryconnector/backend/directory"
)

// An incremental read of Active Directory reads all users, tombstones and the
// names of all groups with their uSNChanged, and leaves out the members of
// those groups that stay as they are. Which ones do is told so:
//
//   - The group shows the uSNChanged that it had. (What the directory takes out
//     of a group with the entry of a member, and what it renames in it, leaves
//     uSNChanged alone, and external ids too.)
//   - Of users who are new or whose own uSNChanged differs, the server is asked
//     which groups list them: the same that did.
//   - No group that it nests is new or gone.
//   - It is, and was, nobody's primary group, and all of its members could be
//     read.
//
// Every other group is read, and where they are many, all are.

const (
	// mostRead is how many groups are read one by one.
	mostRead = 500
	// mostAsked is for how many entries the server is asked which groups list
	// them.
	mostAsked = 100
)

// fetchChanges returns the Snapshot, or the reason why everything must be read.
func (s *Source) fetchChanges(ctx context.Context, base *directory.Snapshot, start time.Time) (*directory.Snapshot, fullReason, error) {
	old, why := s.parseCursor(base)
	if old == nil {
		return nil, why, nil
	}
	r, err := s.begin(ctx, start, old.Position.Service)
	if err != nil {
		return nil, fullReason{}, err
	}
	defer r.end()
	now, err := r.position(ctx)
	if err != nil {
		return nil, fullReason{}, err
	}
	if why := now.since(&old.Position); why.text != "" {
		return nil, why, nil
	}
	snapshot, err := r.changes(ctx, base, old, now)
	return snapshot, fullReason{}, err
}

// changes reads all users, and of the groups those that changed.
func (r *reading) changes(ctx context.Context, base *directory.Snapshot, old *cursor, now *position) (*directory.Snapshot, error) {
	var p people
	groups := newGroupChanges(r, base, old)
	deleted, err := r.side(ctx, &p, groups.sweep)
	if err != nil {
		return nil, err
	}
	p.sort()
	list, err := groups.list(ctx, &p)
	if err == nil {
		if list, err = r.resolve(ctx, &p, list); err == nil {
			err = groups.checkOutside(list)
		}
	}
	if all, ok := errors.AsType[*allGroups](err); ok {
		r.log.InfoContext(ctx, "reading all groups", "reason", all.reason)
		r.notes.forget(aboutGroup)
		if list, err = r.readGroups(ctx); err == nil {
			list, err = r.resolve(ctx, &p, list)
		}
	}
	if err != nil {
		return nil, err
	}
	snapshot := r.finish(&p, list, deleted)
	snapshot.CompleteAt = base.CompleteAt
	snapshot.Cursor, err = r.makeCursor(now, &p, list)
	return snapshot, err
}

// side reads users and tombstones, and groups at the same time, each on its
// connection; where there is only one, one after the other.
func (r *reading) side(ctx context.Context, p *people, groups func(context.Context) error) (deleted []directory.User, err error) {
	both, inner := errgroup.WithContext(ctx)
	both.Go(func() (err error) {
		if err = r.readUsers(inner, p); err == nil {
			deleted, err = r.readDeleted(inner)
		}
		return err
	})
	if r.groups == r.users {
		if err := both.Wait(); err != nil {
			return nil, err
		}
		return deleted, groups(ctx)
	}
	both.Go(func() error { return groups(inner) })
	err = both.Wait()
	return deleted, err
}

// readAll reads the entries that fit the filter, several at a time, in order.
// Those that vanished are nil.
func (r *reading) readAll(ctx context.Context, dns []string, filter string, attrs []string) ([]*groupEntry, error) {
	found := make([]*ldap.Entry, len(dns))
	all, inner := errgroup.WithContext(ctx)
	all.SetLimit(askAtOnce)
	for i, dn := range dns {
		all.Go(func() error {
			e, err := r.groups.Read(inner, dn, filter, attrs)
			if ldap.IsErrorWithCode(err, ldap.LDAPResultNoSuchObject) {
				return nil
			}
			found[i] = e
			return err
		})
	}
	err := all.Wait()
	if reason := unreadableReason(err); reason != "" {
		return nil, &allGroups{"a group that a search found can't be read: " + reason}
	}
	if err != nil {
		return nil, fmt.Errorf("read groups that changed: %w", err)
	}
	var list []*groupEntry
	for _, e := range found {
		if e != nil {
			list = append(list, r.decodeGroup(e))
		}
	}
	return r.completeGroups(ctx, list)
}

// allGroups says that all groups must be read.
type allGroups struct{ reason string }

func (e *allGroups) Error() string { return e.reason }

// userChanges are what happened to the users since the last read.
type userChanges struct {
	// gone are external ids whose user went, or became somebody else's.
	gone map[string]bool
	// touched are users who are new or changed, by DN, with their external id;
	// of those who are new it is empty: no group lists them yet.
	touched map[string]string
}

// compareUsers tells which users are others than those of base. Both are sorted
// by external id.
func compareUsers(base *directory.Snapshot, old *cursor, p *people) (*userChanges, error) {
	c := &userChanges{gone: map[string]bool{}, touched: map[string]string{}}
	same := func(i, j int) bool { return p.list[i].ExternalID == p.list[j].ExternalID }
	for i := 1; i < len(p.list); i++ {
		if same(i-1, i) {
			return nil, &allGroups{"two users have one external id"}
		}
	}
	at, live := 0, 0
	for i := range base.Users {
		u := &base.Users[i]
		if u.Deleted {
			continue
		}
		was := old.UserStamps[live]
		live++
		for at < len(p.list) && p.list[at].ExternalID < u.ExternalID {
			c.touched[p.list[at].ReferenceID] = ""
			at++
		}
		switch {
		case at == len(p.list) || p.list[at].ExternalID != u.ExternalID:
			c.gone[u.ExternalID] = true
			continue
		case p.list[at].StableID != u.StableID:
			c.gone[u.ExternalID] = true
			c.touched[p.list[at].ReferenceID] = ""
		case p.stamps[at].stale(was):
			c.touched[p.list[at].ReferenceID] = u.ExternalID
		}
		at++
	}
	for ; at < len(p.list); at++ {
		c.touched[p.list[at].ReferenceID] = ""
	}
	return c, nil
}

// without returns the members without those who are gone.
func (c *userChanges) without(members []string) []string {
	if len(c.gone) == 0 || !slices.ContainsFunc(members, func(id string) bool { return c.gone[id] }) {
		return members
	}
	left := slices.DeleteFunc(slices.Clone(members), func(id string) bool { return c.gone[id] })
	if len(left) == 0 {
		return nil
	}
	return left
}
