package google

import (
	"context"
	"slices"
	"strings"

	admin "google.golang.org/api/admin/directory/v1"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// Locate implements directory.Locator: users and groups by id and by their
// emails, aliases included, groups by name, and whether domain and query find
// them
// (https://developers.google.com/workspace/admin/directory/reference/rest/v1/users/get,
// https://developers.google.com/workspace/admin/directory/reference/rest/v1/groups/get).
func (s *Source) Locate(ctx context.Context, names ...string) ([]directory.Location, error) {
	defer s.http.CloseIdleConnections()
	c, err := s.newClient(ctx)
	if err != nil {
		return nil, err
	}
	l := &locator{Locator: transport.Locator{Queries: &s.cfg.Queries}, c: c}
	return l.Each(names, func(name string) error { return l.user(ctx, name) }, func(name string) error { return l.groups(ctx, name) })
}

type locator struct {
	transport.Locator
	c *client
}

// isKey tells whether a name may be the key of a user or a group.
func isKey(name string) bool { return name != "" && !strings.ContainsAny(name, " /?#") }

func (l *locator) user(ctx context.Context, name string) error {
	if !isKey(name) {
		return nil
	}
	u, err := l.c.user(ctx, name)
	if transport.IsNotFound(err) || transport.IsBadRequest(err) {
		return nil
	}
	if err != nil {
		return err
	}
	location, query := l.User(u.Id, u.PrimaryEmail), l.Queries.UserQuery
	if location == nil || l.elsewhere(location, u.PrimaryEmail) || query == "" {
		return nil
	}
	chosen, err := list(ctx, kindUsers, l.c.users(ctx, query+" email="+u.PrimaryEmail, false), nil)
	if err == nil && !slices.ContainsFunc(chosen, func(other *admin.User) bool { return other.Id == u.Id }) {
		location.ByQuery(query)
	}
	return err
}

// elsewhere adds that an address is not of the domain that is read.
func (l *locator) elsewhere(location *directory.Location, address string) bool {
	_, host, _ := strings.Cut(address, "@")
	if l.c.domain == "" || strings.EqualFold(host, l.c.domain) {
		return false
	}
	location.Exclusions = append(location.Exclusions, directory.Excluded(directory.OutsideBase, "bases", l.c.domain))
	return true
}

func (l *locator) groups(ctx context.Context, name string) error {
	var groups []*admin.Group
	if isKey(name) {
		g, err := l.c.group(ctx, name)
		switch {
		case err == nil:
			groups = append(groups, g)
		case !transport.IsNotFound(err) && !transport.IsBadRequest(err):
			return err
		}
	}
	called, err := list(ctx, kindGroups, l.c.groups(ctx, "name='"+strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(name)+"'"), nil)
	if err != nil && !transport.IsBadRequest(err) {
		return err
	}
	for _, g := range append(groups, called...) {
		location, query := l.Group(g.Id, g.Name), l.Queries.GroupQuery
		if location == nil || l.elsewhere(location, g.Email) || query == "" {
			continue
		}
		chosen, err := list(ctx, kindGroups, l.c.groups(ctx, query+" email="+g.Email), nil)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(chosen, func(other *admin.Group) bool { return other.Id == g.Id }) {
			location.ByQuery(query)
		}
	}
	return nil
}

// user asks for one user. The error is explained.
func (c *client) user(ctx context.Context, key string) (*admin.User, error) {
	const kind = "admin#directory#user"
	answer, err := askOnce(ctx, kind, func(string) (page[*admin.User], error) {
		u, err := c.api.Users.Get(key).Context(ctx).Fields("kind,id,primaryEmail").Do()
		if err != nil || u == nil {
			return page[*admin.User]{}, orNull(err)
		}
		return page[*admin.User]{[]*admin.User{u}, "", u.Kind, u.HTTPStatusCode}, nil
	}, "")
	if err != nil {
		return nil, explain(err)
	}
	return answer.items[0], nil
}
