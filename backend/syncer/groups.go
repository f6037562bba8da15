package syncer

import (
	"fmt"
	"maps"
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

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

// listMembers turns flattened members into external ids. Where users are
// synced, a group lists only users that are to be members, and held ones. A
// held member that the directory does not have stays in its groups.
func (p *plan) listMembers(sets [][]int32) {
	listed := make([]bool, len(p.people))
	for i := range p.people {
		switch p.people[i].fate {
		case fateMember, fateHeld:
			listed[i] = p.people[i].id != ""
		}
	}
	for i := range p.units {
		g := &p.units[i]
		if g.fate != fateMember {
			continue
		}
		ids := make([]string, 0, len(sets[i]))
		for _, u := range sets[i] {
			if listed[u] {
				ids = append(ids, p.people[u].id)
			}
		}
		if len(p.held) > 0 {
			ids = p.addHeld(ids, p.state.Groups[g.id].Members)
		}
		// people are sorted by id, and so are the indexes: ids are sorted.
		g.members = slices.Compact(ids)
	}
}

func (p *plan) addHeld(ids, acked []string) []string {
	added := false
	for _, id := range acked {
		if _, held := p.held[id]; held {
			ids, added = append(ids, id), true
		}
	}
	if added {
		slices.Sort(ids)
	}
	return ids
}

// validateGroups leaves out what the server would refuse. A group whose name
// is too long keeps its last accepted name and still updates its members.
func (p *plan) validateGroups() error {
	var conflicts []Conflict
	for i := range p.units {
		g := &p.units[i]
		if g.group.Outside || g.fate == fateFiltered {
			continue
		}
		g.fate, g.name = fateMember, g.group.Name
		acked, known := p.state.Groups[g.id]
		switch problem := groupNameProblem(g.name); {
		case g.id == "":
			g.fate = fateLeftOut
			p.warnLate(WarnGroupLeftOut, g.group.ReferenceID, fmt.Sprintf("group %q (%s) was left out: it has no external id", g.name, g.group.ReferenceID))
		case utf16Len(g.id) > organization.MaxExternalID:
			g.fate = fateLeftOut
			p.warnLate(WarnGroupLeftOut, g.group.ReferenceID, fmt.Sprintf("group %q was left out: its external id has %d characters, the server takes %d", g.name, utf16Len(g.id), organization.MaxExternalID))
		case problem != "" && known:
			g.name = acked.Name
			p.warnLate(WarnGroupName, g.group.ReferenceID, fmt.Sprintf("group %q (%s) keeps its last accepted name %q: its name %s", shorten(g.group.Name), g.group.ReferenceID, acked.Name, problem))
		case problem != "":
			g.fate = fateLeftOut
			p.warnLate(WarnGroupLeftOut, g.group.ReferenceID, fmt.Sprintf("group %q (%s) was left out: its name %s", shorten(g.name), g.group.ReferenceID, problem))
		}
		if i > 0 && g.fate == fateMember && p.units[i-1].fate == fateMember && p.units[i-1].id == g.id {
			conflicts = append(conflicts, Conflict{What: "external id", Value: g.id, Entries: []string{
				"group " + p.units[i-1].group.ReferenceID, "group " + g.group.ReferenceID}})
		}
	}
	if len(conflicts) > 0 {
		return &ConflictError{conflicts}
	}
	return nil
}

func groupNameProblem(name string) string {
	switch n := utf16Len(name); {
	case n == 0:
		return "is empty"
	case n > organization.MaxGroupName:
		return fmt.Sprintf("has %d characters, the server takes %d", n, organization.MaxGroupName)
	}
	return ""
}

// findMissingGroups finds groups that were acknowledged and that the directory
// or the filter no longer has. An import never deletes a group.
func (p *plan) findMissingGroups() {
	present := make(map[string]struct{}, len(p.units))
	for i := range p.units {
		if p.units[i].fate != fateFiltered {
			present[p.units[i].id] = struct{}{}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(p.state.Groups)) {
		if _, ok := present[id]; ok {
			continue
		}
		acked := p.state.Groups[id]
		m := missingGroup{id: id, name: acked.Name, members: len(acked.Members)}
		m.empty = p.opts.Groups.Missing == "empty" && len(acked.Members) > 0
		p.missing = append(p.missing, m)
		text := fmt.Sprintf("group %q is no longer in the directory or the filter: it stays in the organization with its %s; delete it there if it is not needed", acked.Name, count(m.members, "member", "members"))
		if p.opts.Groups.Missing == "empty" {
			text = fmt.Sprintf("group %q is no longer in the directory or the filter: it is kept without members; delete it in the organization if it is not needed", acked.Name)
		}
		p.warnLate(WarnGroupMissing, id, text)
	}
}

// Codes of the warnings about groups.
const (
	WarnGroupLeftOut directory.WarningCode = "group-left-out"
	WarnGroupName    directory.WarningCode = "group-name-kept"
	WarnGroupMissing directory.WarningCode = "group-missing"
)
