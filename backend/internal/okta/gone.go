package okta

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// Users that were deleted for good and groups that were deleted are in no list,
// and no filter finds them. So once in lookEvery an incremental read asks for
// the lists, without members, and for everybody by id whom the last Snapshot
// has and they lack.

// lookEvery is how often is looked for who is gone.
const lookEvery = time.Hour

// gone are those that are not there any more, by id.
type gone struct {
	mu            sync.Mutex
	users, groups map[string]bool
}

// look finds out who is gone. It is called when what changed was read.
func (ch *changes) look(ctx context.Context) error {
	var users, groups newest[wireUser]
	all, inner := errgroup.WithContext(ctx)
	all.Go(func() error { return readNames(inner, ch, &users, userLimit, "users") })
	if ch.src.cfg.SyncGroups {
		all.Go(func() error { return readNames(inner, ch, &groups, groupLimit, "groups") })
	}
	if err := all.Wait(); err != nil {
		return err
	}
	fan, ctx := errgroup.WithContext(ctx)
	fan.SetLimit(mostInFlight)
	for _, u := range ch.base.Users {
		if id := u.ExternalID; !u.Deleted && !users.has(id) && !ch.users.has(id) {
			fan.Go(func() error { return ch.lookForUser(ctx, id) })
		}
	}
	for _, g := range ch.base.Groups {
		if id := g.ExternalID; ch.src.cfg.SyncGroups && !groups.has(id) && !ch.groups.has(id) {
			fan.Go(func() error { return ch.lookForGroup(ctx, id) })
		}
	}
	return fan.Wait()
}

// readNames reads a whole list.
func readNames(ctx context.Context, ch *changes, into *newest[wireUser], limit, kind string) error {
	err := list(ctx, ch.c, ch.url(limit, "", kind), func(page []wireUser) error {
		into.add(page)
		return nil
	})
	return transport.During("look which "+kind+" are there", err)
}

func (n *newest[T]) has(id string) bool {
	_, ok := n.byID[id]
	return ok
}

func (ch *changes) lookForUser(ctx context.Context, id string) error {
	u, err := one[wireUser](ctx, ch.reading, "users", id)
	switch {
	case err != nil:
		return err
	case u == nil:
		ch.gone.mu.Lock()
		defer ch.gone.mu.Unlock()
		ch.gone.users[id] = true
	case u.gone():
		ch.users.add([]wireUser{*u})
	}
	return nil
}

func (ch *changes) lookForGroup(ctx context.Context, id string) error {
	g, err := one[wireGroup](ctx, ch.reading, "groups", id)
	if err == nil && g == nil {
		ch.gone.mu.Lock()
		defer ch.gone.mu.Unlock()
		ch.gone.groups[id] = true
	}
	return err
}

// one asks for one entry. It returns nil where there is none.
func one[T identified](ctx context.Context, r *reading, kind, id string) (*T, error) {
	body, _, err := r.c.get(ctx, r.url("", "", kind, id))
	if transport.IsNotFound(err) {
		return nil, nil //nolint:nilnil // gone is no error
	}
	if err != nil {
		return nil, transport.During("look for "+id, transport.ExplainRead(err))
	}
	var entry *T
	if json.Unmarshal(body, &entry) != nil || entry == nil || (*entry).id() != id {
		return nil, directory.WithHint(fmt.Errorf("%w: look for %s: the answer is not what was asked for", directory.ErrIncomplete, id), hintAddress)
	}
	return entry, nil
}
