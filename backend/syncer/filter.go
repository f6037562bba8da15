package syncer

import (
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
)

// takeUsers makes a person of every user. The same entry twice (found through
// two search bases) is one; a live entry outweighs a tombstone of the same id.
func (p *plan) takeUsers(users []directory.User) {
	p.people = make([]person, 0, len(users))
	for i := range users {
		u := &users[i]
		if n := len(p.people); n > 0 && u.ExternalID != "" && p.people[n-1].id == u.ExternalID {
			last := &p.people[n-1]
			if u.Deleted || samePerson(last, u, p.disabled(u)) {
				continue
			}
			if last.user.Deleted {
				p.people = p.people[:n-1]
			}
		}
		p.people = append(p.people, person{user: u, id: u.ExternalID, wanted: normalEmail(u.Email), disabled: p.disabled(u)})
	}
	p.keepIdentities()
	p.sortPeople()
}

func samePerson(a *person, u *directory.User, disabled bool) bool {
	return !a.user.Deleted && a.wanted == normalEmail(u.Email) && a.disabled == disabled
}

func (p *plan) disabled(u *directory.User) bool { return u.DisabledAt(p.now) }

// normalEmail is how emails are compared and sent.
func normalEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// keepIdentities goes on using the acknowledged external id of an entry that
// got a new one although it is the same by its stable id: a renamed entry
// whose external id is its DN.
func (p *plan) keepIdentities() {
	present := make(map[string]struct{}, len(p.people))
	renamed := false
	for i := range p.people {
		if !p.people[i].user.Deleted {
			present[p.people[i].id] = struct{}{}
		}
		_, known := p.state.Members[p.people[i].id]
		renamed = renamed || !known && p.people[i].user.StableID != ""
	}
	if !renamed || len(p.state.Members) == 0 {
		return
	}
	byStable := map[string]string{}
	for _, id := range slices.Sorted(maps.Keys(p.state.Members)) {
		if stable := p.state.Members[id].StableID; stable != "" {
			byStable[stable] = id
		}
	}
	for i := range p.people {
		u := &p.people[i]
		if _, known := p.state.Members[u.id]; known || u.user.Deleted || u.user.StableID == "" {
			continue
		}
		if old, ok := byStable[u.user.StableID]; ok {
			if _, taken := present[old]; !taken {
				u.id = old
			}
		}
	}
}

// indexPeople finds people by the external id that the snapshot's groups use.
func (p *plan) indexPeople() {
	p.byID = make(map[string]int32, len(p.people))
	for i := range p.people {
		id := p.people[i].user.ExternalID
		if first, ok := p.byID[id]; ok && !p.people[first].user.Deleted {
			continue
		}
		p.byID[id] = int32(i)
	}
}

// filterUsers decides who passes the filter and who is to go. A deleted user
// is judged by its last known email, and always passes once acknowledged.
func (p *plan) filterUsers() {
	for i := range p.people {
		u := &p.people[i]
		email := u.wanted
		acked, known := p.state.Members[u.id]
		if u.user.Deleted && email == "" && known {
			email = normalEmail(acked.Email)
		}
		if p.opts.UserFilter != nil && !p.opts.UserFilter(email) && !(u.user.Deleted && known) {
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

// takeGroups makes a unit of every group; filterGroups turns those that do not
// pass into groups that only count where they are nested.
func (p *plan) takeGroups(groups []directory.Group) {
	p.units = make([]unit, 0, len(groups))
	byStable := map[string]string{}
	for id, g := range p.state.Groups {
		if g.StableID != "" {
			byStable[g.StableID] = id
		}
	}
	present := make(map[string]struct{}, len(groups))
	for i := range groups {
		present[groups[i].ExternalID] = struct{}{}
	}
	for i := range groups {
		g := &groups[i]
		id := g.ExternalID
		if _, known := p.state.Groups[id]; !known && g.StableID != "" && !g.Outside {
			if old, ok := byStable[g.StableID]; ok {
				if _, taken := present[old]; !taken {
					id = old
				}
			}
		}
		p.units = append(p.units, unit{group: g, id: id})
	}
	slices.SortStableFunc(p.units, func(a, b unit) int { return strings.Compare(a.id, b.id) })
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
	if p.opts.GroupFilter == nil || !p.opts.Sync.Users || !p.opts.Sync.Groups {
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
		if p.people[i].fate == fateMember && !member[i] {
			p.people[i].fate = fateFiltered
		}
	}
}
