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
// and no filter finds them. The System Log tells them, where the token may read
// it. Else everybody whom the last Snapshot has and the lists lack is asked for
// by id: with a complete read, and once in lookEvery between them, when an
// incremental read asks for the lists, without members.

// lookEvery is how often is looked for who is gone where the log can't be read.
const lookEvery = time.Hour

// gone are those that are not there any more.
type gone struct {
	mu sync.Mutex
	// users maps their ids to the emails that are known of them.
	users  map[string]string
	groups map[string]bool
}

// findGone finds out, after a complete read, who of those that were there was
// deleted for good.
func (r *reading) findGone(ctx context.Context, base *directory.Snapshot) error {
	if r.c.date.IsZero() {
		return nil
	}
	told, err := r.readLog(ctx, r.c.date.Add(-logKept))
	switch {
	case err != nil:
		return err
	case told != nil:
		r.gone.users = told.users
		return nil
	case !r.src.knows(base):
		return nil
	}
	there := &r.users
	if r.src.cfg.UserQuery != "" {
		there = &newest[wireUser]{}
		if err := readNames(ctx, r, there, userLimit, "users"); err != nil {
			return err
		}
	}
	return r.lookFor(ctx, base.Users, there, nil, nil)
}

// look finds out who is gone when what changed was read. It returns until when
// that is known.
func (ch *changes) look(ctx context.Context, old *cursor) (time.Time, error) {
	due := ch.c.date.Sub(old.Looked) >= lookEvery
	if ch.noLog = old.NoLog; (!ch.noLog || due) && ch.c.date.Sub(old.Looked) < logKept {
		told, err := ch.readLog(ctx, old.Looked.Add(-overlap))
		if err != nil {
			return time.Time{}, err
		}
		if told != nil {
			return ch.c.date, ch.check(ctx, told)
		}
	}
	if !due {
		return old.Looked, nil
	}
	var users, groups newest[wireUser]
	all, inner := errgroup.WithContext(ctx)
	all.Go(func() error { return readNames(inner, ch.reading, &users, userLimit, "users") })
	if ch.src.cfg.SyncGroups {
		all.Go(func() error { return readNames(inner, ch.reading, &groups, groupLimit, "groups") })
	}
	if err := all.Wait(); err != nil {
		return time.Time{}, err
	}
	return ch.c.date, ch.lookFor(ctx, ch.base.Users, &users, ch.base.Groups, &groups)
}

// check asks for those of the last Snapshot by id who are gone, as the log
// says. Of others its word is enough.
func (ch *changes) check(ctx context.Context, told *gone) error {
	ch.gone.users = told.users
	var users []directory.User
	for _, u := range ch.base.Users {
		if _, gone := told.users[u.ExternalID]; gone && !u.Deleted {
			delete(ch.gone.users, u.ExternalID)
			users = append(users, u)
		}
	}
	var groups []directory.Group
	for _, g := range ch.base.Groups {
		if told.groups[g.ExternalID] {
			groups = append(groups, g)
		}
	}
	return ch.lookFor(ctx, users, &newest[wireUser]{}, groups, &newest[wireUser]{})
}

// readNames reads a whole list.
func readNames(ctx context.Context, r *reading, into *newest[wireUser], limit, kind string) error {
	err := list(ctx, r.c, r.url(limit, "", kind), func(page []wireUser) error {
		into.add(page)
		return nil
	})
	if kind == "users" {
		return transport.During("look which users are there", err)
	}
	return transport.During("look which groups are there", err)
}

func (n *newest[T]) has(id string) bool {
	_, ok := n.byID[id]
	return ok
}

// lookFor asks for those by id who are not there, as far as lists say.
func (r *reading) lookFor(ctx context.Context, users []directory.User, there *newest[wireUser], groups []directory.Group, thereGroups *newest[wireUser]) error {
	fan, ctx := errgroup.WithContext(ctx)
	fan.SetLimit(mostInFlight)
	for _, u := range users {
		if id := u.ExternalID; !u.Deleted && !there.has(id) && !r.users.has(id) {
			fan.Go(func() error { return r.lookForUser(ctx, id, u.Email) })
		}
	}
	for _, g := range groups {
		if id := g.ExternalID; r.src.cfg.SyncGroups && !thereGroups.has(id) && !r.groups.has(id) {
			fan.Go(func() error { return r.lookForGroup(ctx, id) })
		}
	}
	return fan.Wait()
}

func (r *reading) lookForUser(ctx context.Context, id, email string) error {
	u, err := one[wireUser](ctx, r, "users", id)
	switch {
	case err != nil:
		return err
	case u == nil:
		r.gone.mu.Lock()
		defer r.gone.mu.Unlock()
		r.gone.users[id] = email
	case u.gone():
		r.users.add([]wireUser{*u})
	}
	return nil
}

func (r *reading) lookForGroup(ctx context.Context, id string) error {
	g, err := one[wireGroup](ctx, r, "groups", id)
	if err == nil && g == nil {
		r.gone.mu.Lock()
		defer r.gone.mu.Unlock()
		r.gone.groups[id] = true
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
