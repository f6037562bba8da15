package onelogin

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"strconv"
	"sync"

	"golang.org/x/sync/errgroup"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// Pages are counted: when somebody leaves and somebody comes while they are
// read, all others move, their number stays, and one of them is on no page. So
// whom the last Snapshot has and a list of several pages lacks is asked for by
// id before being gone. Where there is no last Snapshot, or many are missing,
// the list is read until two reads in a row hold the same entries.
//
// Nobody is missing then who was there all the time. Whoever is on no page of
// the second read was moved by somebody who left during it, whose page was read
// before. Then the count, where there is one, fits only if somebody came, who
// is on a page of it and on none of the first. Without counts pages are read one
// after the other: who is on no page of the first read was moved by somebody who
// had been read and left, and so is on none of the second.

// mostAsked is how many are asked for one by one.
const mostAsked = 200

// mostReads is how often a list is read until two reads are the same.
const mostReads = 5

// agreed reads a list of several pages again, all of which was read already,
// until two reads in a row hold the same entries.
func (p *pages[T]) agreed(ctx context.Context) (*pages[T], error) {
	if !p.several {
		return p, nil
	}
	for range mostReads - 1 {
		again, err := listPages[T](ctx, p.c, p.list, p.progress)
		if err != nil {
			return nil, err
		}
		if again.holds(p) && p.holds(again) {
			return again, nil
		}
		p = again
	}
	return nil, directory.WithHint(moved("it was read %d times, and two reads of the list in a row differ each time", mostReads), hintMoving)
}

// holds tells whether all entries of another read are in this one.
func (p *pages[T]) holds(other *pages[T]) bool {
	for id := range other.place {
		if _, there := p.place[id]; !there {
			return false
		}
	}
	return true
}

// found reads a list and looks for those of known that it lacks.
func found[T identified](ctx context.Context, c *client, l listing, known []int64, one func(context.Context, int64) (*T, error), progress func(int)) ([]T, error) {
	all, err := listPages[T](ctx, c, l, progress)
	if err != nil {
		return nil, err
	}
	missing := all.missing(known)
	if len(known) == 0 || len(missing) > mostAsked {
		if all, err = all.agreed(ctx); err != nil {
			return nil, err
		}
		return all.items, nil
	}
	var mu sync.Mutex
	var there []T
	fan, ctx := errgroup.WithContext(ctx)
	fan.SetLimit(mostInFlight)
	for _, id := range missing {
		fan.Go(func() error {
			entry, err := one(ctx, id)
			if err != nil || entry == nil {
				return transport.During("ask for "+text(id), err)
			}
			mu.Lock()
			defer mu.Unlock()
			there = append(there, *entry)
			return nil
		})
	}
	if err := fan.Wait(); err != nil {
		return nil, err
	}
	return all.with(there), nil
}

// missing are those of known that a list of several pages lacks.
func (p *pages[T]) missing(known []int64) (ids []int64) {
	if !p.several {
		return nil
	}
	for _, id := range known {
		if _, there := p.place[id]; !there {
			ids = append(ids, id)
		}
	}
	return ids
}

// with returns all entries, and those of others that are not among them.
func (p *pages[T]) with(others []T) []T {
	for _, entry := range others {
		if _, known := p.place[entry.id()]; !known {
			p.place[entry.id()] = len(p.items)
			p.items = append(p.items, entry)
		}
	}
	return p.items
}

// one asks for one entry. It returns nil where there is none.
func one[T identified](ctx context.Context, c *client, id int64, path ...string) (*T, error) {
	body, _, err := c.get(ctx, c.origin.JoinPath("api", "2").JoinPath(path...))
	if transport.IsNotFound(err) {
		return nil, nil //nolint:nilnil // gone is no error
	}
	if err != nil {
		return nil, transport.ExplainRead(err)
	}
	var entry *T
	err = json.Unmarshal(body, &entry)
	if err != nil || entry == nil || !(*entry).identified() || (*entry).id() != id {
		return nil, directory.WithHint(fmt.Errorf("%w: the answer is not what was asked for", directory.ErrIncomplete), hintAddress)
	}
	return entry, nil
}

// oneOf asks for one entry by a query, which finds it by a parameter.
func oneOf[T identified](ctx context.Context, c *client, l listing, id int64, by, value string) (*T, error) {
	query := url.Values{by: {value}}
	maps.Copy(query, l.query)
	l.query = query
	entries, err := list[T](ctx, c, l, nil)
	for i := range entries {
		if entries[i].id() == id {
			return &entries[i], err
		}
	}
	return nil, err
}

// user asks for one user whom the query finds.
func (s *Source) user(ctx context.Context, c *client, id int64) (*wireUser, error) {
	if len(s.userQuery) > 0 {
		return oneOf[wireUser](ctx, c, s.userList(), id, "id", text(id))
	}
	return one[wireUser](ctx, c, id, "users", text(id))
}

// role asks for one role that the query finds.
func (s *Source) role(ctx context.Context, c *client, id int64) (*wireRole, error) {
	r, err := one[wireRole](ctx, c, id, "roles", text(id))
	if err != nil || r == nil || len(s.roleQuery) == 0 {
		return r, err
	}
	return oneOf[wireRole](ctx, c, s.roleList(), id, "name", r.Name)
}

// known are those of the last Snapshot.
type known struct {
	users, roles []int64
	// members are those of roles.
	members map[int64][]int64
}

func knownOf(base *directory.Snapshot) *known {
	k := &known{members: map[int64][]int64{}}
	if base == nil {
		return k
	}
	for _, u := range base.Users {
		if !u.Deleted {
			k.users = append(k.users, number(u.ExternalID))
		}
	}
	for _, g := range base.Groups {
		id := number(g.ExternalID)
		k.roles = append(k.roles, id)
		for _, m := range g.UserMembers {
			k.members[id] = append(k.members[id], number(m))
		}
	}
	return k
}

// number is the id that a text says. What is none is asked for as 0, which
// nobody has.
func number(text string) int64 {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0
	}
	return id
}
