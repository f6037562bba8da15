package entra

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"golang.org/x/sync/errgroup"

	"directoryconnector/backend/internal/transport"
)

// mostListed is how many groups are asked for their members, each of which
// costs two units of a limit of 3,500 to 8,000 in ten seconds. A round of delta
// tells of a hundred and more for one.
const mostListed = 3000

// errInexact says that lists will not do, and rounds of delta may.
var errInexact = errors.New("lists are not enough")

// byLists reads lists, and then what changed meanwhile.
func (r *reading) byLists(ctx context.Context) error {
	if !r.plain {
		if err := r.takeTokens(ctx); err != nil {
			return err
		}
	}
	all, inner := errgroup.WithContext(ctx)
	all.Go(func() error { return r.listUsers(inner) })
	all.Go(func() error { return r.readDeleted(inner) })
	if r.cfg.SyncGroups {
		all.Go(func() error { return r.listGroups(inner) })
	}
	if err := all.Wait(); err != nil {
		return err
	}
	if err := r.checkRights(); err != nil || r.plain {
		return err
	}
	r.cursor.settleLists(r.start)
	return r.catchUp(ctx)
}

// takeTokens takes the places from which changes are told, before anything is
// listed.
func (r *reading) takeTokens(ctx context.Context) error {
	all, ctx := errgroup.WithContext(ctx)
	all.Go(func() (err error) {
		r.cursor.Users, err = token[wireUser](ctx, r.client, selectUser, "users")
		return transport.During("read users", needs(err, "User.Read.All", noUsers))
	})
	if r.cfg.SyncGroups {
		all.Go(func() (err error) {
			r.cursor.Groups, err = token[wireGroup](ctx, r.client, selectGroup+withMembers, "groups")
			return transport.During("read groups", needs(err, "Group.Read.All", noGroups))
		})
	}
	return all.Wait()
}

// token asks for a deltaLink that means now
// (https://learn.microsoft.com/graph/delta-query-overview#use-delta-query-to-track-changes-in-a-resource-collection).
// Where it is refused, so may be delta itself: the first round will tell.
func token[T identified](ctx context.Context, c *client, query, what string) (string, error) {
	link, err := list(ctx, c, c.cloud.url(query+latest, what, "delta"), func([]T) {})
	if lacksDelta(err) || err == nil && link == "" {
		return "", fmt.Errorf("%w: there is no token for %s", errInexact, what)
	}
	return link, err
}

// catchUp merges what changed since the tokens were taken.
func (r *reading) catchUp(ctx context.Context) error {
	r.listed()
	if err := r.ask(ctx, &r.cursor, false); isStale(err) {
		return fmt.Errorf("%w: the token was refused: %w", errInexact, err)
	} else if err != nil {
		return err
	}
	if r.partial {
		return fmt.Errorf("%w: a row of delta leaves something out", errInexact)
	}
	agreed, err := r.readFresh(ctx)
	if err == nil && !agreed {
		err = fmt.Errorf("%w: delta and a list differ about a group", errInexact)
	}
	if err == nil && len(r.removed) > 0 {
		err = r.readDeleted(ctx)
	}
	return err
}

// listUsers reads all users that are there.
func (r *reading) listUsers(ctx context.Context) error {
	_, err := list(ctx, r.client, r.cloud.url(selectUser+top, "users"), func(page []wireUser) { r.reads.Report("users", r.takeUsers(page)) })
	return transport.During("read users", needs(err, "User.Read.All", noUsers))
}

// listGroups reads the list of groups, and then the members of them all.
func (r *reading) listGroups(ctx context.Context) error {
	_, err := list(ctx, r.client, r.cloud.url(selectGroup+top, "groups"), func(page []wireGroup) { r.reads.Report("groups", r.takeGroups(page)) })
	if err != nil {
		return transport.During("read groups", needs(err, "Group.Read.All", noGroups))
	}
	ids := slices.Sorted(maps.Keys(r.groups))
	if r.cursor.Groups != "" && len(ids) > mostListed {
		return fmt.Errorf("%w: there are %d groups", errInexact, len(ids))
	}
	return r.readMembers(ctx, ids)
}

// readMembers reads the members of these groups. One that was deleted since it
// was listed is forgotten.
func (r *reading) readMembers(ctx context.Context, groups []string) error {
	parts := make([]part, len(groups))
	for i, id := range groups {
		parts[i] = part{
			path: "/groups/" + id + "/members?" + selectID + top, what: "read the members of group " + id,
			take:    func(page []wireMember) { r.takeMembers(id, page) },
			missing: func() { r.dropGroup(id) },
		}
	}
	return needs(r.client.readParts(ctx, parts), "Group.Read.All", noMembers)
}
