package okta

import (
	"context"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// Locate implements directory.Locator: users by id, login and email, groups by
// id and the beginning of their name, and whether the query finds them
// (https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/,
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Group/).
func (s *Source) Locate(ctx context.Context, names ...string) ([]directory.Location, error) {
	defer s.http.CloseIdleConnections()
	l := &locator{Locator: transport.Locator{Queries: &s.cfg.Queries}, c: s.newClient()}
	return l.Each(names, func(name string) error { return l.users(ctx, name) }, func(name string) error { return l.groups(ctx, name) })
}

type locator struct {
	transport.Locator
	c *client
}

// mostMatches is how many matches of one name are asked for.
const mostMatches = "10"

func (l *locator) users(ctx context.Context, name string) error {
	value := quoted(name)
	called := "profile.email eq " + value + " or profile.login eq " + value + " or id eq " + value
	users, err := few[wireUser](ctx, l.c, called, "users")
	if err != nil || len(users) == 0 {
		return err
	}
	chosen := users
	query := l.Queries.UserQuery
	if query != "" {
		if chosen, err = few[wireUser](ctx, l.c, and(called, query), "users"); err != nil {
			return err
		}
	}
	for _, u := range users {
		if location := l.User(u.ID, u.Profile.Email); location != nil && !has(chosen, u.ID) {
			location.ByQuery(query)
		}
	}
	return nil
}

func (l *locator) groups(ctx context.Context, name string) error {
	groups, err := few[wireGroup](ctx, l.c, "id eq "+quoted(name), "groups")
	if err != nil {
		return err
	}
	u := listURL(l.c.origin, mostMatches, "", "groups")
	q := u.Query()
	q.Set("q", name)
	u.RawQuery = strings.ReplaceAll(q.Encode(), "+", "%20")
	if err := list(ctx, l.c, u, func(page []wireGroup) error {
		groups = append(groups, slices.DeleteFunc(page, func(g wireGroup) bool { return !strings.EqualFold(g.Profile.Name, name) })...)
		return nil
	}); err != nil {
		return err
	}
	for _, g := range groups {
		location, query := l.Group(g.ID, g.Profile.Name), l.Queries.GroupQuery
		if location == nil || query == "" {
			continue
		}
		chosen, err := few[wireGroup](ctx, l.c, and("id eq "+quoted(g.ID), query), "groups")
		if err != nil {
			return err
		}
		if !has(chosen, g.ID) {
			location.ByQuery(query)
		}
	}
	return nil
}

// few reads a list of which a filter leaves little.
func few[T identified](ctx context.Context, c *client, filter, path string) (all []T, err error) {
	err = list(ctx, c, listURL(c.origin, mostMatches, filter, path), func(page []T) error {
		all = append(all, page...)
		return nil
	})
	return all, err
}

func has[T identified](list []T, id string) bool {
	return slices.ContainsFunc(list, func(item T) bool { return item.id() == id })
}

// quoted is a text in a filter.
func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}
