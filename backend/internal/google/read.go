package google

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
	admin "google.golang.org/api/admin/directory/v1"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// read reads everything.
func (s *Source) read(ctx context.Context, _ *directory.Snapshot, start time.Time) (*directory.Snapshot, error) {
	c, err := s.newClient(ctx)
	if err != nil {
		return nil, err
	}
	var users, gone []*admin.User
	g := &groups{src: s, c: c, read: map[string]*group{}}
	all, inner := errgroup.WithContext(ctx)
	all.Go(func() (err error) {
		users, err = list(inner, kindUsers, c.users(inner, s.cfg.UserQuery, false), func(n int) { s.reads.Report("users", n) })
		return transport.During("read users", err)
	})
	all.Go(func() (err error) {
		gone, err = list(inner, kindUsers, c.users(inner, "", true), nil)
		return transport.During("read deleted users", err)
	})
	if s.cfg.SyncGroups {
		all.Go(func() error { return g.readAll(inner) })
	}
	if err := all.Wait(); err != nil {
		return nil, err
	}
	snapshot := &directory.Snapshot{Complete: true, ReadAt: start, CompleteAt: start}
	alive, err := addUsers(snapshot, users, gone)
	if err != nil {
		return nil, err
	}
	g.addTo(snapshot, alive)
	slices.SortFunc(snapshot.Warnings, directory.CompareWarnings)
	snapshot.Sort()
	return snapshot, nil
}

// addUsers adds those who are there, and those who are deleted and not there.
// It returns the ids of the former, each mapped to itself.
func addUsers(snapshot *directory.Snapshot, users, gone []*admin.User) (alive map[string]string, err error) {
	alive = make(map[string]string, len(users))
	seen := make(map[string]bool, len(users)+len(gone))
	for i, list := range [][]*admin.User{users, gone} {
		deleted := i == 1
		for _, u := range list {
			if u.Id == "" {
				return nil, directory.WithHint(fmt.Errorf("%w: a user without an id", directory.ErrIncomplete), hintAddress)
			}
			if seen[u.Id] {
				continue
			}
			seen[u.Id] = true
			snapshot.Users = append(snapshot.Users, directory.User{
				ReferenceID: u.Id, ExternalID: u.Id, Email: u.PrimaryEmail, Name: fullName(u), Deleted: deleted, Disabled: !deleted && (u.Suspended || u.Archived),
			})
			if !deleted {
				alive[u.Id] = u.Id
			}
		}
	}
	return alive, nil
}

// addTo adds the groups with those members that are there.
func (g *groups) addTo(snapshot *directory.Snapshot, alive map[string]string) {
	everybody := slices.Sorted(maps.Keys(alive))
	snapshot.Warnings = append(snapshot.Warnings, g.warnings...)
	for _, each := range g.read {
		entry := directory.Group{
			ReferenceID: each.id, ExternalID: each.id, Name: each.name, Outside: each.outside,
			UserMembers: known(each.users, alive),
		}
		if each.everybody {
			entry.UserMembers = slices.Clone(everybody)
		}
		for _, id := range each.groups {
			if inner, ok := g.read[id]; ok {
				entry.NestedGroups = append(entry.NestedGroups, inner.id)
			}
		}
		slices.Sort(entry.NestedGroups)
		entry.NestedGroups = slices.Clip(slices.Compact(entry.NestedGroups))
		snapshot.Groups = append(snapshot.Groups, entry)
	}
}

// known returns the members who are there, sorted, each once.
func known(ids []string, alive map[string]string) []string {
	var there []string
	for _, id := range ids {
		if same, ok := alive[id]; ok {
			there = append(there, same)
		}
	}
	slices.Sort(there)
	return slices.Clip(slices.Compact(there))
}

// fullName is what people call a user.
func fullName(u *admin.User) string {
	if u.Name == nil {
		return ""
	}
	return strings.TrimSpace(cmp.Or(u.Name.FullName, u.Name.GivenName+" "+u.Name.FamilyName))
}

// nameOf is the name to show.
func nameOf(g *admin.Group) string { return cmp.Or(g.Name, g.Email) }
