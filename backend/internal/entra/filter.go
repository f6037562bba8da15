package entra

import (
	"context"
	"errors"
	"strings"

	"golang.org/x/sync/errgroup"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// units are the ids of what is in the administrative units of the settings; a
// nil map means that there are none.
type units struct{ include, exclude map[string]bool }

// pass tells whether a group may be part of the Snapshot.
func (u *units) pass(group string) bool {
	return (u.include == nil || u.include[group]) && !u.exclude[group]
}

// readUnits reads the members of administrative units
// (https://learn.microsoft.com/graph/api/administrativeunit-list-members).
func (s *Source) readUnits(ctx context.Context) (*units, error) {
	u := &units{}
	if !s.cfg.SyncGroups {
		return u, nil
	}
	read := func(ids []string) (map[string]bool, error) {
		if len(ids) == 0 {
			return nil, nil
		}
		set := map[string]bool{}
		for _, id := range ids {
			_, err := list(ctx, s.client, s.cloud.url(selectID, "directory", "administrativeUnits", id, "members"), func(page []wireMember) {
				for _, m := range page {
					set[m.ID] = true
				}
			})
			if transport.IsNotFound(err) {
				return nil, directory.WithHint(directory.Errorf(directory.ErrConfig, "sync.groupFilter: there is no administrative unit %s", id),
					"Take its Object ID from the Microsoft Entra admin center (Roles & admins > Admin units, the unit, Properties).")
			}
			if err != nil {
				return nil, transport.During("read the administrative unit "+id, needs(err, "AdministrativeUnit.Read.All", noUnits))
			}
		}
		return set, nil
	}
	var err error
	if u.include, err = read(s.cfg.IncludeUnits); err == nil {
		u.exclude, err = read(s.cfg.ExcludeUnits)
	}
	return u, err
}

// byGroup tells whether users are chosen by their groups.
func (s *Source) byGroup() bool { return len(s.cfg.IncludeGroups)+len(s.cfg.ExcludeGroups) > 0 }

// filtered tells whether something is left out that a change of something else
// could bring in.
func (s *Source) filtered() bool {
	return s.byGroup() || len(s.cfg.IncludeUnits)+len(s.cfg.ExcludeUnits) > 0
}

// chooseUsers returns which users pass. members finds all that is in a group,
// however deep.
func (s *Source) chooseUsers(ctx context.Context, members func(ctx context.Context, group string) (map[string]bool, error)) (func(id string) bool, error) {
	if !s.byGroup() {
		return func(string) bool { return true }, nil
	}
	var sets [2]map[string]bool
	for i, ids := range [][]string{s.cfg.IncludeGroups, s.cfg.ExcludeGroups} {
		sets[i] = map[string]bool{}
		found := make([]map[string]bool, len(ids))
		fan, ctx := errgroup.WithContext(ctx)
		for n, id := range ids {
			fan.Go(func() (err error) {
				found[n], err = members(ctx, strings.ToLower(id))
				return err
			})
		}
		if err := fan.Wait(); err != nil {
			return nil, err
		}
		for _, set := range found {
			for id := range set {
				sets[i][id] = true
			}
		}
	}
	include, exclude := sets[0], sets[1]
	return func(id string) bool { return (len(s.cfg.IncludeGroups) == 0 || include[id]) && !exclude[id] }, nil
}

// askTransitive asks Graph for all that is in a group
// (https://learn.microsoft.com/graph/api/group-list-transitivemembers).
func (s *Source) askTransitive(ctx context.Context, group string) (map[string]bool, error) {
	set := map[string]bool{}
	_, err := list(ctx, s.client, s.cloud.url(selectID+top, "groups", group, "transitiveMembers"), func(page []wireMember) {
		for _, m := range page {
			set[m.ID] = true
		}
	})
	if transport.IsNotFound(err) && !errors.Is(err, directory.ErrIncomplete) || transport.IsNotFound(err) && len(set) == 0 {
		return nil, noGroup(group)
	}
	return set, transport.During("read the members of group "+group, needs(err, "Group.Read.All", noMembers))
}

// transitive finds the same in what was read.
func (s *state) transitive(_ context.Context, group string) (map[string]bool, error) {
	set, todo := map[string]bool{}, []string{group}
	if s.groups[group] == nil {
		return nil, noGroup(group)
	}
	walked := map[string]bool{group: true}
	for len(todo) > 0 {
		g := s.groups[todo[len(todo)-1]]
		todo = todo[:len(todo)-1]
		for _, m := range g.members() {
			set[m] = true
			if s.groups[m] != nil && !walked[m] {
				walked[m] = true
				todo = append(todo, m)
			}
		}
	}
	return set, nil
}

func noGroup(id string) error {
	return directory.WithHint(directory.Errorf(directory.ErrConfig, "sync.userFilter: there is no group %s", id),
		"Take the Object ID of the group from the Microsoft Entra admin center (Groups, the group, Overview). A group that was deleted must leave the filter.")
}
