package graphtest

import "maps"

// A replica is what one copy of the tenant holds. Graph answers from several,
// which hear of a change one after the other
// (https://learn.microsoft.com/graph/delta-query-overview#processing-delays).
type replica struct {
	seq    int // of changes
	users  map[string]*User
	groups map[string]*Group
	units  map[string]map[string]bool
	bin    map[string]*deleted // users and groups
}

func newReplica() *replica {
	return &replica{users: map[string]*User{}, groups: map[string]*Group{}, units: map[string]map[string]bool{}, bin: map[string]*deleted{}}
}

// clone copies all that can change.
func (r *replica) clone() *replica {
	c := newReplica()
	c.seq = r.seq
	for id, u := range r.users {
		c.users[id] = u.clone()
	}
	for id, g := range r.groups {
		c.groups[id] = g.clone()
	}
	for id, members := range r.units {
		c.units[id] = maps.Clone(members)
	}
	for id, d := range r.bin {
		copied := *d
		copied.user, copied.group = d.user.clone(), d.group.clone()
		c.bin[id] = &copied
	}
	return c
}

func (u *User) clone() *User {
	if u == nil {
		return nil
	}
	return new(*u)
}

func (g *Group) clone() *Group {
	if g == nil {
		return nil
	}
	c := *g
	c.members = maps.Clone(g.members)
	return &c
}

// Lag has every answer come from a replica that lags behind: by as many of the
// changes made from now on as behind says, which is told what is asked for.
// With nil all replicas have caught up. A list may change its replica from
// page to page, and a batch from part to part; a page of delta that goes on
// does not. From a token that is ahead of its replica on, delta tells nothing.
func (s *Server) Lag(behind func(what string) int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.behind, s.past = behind, nil
	s.keep()
}

// keep remembers how the tenant is now.
func (s *Server) keep() {
	if s.behind != nil {
		s.past = append(s.past, s.clone())
	}
}

// change begins a change and returns what ends it.
func (s *Server) change() (done func()) {
	s.mu.Lock()
	return func() {
		s.keep()
		s.mu.Unlock()
	}
}

// seen is the replica that answers, with the lock held.
func (s *Server) seen(what string) *replica {
	if s.behind == nil {
		return s.replica
	}
	return s.past[max(0, len(s.past)-1-s.behind(what))]
}
