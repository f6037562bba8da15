package entra

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/account"
	"directoryconnector/backend/internal/transport"
)

// Locate implements directory.Locator: users by mail, user principal name and
// id, groups by display name and id, and which group or administrative unit of
// the filter leaves them out
// (https://learn.microsoft.com/graph/filter-query-parameter).
func (s *Source) Locate(ctx context.Context, names ...string) ([]directory.Location, error) {
	defer s.client.http.CloseIdleConnections()
	if _, err := s.client.tokens.Get(ctx); err != nil {
		return nil, err
	}
	l := &locator{Source: s, Locator: transport.Locator{Queries: &transport.Queries{SyncGroups: s.cfg.SyncGroups}}}
	return l.Each(names, func(name string) error {
		return needs(l.users(ctx, name), "User.Read.All", noUsers)
	}, func(name string) error {
		return needs(l.groups(ctx, name), "Group.Read.All", noGroups)
	})
}

type locator struct {
	*Source
	transport.Locator
	units *units
}

// called is the filter for a name; an id may be asked for only where it is one.
func called(name string, properties ...string) string {
	value := " eq '" + strings.ReplaceAll(name, "'", "''") + "'"
	if account.IsGUID(name) {
		properties = append(properties, "id")
	}
	return "&$filter=" + strings.ReplaceAll(url.QueryEscape(strings.Join(properties, value+" or ")+value), "+", "%20")
}

func (l *locator) users(ctx context.Context, name string) error {
	var users []wireUser
	_, err := list(ctx, l.client, l.cloud.url(selectUser+called(name, "mail", "userPrincipalName"), "users"), func(page []wireUser) { users = append(users, page...) })
	if err != nil {
		return err
	}
	for _, u := range users {
		location := l.User(u.ID, u.email())
		if location == nil || !l.byGroup() {
			continue
		}
		if err := l.chosen(ctx, location); err != nil {
			return err
		}
	}
	return nil
}

// chosen adds which groups of the filter leave a user out
// (https://learn.microsoft.com/graph/api/user-list-transitivememberof).
func (l *locator) chosen(ctx context.Context, user *directory.Location) error {
	in := map[string]bool{}
	_, err := list(ctx, l.client, l.cloud.url(selectID+top, "users", user.Reference, "transitiveMemberOf"), func(page []wireMember) {
		for _, m := range page {
			in[strings.ToLower(m.ID)] = true
		}
	})
	if err != nil {
		return err
	}
	is := func(group string) bool { return in[strings.ToLower(group)] }
	if len(l.cfg.IncludeGroups) > 0 && !slices.ContainsFunc(l.cfg.IncludeGroups, is) {
		user.ByPart("includeGroup:" + strings.Join(l.cfg.IncludeGroups, ","))
	}
	for _, group := range l.cfg.ExcludeGroups {
		if is(group) {
			user.ByPart("excludeGroup:" + group)
		}
	}
	return nil
}

func (l *locator) groups(ctx context.Context, name string) error {
	var groups []wireGroup
	_, err := list(ctx, l.client, l.cloud.url(selectGroup+called(name, "displayName"), "groups"), func(page []wireGroup) { groups = append(groups, page...) })
	if err != nil || len(groups) == 0 {
		return err
	}
	if l.units == nil {
		if l.units, err = l.readUnits(ctx); err != nil {
			return err
		}
	}
	for _, g := range groups {
		location := l.Group(g.ID, text(g.Name))
		if location == nil {
			continue
		}
		if l.units.include != nil && !l.units.include[g.ID] {
			location.ByPart("includeAdministrativeUnit:" + strings.Join(l.cfg.IncludeUnits, ","))
		}
		if l.units.exclude[g.ID] {
			location.ByPart("excludeAdministrativeUnit:" + strings.Join(l.cfg.ExcludeUnits, ","))
		}
	}
	return nil
}
