package syncer

import (
	"cmp"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
)

// takeUsers makes a person of every user.
func (p *plan) takeUsers(users []directory.User) {
	p.people = make([]person, len(users))
	for i := range users {
		u := &users[i]
		p.people[i] = person{user: u, id: u.ExternalID, wanted: normalEmail(u.Email), disabled: u.DisabledAt(p.now)}
	}
	p.sortPeople()
	p.keepIdentities()
	p.sortPeople()
	p.collapse()
	p.indexPeople()
}

// normalEmail is how emails are compared and sent.
func normalEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// collapse makes one of the same entry twice (found through two search
// bases), and lets a live entry outweigh a tombstone of the same id.
func (p *plan) collapse() {
	kept := p.people[:0]
	for start := 0; start < len(p.people); {
		end := start + 1
		for end < len(p.people) && p.people[start].id != "" && p.people[end].id == p.people[start].id {
			end++
		}
		if end == start+1 {
			kept = append(kept, p.people[start])
		} else {
			kept = append(kept, distinct(p.people[start:end])...)
		}
		start = end
	}
	clear(p.people[len(kept):])
	p.people = kept
	for i := 1; i < len(kept); i++ {
		p.sharedIDs = p.sharedIDs || kept[i].id == kept[i-1].id
	}
}

// distinct returns those of one external id that differ.
func distinct(people []person) []person {
	var out []person
	for _, u := range people {
		if !u.user.Deleted && !slices.ContainsFunc(out, func(o person) bool { return o.wanted == u.wanted && o.disabled == u.disabled }) {
			out = append(out, u)
		}
	}
	if len(out) == 0 {
		return people[:1]
	}
	return out
}

// keepIdentities goes on using the acknowledged external id of an entry that
// got a new one although it is the same by its stable id or by meaning: a
// renamed entry whose external id is its DN.
func (p *plan) keepIdentities() {
	unknown := func(u *person) bool {
		_, known := p.state.Members[u.id]
		return !known && (u.user.StableID != "" || p.idKey != nil)
	}
	if len(p.state.Members) == 0 || !slices.ContainsFunc(p.people, func(u person) bool { return unknown(&u) }) {
		return
	}
	present := make(map[string]struct{}, len(p.people))
	for i := range p.people {
		if !p.people[i].user.Deleted {
			present[p.people[i].id] = struct{}{}
		}
	}
	known := newIdentities(p.idKey)
	for id, m := range p.state.Members {
		if _, taken := present[id]; !taken {
			known.add(id, m.StableID)
		}
	}
	for _, deleted := range []bool{false, true} { // who lives goes first
		for i := range p.people {
			if u := &p.people[i]; u.user.Deleted == deleted && unknown(u) {
				u.id = known.old(u.id, u.user.StableID)
			}
		}
	}
}

// indexPeople finds people by the external id that the snapshot's groups use.
// Of one id twice, the one that groups may list is found.
func (p *plan) indexPeople() {
	if p.byID == nil {
		p.byID = make(map[string]int32, len(p.people))
	}
	clear(p.byID)
	for i := range p.people {
		id := p.people[i].user.ExternalID
		if first, ok := p.byID[id]; ok && p.people[first].weight() >= p.people[i].weight() {
			continue
		}
		p.byID[id] = int32(i)
	}
}

// weight is higher for those that groups rather list.
func (u *person) weight() int {
	switch {
	case u.fate == fateMember, u.fate == fateHeld:
		return 2
	case !u.user.Deleted:
		return 1
	}
	return 0
}

// filterUsers decides who passes the filter and who is to go. Who has no email
// (most deleted users, or one whose mail was cleared) is judged by the last
// known one, and a deleted user always passes once acknowledged.
func (p *plan) filterUsers() {
	for i := range p.people {
		u := &p.people[i]
		if p.opts.UserFilter != nil && !p.passesFilter(u) {
			continue
		}
		switch {
		case u.user.Deleted, u.disabled && p.opts.Sync.RemoveDisabled:
			u.fate = fateRemoved
		default:
			u.fate, u.email = fateMember, u.wanted
		}
	}
}

func (p *plan) passesFilter(u *person) bool {
	email := u.wanted
	acked, known := p.state.Members[u.id]
	flightEmail, flying := p.flying[u.id]
	if u.user.Deleted && (known || flying) {
		return true
	}
	switch {
	case email == "" && known:
		email = normalEmail(wantedOf(acked))
	case email == "" && flying:
		email = flightEmail
	}
	return p.opts.UserFilter(email)
}

// takeGroups makes a unit of every group; filterGroups turns those that do not
// pass into groups that only count where they are nested.
func (p *plan) takeGroups(groups []directory.Group) {
	p.units = make([]unit, len(groups))
	for i := range groups {
		p.units[i] = unit{group: &groups[i], id: groups[i].ExternalID}
	}
	byID := func(a, b unit) int {
		return cmp.Or(strings.Compare(a.id, b.id), strings.Compare(a.group.ReferenceID, b.group.ReferenceID))
	}
	slices.SortStableFunc(p.units, byID)
	present := make(map[string]struct{}, len(groups))
	for i := range groups {
		present[groups[i].ExternalID] = struct{}{}
	}
	known := newIdentities(p.idKey)
	for id, g := range p.state.Groups {
		if _, taken := present[id]; !taken {
			known.add(id, g.StableID)
		}
	}
	for i := range p.units {
		g := &p.units[i]
		if _, acked := p.state.Groups[g.id]; !acked && !g.group.Outside {
			g.id = known.old(g.id, g.group.StableID)
		}
	}
	slices.SortStableFunc(p.units, byID)
}

func (p *plan) filterGroups() {
	for i := range p.units {
		g := &p.units[i]
		if !g.group.Outside && (p.opts.GroupFilter == nil || p.opts.GroupFilter(g.group.Name)) {
			g.fate = fateMember
		}
	}
}

// restrictToGroups lets only those users stay that are in at least one
// remaining group, when groups are chosen by a set filter and users are synced
// too. Deleted users stay, disabled ones when they are to be removed.
func (p *plan) restrictToGroups() {
	if p.opts.GroupFilter == nil || !p.opts.Sync.Groups {
		return
	}
	member := make([]bool, len(p.people))
	sets := p.directMembers()
	if p.opts.Groups.CountNested {
		sets = p.flattenGroups()
	}
	for i := range p.units {
		if p.units[i].fate == fateMember {
			for _, u := range sets[i] {
				member[u] = true
			}
		}
	}
	for i := range p.people {
		u := &p.people[i]
		// Of one id twice, the index finds one only.
		in := member[i] || p.sharedIDs && member[p.byID[u.user.ExternalID]]
		if u.fate == fateMember && !in {
			u.fate = fateFiltered
		}
	}
}
