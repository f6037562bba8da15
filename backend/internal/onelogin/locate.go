package onelogin

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// Locate implements directory.Locator: users by email and user name, roles by
// name, and whether the query finds them
// (https://developers.onelogin.com/api-docs/2/users/list-users,
// https://developers.onelogin.com/api-docs/2/roles/list-roles).
func (s *Source) Locate(ctx context.Context, names ...string) ([]directory.Location, error) {
	defer s.http.CloseIdleConnections()
	l := &locator{Source: s, c: s.newClient()}
	for _, name := range names {
		if name == "" || strings.Contains(name, "*") { // it stands for anything
			continue
		}
		for _, by := range []string{"email", "username"} {
			if err := l.users(ctx, by, name); err != nil {
				return nil, transport.During("look for a user", err)
			}
		}
		if !s.cfg.SyncGroups {
			continue
		}
		if err := l.roles(ctx, name); err != nil {
			return nil, transport.During("look for a role", err)
		}
	}
	return l.found.List, nil
}

type locator struct {
	*Source
	c     *client
	found directory.Locations
}

// mostMatches is how many matches of one name are asked for.
const mostMatches = "50"

func (l *locator) users(ctx context.Context, by, name string) error {
	fewOf := func(query url.Values) ([]wireUser, error) {
		return list[wireUser](ctx, l.c, listing{path: []string{"users"}, limit: mostMatches, fields: userFields, query: query}, nil)
	}
	users, err := fewOf(url.Values{by: {name}})
	if err != nil || len(users) == 0 {
		return err
	}
	chosen, err := chosenOf(users, l.userQuery, by, name, fewOf)
	if err != nil {
		return err
	}
	for _, u := range users {
		location := l.found.Add(directory.Location{Kind: directory.LocatedUser, Reference: text(u.ID), ExternalID: text(u.ID), Name: l.emailOf(u)})
		if location != nil && !has(chosen, u.ID) {
			location.ByQuery(l.cfg.UserQuery)
		}
	}
	return nil
}

func (l *locator) roles(ctx context.Context, name string) error {
	fewOf := func(query url.Values) ([]wireRole, error) {
		return list[wireRole](ctx, l.c, listing{path: []string{"roles"}, limit: mostMatches, fields: roleFields, query: query}, nil)
	}
	roles, err := fewOf(url.Values{"name": {name}})
	if err != nil || len(roles) == 0 {
		return err
	}
	chosen, err := chosenOf(roles, l.roleQuery, "name", name, fewOf)
	if err != nil {
		return err
	}
	for _, r := range roles {
		location := l.found.Add(directory.Location{Kind: directory.LocatedGroup, Reference: text(r.ID), ExternalID: text(r.ID), Name: r.Name})
		if location == nil {
			continue
		}
		if !l.cfg.Wants(r.Name) {
			location.ByPart(l.cfg.GroupNames.String())
		}
		if !has(chosen, r.ID) {
			location.ByQuery(l.cfg.GroupQuery)
		}
	}
	return nil
}

// chosenOf are those that the query finds, too. One that asks for the same
// parameter is asked as it is: a name can't be asked for beside it.
func chosenOf[T identified](all []T, query url.Values, by, name string, ask func(url.Values) ([]T, error)) ([]T, error) {
	if len(query) == 0 {
		return all, nil
	}
	both := url.Values{}
	for key, values := range query {
		both[key] = values
	}
	if !both.Has(by) {
		both.Set(by, name)
	}
	return ask(both)
}

func has[T identified](list []T, id int64) bool {
	return slices.ContainsFunc(list, func(item T) bool { return item.id() == id })
}
