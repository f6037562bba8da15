package onelogin

import (
	"context"
	"maps"
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
	l := &locator{Source: s, Locator: transport.Locator{Queries: &s.cfg.Queries}, c: s.newClient()}
	names = slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return name == "" || strings.Contains(name, "*") // it stands for anything
	})
	return l.Each(names, func(name string) error {
		if err := l.users(ctx, "email", name); err != nil {
			return err
		}
		return l.users(ctx, "username", name)
	}, func(name string) error { return l.roles(ctx, name) })
}

type locator struct {
	*Source
	transport.Locator
	c *client
}

// mostMatches is how many matches of one name are asked for.
const mostMatches = "50"

func (l *locator) users(ctx context.Context, by, name string) error {
	few := listing{path: []string{"users"}, limit: mostMatches, fields: userFields, query: l.userQuery}
	return locate(ctx, l.c, few, by, name, l.cfg.UserQuery, func(u wireUser) *directory.Location { return l.User(text(u.ID), l.emailOf(u)) })
}

func (l *locator) roles(ctx context.Context, name string) error {
	few := listing{path: []string{"roles"}, limit: mostMatches, fields: roleFields, query: l.roleQuery}
	return locate(ctx, l.c, few, "name", name, l.cfg.GroupQuery, func(r wireRole) *directory.Location { return l.Group(text(r.ID), r.Name) })
}

// locate adds those whom a parameter finds, and whether the query of the list,
// which is that text, leaves them out.
func locate[T identified](ctx context.Context, c *client, few listing, by, name, text string, add func(T) *directory.Location) error {
	fewOf := func(query url.Values) ([]T, error) {
		few.query = query
		return list[T](ctx, c, few, nil)
	}
	query := few.query
	all, err := fewOf(url.Values{by: {name}})
	if err != nil || len(all) == 0 {
		return err
	}
	chosen, err := chosenOf(all, query, by, name, fewOf)
	if err != nil {
		return err
	}
	for _, entry := range all {
		if location := add(entry); location != nil && !has(chosen, entry.id()) {
			location.ByQuery(text)
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
	maps.Copy(both, query)
	if !both.Has(by) {
		both.Set(by, name)
	}
	return ask(both)
}

func has[T identified](list []T, id int64) bool {
	return slices.ContainsFunc(list, func(item T) bool { return item.id() == id })
}
