package google

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"
	admin "google.golang.org/api/admin/directory/v1"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// group is a group whose members were read.
type group struct {
	id, name string
	outside  bool
	// users and groups are the ids of members, as Google lists them.
	users, groups []string
	// everybody tells that all users of the account are members.
	everybody bool
}

// groups reads groups, and the groups in them, in rounds: first those that the
// filters choose, then, with ResolveOutside, those that these nest and that were
// not read yet, until there are none.
type groups struct {
	src *Source
	c   *client
	// found are all that the query finds, by id.
	found map[string]*admin.Group

	mu sync.Mutex
	// read are those whose members are known; tried also those that are not
	// there or may not be seen.
	read     map[string]*group
	tried    map[string]bool
	warnings []directory.Warning
	refused  error
}

// readAll reads the groups and all their members.
func (g *groups) readAll(ctx context.Context) error {
	entries, err := list(ctx, kindGroups, g.c.groups(ctx, g.src.cfg.GroupQuery), func(n int) { g.src.reads.Report("groups", n) })
	if err != nil {
		return transport.During("read groups", err)
	}
	g.found, g.tried = map[string]*admin.Group{}, map[string]bool{}
	var todo []string
	for _, e := range entries {
		if e.Id == "" {
			return directory.WithHint(fmt.Errorf("%w: a group without an id", directory.ErrIncomplete), hintAddress)
		}
		if _, again := g.found[e.Id]; !again && g.src.cfg.Wants(e.Name) {
			todo = append(todo, e.Id)
		}
		g.found[e.Id] = e
	}
	for len(todo) > 0 {
		if err := g.round(ctx, todo); err != nil {
			return err
		}
		todo = g.nested()
	}
	return nil
}

// round reads the members of these groups.
func (g *groups) round(ctx context.Context, ids []string) error {
	for _, id := range ids {
		g.tried[id] = true
	}
	before := len(g.read)
	fan, inner := errgroup.WithContext(ctx)
	fan.SetLimit(mostInFlight)
	for _, id := range ids {
		fan.Go(func() error { return g.readOne(inner, id) })
	}
	if err := fan.Wait(); err != nil {
		return err
	}
	if g.refused != nil && before == 0 && len(g.read) == 0 {
		return g.refused // not one of them, but all
	}
	return nil
}

// nested returns the groups that are members of others and were not tried yet:
// the filters leave them out.
func (g *groups) nested() []string {
	if !g.src.cfg.ResolveOutside {
		return nil
	}
	next := map[string]bool{}
	for _, each := range g.read {
		for _, id := range each.groups {
			if !g.tried[id] {
				next[id] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(next))
}

// readOne reads one group. One that was deleted meanwhile is left out; one that
// may not be seen, too, with a warning.
func (g *groups) readOne(ctx context.Context, id string) error {
	entry, found := g.found[id]
	if !found {
		var err error
		if entry, err = g.c.group(ctx, id); err != nil {
			return transport.During("read group "+id, g.leaveOut(id, err))
		}
	}
	members, err := list(ctx, kindMembers, g.c.members(ctx, id), nil)
	if err != nil {
		return transport.During("read the members of group "+id, g.leaveOut(id, err))
	}
	each := &group{id: id, name: nameOf(entry), outside: !found}
	for _, m := range members {
		switch m.Type {
		case "USER":
			each.users = append(each.users, m.Id)
		case "GROUP":
			each.groups = append(each.groups, m.Id)
		case "CUSTOMER":
			each.everybody = true
		}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.read[id] = each
	g.src.reads.Report("members", len(g.read))
	return nil
}

// leaveOut returns nil where a group can be left out for that error.
func (g *groups) leaveOut(id string, err error) error {
	entry, found := g.found[id]
	switch {
	case isGone(err) && found:
		return nil // deleted since it was listed
	case !isGone(err) && !isForbidden(err):
		return err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	w := directory.Warning{Code: directory.WarnMemberUnreadable, Entry: id}
	if found {
		g.refused = err
		w.Text = fmt.Sprintf("group %q was left out: its members can't be read: %v", nameOf(entry), err)
	} else {
		w.Text = fmt.Sprintf("group %s is a member of another group, but not part of this account, or gone: its members do not count there", id)
	}
	g.warnings = append(g.warnings, w)
	return nil
}
