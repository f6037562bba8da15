package syncer

import (
	"fmt"
	"maps"
	"slices"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

// Codes of the warnings about groups.
const (
	WarnGroupLeftOut directory.WarningCode = "group-left-out"
	WarnGroupName    directory.WarningCode = "group-name-kept"
	WarnGroupMissing directory.WarningCode = "group-missing"
)

// validateGroups leaves out what the server would refuse. A group whose name
// is too long keeps its last accepted name and still updates its members.
func (p *plan) validateGroups() error {
	for i := range p.units {
		if g := &p.units[i]; g.fate != fateFiltered {
			g.fate = fateMember
			p.validateGroup(g)
		}
	}
	return p.resolveGroups()
}

func (p *plan) validateGroup(g *unit) {
	g.name = cleanText(g.group.Name)
	if problem := idProblem(g.id); problem != "" {
		g.fate = fateLeftOut
		p.warnLate(WarnGroupLeftOut, g.group.ReferenceID, fmt.Sprintf("group %q (%s) was left out: %s", shorten(g.name), shorten(g.group.ReferenceID), problem))
		return
	}
	problem := groupNameProblem(g.name)
	if problem == "" {
		return
	}
	if acked, known := p.state.Groups[g.id]; known {
		p.warnLate(WarnGroupName, g.group.ReferenceID, fmt.Sprintf("group %q (%s) keeps its last accepted name %q: its name %s", shorten(g.name), g.group.ReferenceID, acked.Name, problem))
		g.name = acked.Name
		return
	}
	g.fate = fateLeftOut
	p.warnLate(WarnGroupLeftOut, g.group.ReferenceID, fmt.Sprintf("group %q (%s) was left out: its name %s", shorten(g.name), g.group.ReferenceID, problem))
}

func groupNameProblem(name string) string {
	switch n := utf16Len(name); {
	case isBlank(name):
		return "is empty"
	case n > organization.MaxGroupName:
		return fmt.Sprintf("has %d characters, the server takes %d", n, organization.MaxGroupName)
	}
	return ""
}

// resolveGroups settles one external id twice, as resolveDuplicates does for
// users: identical groups collapse into one, others are a conflict.
func (p *plan) resolveGroups() error {
	var conflicts []Conflict
	for start := 0; start < len(p.units); {
		end := start + 1
		for end < len(p.units) && p.units[end].id == p.units[start].id {
			end++
		}
		if twins := differing(p.units[start:end]); len(twins) > 1 {
			conflicts = append(conflicts, p.groupConflict(twins))
		}
		start = end
	}
	if len(conflicts) == 0 || p.opts.Sync.DuplicateEmails == config.DuplicatesSkip {
		return nil
	}
	return &ConflictError{conflicts}
}

// differing drops copies and returns those of one external id that differ.
func differing(units []unit) []*unit {
	if len(units) == 1 {
		return nil
	}
	var out []*unit
	for i := range units {
		g := &units[i]
		if g.fate != fateMember {
			continue
		}
		if slices.ContainsFunc(out, func(o *unit) bool {
			return o.name == g.name && slices.Equal(o.group.UserMembers, g.group.UserMembers) && slices.Equal(o.group.NestedGroups, g.group.NestedGroups)
		}) {
			g.fate = fateDropped
			continue
		}
		out = append(out, g)
	}
	return out
}

// groupConflict names them all and, with duplicateEmails skip, leaves them
// out; if the id was acknowledged, it is held once.
func (p *plan) groupConflict(twins []*unit) Conflict {
	c := Conflict{What: sharedID, Value: twins[0].id}
	acked, known := p.state.Groups[c.Value]
	for n, g := range twins {
		c.Entries = append(c.Entries, fmt.Sprintf("group %q (%s)", shorten(g.name), g.group.ReferenceID))
		switch {
		case p.opts.Sync.DuplicateEmails != config.DuplicatesSkip:
		case known && n == 0:
			g.fate, g.name, g.members = fateHeld, acked.Name, acked.Members
		default:
			g.fate = fateDropped
		}
		if p.opts.Sync.DuplicateEmails == config.DuplicatesSkip {
			p.warnLate(WarnGroupLeftOut, g.group.ReferenceID, fmt.Sprintf("group %q (%s) was left out: its external id %s is used by %d groups", shorten(g.group.Name), g.group.ReferenceID, c.Value, len(twins)))
		}
	}
	return c
}

// findMissingGroups finds groups that were acknowledged (or in flight) and
// that the directory or the filter no longer has. An import never deletes a
// group.
func (p *plan) findMissingGroups() {
	present := make(map[string]struct{}, len(p.units))
	for i := range p.units {
		if p.units[i].fate != fateFiltered {
			present[p.units[i].id] = struct{}{}
		}
	}
	gone := map[string]missingGroup{}
	for id, name := range p.flyingGroups {
		gone[id] = missingGroup{id: id, name: name, empty: true}
	}
	for id, acked := range p.state.Groups {
		_, flying := p.flyingGroups[id]
		gone[id] = missingGroup{id: id, name: acked.Name, members: len(acked.Members), empty: flying || len(acked.Members) > 0}
	}
	for _, id := range slices.Sorted(maps.Keys(gone)) {
		if _, ok := present[id]; !ok {
			p.missGroup(gone[id])
		}
	}
}

func (p *plan) missGroup(m missingGroup) {
	text := fmt.Sprintf("group %q is no longer in the directory or the filter: it stays in the organization with its %s; delete it there if it is not needed", m.name, count(m.members, "member", "members"))
	if p.opts.Groups.Missing == config.MissingEmpty {
		text = fmt.Sprintf("group %q is no longer in the directory or the filter: it is kept without members; delete it in the organization if it is not needed", m.name)
	} else {
		m.empty = false
	}
	m.empty = m.empty && groupNameProblem(m.name) == ""
	p.missing = append(p.missing, m)
	p.warnLate(WarnGroupMissing, m.id, text)
}
