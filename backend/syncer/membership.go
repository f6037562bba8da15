package syncer

import "slices"

// nodes returns the groups as indexes into people and units.
func (p *plan) nodes() []node {
	byRef := make(map[string]int32, len(p.units))
	for i := range p.units {
		byRef[p.units[i].group.ReferenceID] = int32(i)
	}
	nodes := make([]node, len(p.units))
	for i := range p.units {
		g := p.units[i].group
		users := make([]int32, 0, len(g.UserMembers))
		for _, id := range g.UserMembers {
			if u, ok := p.byID[id]; ok {
				users = append(users, u)
			}
		}
		if !slices.IsSorted(users) {
			slices.Sort(users)
		}
		nodes[i].users = slices.Compact(users)
		for _, ref := range g.NestedGroups {
			if below, ok := byRef[ref]; ok {
				nodes[i].groups = append(nodes[i].groups, below)
			}
		}
	}
	return nodes
}

// flattenGroups returns the members of every unit through all levels.
func (p *plan) flattenGroups() [][]int32 { return flatten(p.nodes(), len(p.people)) }

// directMembers returns the members of every unit without nesting.
func (p *plan) directMembers() [][]int32 {
	nodes := p.nodes()
	sets := make([][]int32, len(nodes))
	for i := range nodes {
		sets[i] = nodes[i].users
	}
	return sets
}

// listMembers turns flattened members into external ids. A held member that
// the directory does not have stays in its groups.
func (p *plan) listMembers(sets [][]int32) {
	for i := range p.units {
		g := &p.units[i]
		if g.fate != fateMember {
			continue
		}
		acked := p.state.Groups[g.id].Members
		if p.sameMembers(sets[i], acked) {
			g.members = acked // most groups, most of the time: nothing is copied
			continue
		}
		ids := make([]string, 0, len(sets[i]))
		for _, u := range sets[i] {
			if id := p.listed(u); id != "" {
				ids = append(ids, id)
			}
		}
		for _, id := range acked {
			if _, held := p.held[id]; held {
				ids = append(ids, id)
			}
		}
		// People are sorted by id; stand-ins and the held break the order.
		if !slices.IsSorted(ids) {
			slices.Sort(ids)
		}
		g.members = slices.Compact(ids)
	}
}

// listed is the external id under which a group lists a user, or "". Where
// users are synced, only those who are to be members and held ones are listed,
// and for somebody who was left out because a member has the email, that one.
func (p *plan) listed(u int32) string {
	who := &p.people[u]
	switch {
	case !p.opts.Sync.Users:
		if who.user.Deleted {
			return ""
		}
		return who.id
	case who.fate == fateMember, who.fate == fateHeld:
		return who.id
	}
	return who.standIn
}

// sameMembers tells whether the flattened members are exactly those of a
// sorted list of external ids.
func (p *plan) sameMembers(set []int32, ids []string) bool {
	if len(p.held) > 0 || len(ids) > len(set) {
		return false
	}
	n := 0
	for _, u := range set {
		id := p.listed(u)
		if id == "" {
			continue
		}
		if n == len(ids) || ids[n] != id {
			return false
		}
		n++
	}
	return n == len(ids)
}
