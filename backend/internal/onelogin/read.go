package onelogin

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// read reads everything; base tells who is looked for.
func (s *Source) read(ctx context.Context, base *directory.Snapshot, start time.Time) (*directory.Snapshot, error) {
	c, was := s.newClient(), knownOf(base)
	var users []wireUser
	var roles []wireRole
	all, inner := errgroup.WithContext(ctx)
	all.Go(func() (err error) {
		byID := func(ctx context.Context, id int64) (*wireUser, error) { return s.user(ctx, c, id) }
		users, err = found(inner, c, s.userList(), was.users, byID, func(n int) { s.reads.Report("users", n) })
		return transport.During("read users", err)
	})
	if s.cfg.SyncGroups {
		all.Go(func() (err error) {
			byID := func(ctx context.Context, id int64) (*wireRole, error) { return s.role(ctx, c, id) }
			roles, err = found(inner, c, s.roleList(), was.roles, byID, func(n int) { s.reads.Report("groups", n) })
			return transport.During("read roles", err)
		})
	}
	if err := all.Wait(); err != nil {
		return nil, err
	}
	m := s.newMemberships(c, users)
	m.was = was.members
	groups, err := m.read(ctx, slices.DeleteFunc(roles, func(r wireRole) bool { return !s.cfg.Wants(r.Name) }))
	if err != nil {
		return nil, err
	}
	snapshot := &directory.Snapshot{Groups: groups, Complete: true, ReadAt: start, CompleteAt: start}
	for _, u := range users {
		id := m.users[u.ID]
		snapshot.Users = append(snapshot.Users, directory.User{
			ReferenceID: id, ExternalID: id, Email: s.emailOf(u), Name: u.name(), Disabled: u.Status == statusSuspended,
		})
	}
	snapshot.Sort()
	return snapshot, nil
}

func (s *Source) userList() listing {
	return listing{path: []string{"users"}, limit: userLimit, fields: userFields, query: s.userQuery}
}

func (s *Source) roleList() listing {
	return listing{path: []string{"roles"}, limit: roleLimit, fields: roleFields, query: s.roleQuery}
}

func memberList(role int64) listing {
	return listing{path: []string{"roles", text(role), "users"}, limit: memberLimit}
}

func text(id int64) string { return strconv.FormatInt(id, 10) }

// memberships finds out who has which role.
type memberships struct {
	src *Source
	c   *client
	// users are the external ids of those who are there.
	users map[int64]string
	// byRole is what the users say; told that all of them say something.
	byRole map[int64][]int64
	told   bool
	// was are the members in the last Snapshot.
	was map[int64][]int64

	mu     sync.Mutex
	groups []directory.Group
}

func (s *Source) newMemberships(c *client, users []wireUser) *memberships {
	m := &memberships{src: s, c: c, users: make(map[int64]string, len(users)), byRole: map[int64][]int64{}, told: true}
	for _, u := range users {
		m.users[u.ID] = text(u.ID)
		m.told = m.told && u.RoleIDs != nil
		for _, role := range u.RoleIDs {
			m.byRole[role] = append(m.byRole[role], u.ID)
		}
	}
	return m
}

// read returns the roles with their members. Roles about which users and roles
// disagree are asked themselves.
func (m *memberships) read(ctx context.Context, roles []wireRole) ([]directory.Group, error) {
	fan, ctx := errgroup.WithContext(ctx)
	fan.SetLimit(mostInFlight)
	asked := 0
	for _, r := range roles {
		members := m.known(r.Users)
		if m.told && r.Users != nil && slices.Equal(members, m.known(m.byRole[r.ID])) {
			m.add(r, members)
			continue
		}
		asked++
		fan.Go(func() error { return m.ask(ctx, r) })
	}
	if err := fan.Wait(); err != nil {
		return nil, err
	}
	if asked > 0 {
		m.src.reads.Log.InfoContext(ctx, "roles were asked for their users, since lists disagree", "groups", asked)
	}
	return m.groups, nil
}

// ask reads the users of one role. One that was deleted meanwhile has none, and
// is left out. Where members are missing in a list of several pages, or nobody
// knows who was one, it is read until two reads are the same: a member of a role
// can't be asked for by id.
func (m *memberships) ask(ctx context.Context, r wireRole) error {
	all, err := listPages[wireMember](ctx, m.c, memberList(r.ID), nil)
	if was := m.known(m.was[r.ID]); err == nil && (len(was) == 0 || len(all.missing(was)) > 0) {
		all, err = all.agreed(ctx)
	}
	if transport.IsNotFound(err) && !errors.Is(err, directory.ErrIncomplete) {
		return nil
	}
	if err != nil {
		return transport.During(fmt.Sprintf("read the users of role %d", r.ID), err)
	}
	m.add(r, m.known(assigned(all.items)))
	return nil
}

// assigned are those who have the role, not those who could.
func assigned(entries []wireMember) []int64 {
	ids := make([]int64, 0, len(entries))
	for _, e := range entries {
		if e.Assigned == nil || *e.Assigned {
			ids = append(ids, e.ID)
		}
	}
	return ids
}

// known returns the ids of users who are there, sorted, each once.
func (m *memberships) known(ids []int64) []int64 {
	there := make([]int64, 0, len(ids))
	for _, id := range ids {
		if _, ok := m.users[id]; ok {
			there = append(there, id)
		}
	}
	slices.Sort(there)
	return slices.Compact(there)
}

func (m *memberships) add(r wireRole, members []int64) {
	g := directory.Group{ReferenceID: text(r.ID), ExternalID: text(r.ID), Name: r.Name}
	if len(members) > 0 {
		g.UserMembers = make([]string, len(members))
	}
	for i, id := range members {
		g.UserMembers[i] = m.users[id]
	}
	slices.Sort(g.UserMembers) // as texts
	m.mu.Lock()
	defer m.mu.Unlock()
	m.groups = append(m.groups, g)
	m.src.reads.Report("members", len(m.groups))
}
