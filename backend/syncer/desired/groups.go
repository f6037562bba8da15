package desired

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/parts"
	"directoryconnector/backend/internal/positions"
	"directoryconnector/backend/syncer/recognize"
)

// takeGroups recognizes every group of the snapshot, and puts them in order.
// Groups from outside the search count only where they are nested, and are
// nobody.
func (d *decision) takeGroups() {
	groups := d.Snapshot.Groups
	entries := make([]recognize.Entry, 0, len(groups))
	for i := range groups {
		if g := &groups[i]; !g.Outside {
			entries = append(entries, recognize.Entry{ID: g.ExternalID, StableID: g.StableID})
		}
	}
	who := recognize.Entries(entries, d.known.groups(), d.Key)
	d.Groups = make([]Group, 0, len(groups))
	for i := range groups {
		g := Group{Entry: &groups[i], ID: groups[i].ExternalID, StableID: groups[i].StableID}
		if !g.Entry.Outside {
			g.ID, g.How = who[0].ID, who[0].How
			if g.ID == "" && who[0].TakenBy != "" {
				g.Verdict = LeftOut
				d.warn(WarnGroupLeftOut, g.Entry.ReferenceID, fmt.Sprintf("group %q (%s) was left out: its external id %s belongs to another group, and the directory gives no stable id to know it by",
					shorten(g.Entry.Name), shorten(g.Entry.ReferenceID), who[0].TakenBy))
			}
			if g.StableID == "" {
				g.StableID = d.known.state.Groups[g.ID].StableID
			}
			who = who[1:]
		}
		d.Groups = append(d.Groups, g)
	}
	slices.SortStableFunc(d.Groups, func(a, b Group) int {
		return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Entry.ReferenceID, b.Entry.ReferenceID))
	})
}

func (d *decision) filterGroups() {
	for i := range d.Groups {
		g := &d.Groups[i]
		if g.Verdict == Filtered && !g.Entry.Outside && (d.GroupFilter == nil || d.GroupFilter(g.Entry.Name)) {
			g.Verdict = Wanted
		}
	}
}

// flatten finds the members of every group through all levels.
func (d *decision) flatten() {
	d.indexUsers()
	byRef := make(map[string]int32, len(d.Groups))
	for i := range d.Groups {
		byRef[d.Groups[i].Entry.ReferenceID] = int32(i)
	}
	nodes := make([]node, len(d.Groups))
	d.Direct, d.Nested = make([][]int32, len(nodes)), make([][]int32, len(nodes))
	d.findMembers(nodes)
	for i := range nodes {
		for _, ref := range d.Groups[i].Entry.NestedGroups {
			if below, ok := byRef[ref]; ok && d.counts(&d.Groups[below]) {
				nodes[i].groups = append(nodes[i].groups, below)
			}
		}
		d.Direct[i], d.Nested[i] = nodes[i].users, nodes[i].groups
	}
	d.Flat = flatten(nodes, len(d.Users))
}

// findMembers finds the users that each group names.
func (d *decision) findMembers(nodes []node) {
	weight := func(i int) int { return len(d.Groups[i].Entry.UserMembers) }
	parts.Each(len(nodes), weight, func(i int) { nodes[i].users = d.positionsOf(d.Groups[i].Entry.UserMembers) })
}

// positionsOf finds users by the external ids of the snapshot, sorted.
func (d *decision) positionsOf(ids []string) []int32 {
	users := make([]int32, 0, len(ids))
	for _, id := range ids {
		if u, ok := d.byReference.Find(id); ok {
			users = append(users, u)
		}
	}
	if !slices.IsSorted(users) {
		slices.Sort(users)
	}
	return slices.Compact(users)
}

// counts tells whether a nested group gives its members to those above it: where
// groups.resolveOutside is off, not one that search or filter leaves out.
func (d *decision) counts(nested *Group) bool {
	return d.Options.Groups.ResolveOutside || !nested.Entry.Outside && (d.GroupFilter == nil || d.GroupFilter(nested.Entry.Name))
}

// indexUsers finds users by the external id that the snapshot's groups use. Of
// one id twice, the one that lives is found.
func (d *decision) indexUsers() {
	reference := func(at int32) string { return d.Users[at].Entry.ExternalID }
	d.byReference = positions.New(len(d.Users), reference)
	for i := range d.Users {
		id := reference(int32(i))
		if first, twice := d.byReference.Put(id, int32(i)); twice && (d.Users[i].Entry.Deleted || !d.Users[first].Entry.Deleted) {
			d.byReference.Put(id, first)
		}
	}
}

// validateGroups leaves out what the server would refuse. A group whose name
// is too long keeps its last accepted name and still updates its members.
func (d *decision) validateGroups() error {
	for i := range d.Groups {
		if g := &d.Groups[i]; g.Verdict == Wanted {
			d.validateGroup(g)
		}
	}
	return d.settleGroups()
}

func (d *decision) validateGroup(g *Group) {
	g.Name = strings.ToValidUTF8(g.Entry.Name, "\uFFFD") // as JSON would carry it
	if problem := IDProblem(g.ID); problem != "" {
		g.Verdict = LeftOut
		d.warn(WarnGroupLeftOut, g.Entry.ReferenceID, fmt.Sprintf("group %q (%s) was left out: %s", shorten(g.Name), shorten(g.Entry.ReferenceID), problem))
		return
	}
	problem := GroupNameProblem(g.Name)
	if problem == "" {
		return
	}
	if name, known := d.known.groupName(g.ID); known {
		d.warn(WarnGroupName, g.Entry.ReferenceID, fmt.Sprintf("group %q (%s) keeps its last accepted name %q: its name %s", shorten(g.Name), g.Entry.ReferenceID, name, problem))
		g.Name = name
		return
	}
	g.Verdict = LeftOut
	d.warn(WarnGroupLeftOut, g.Entry.ReferenceID, fmt.Sprintf("group %q (%s) was left out: its name %s", shorten(g.Name), g.Entry.ReferenceID, problem))
}

// settleGroups settles one external id twice: identical groups collapse into
// one, others are a conflict.
func (d *decision) settleGroups() error {
	groups := d.Groups
	var conflicts []Conflict
	for start := 0; start < len(groups); {
		end := start + 1
		for end < len(groups) && groups[end].ID == groups[start].ID {
			end++
		}
		if twins := differing(groups[start:end]); len(twins) > 1 {
			conflicts = append(conflicts, d.groupConflict(twins))
		}
		start = end
	}
	if len(conflicts) == 0 || d.Sync.DuplicateEmails == config.DuplicatesSkip {
		return nil
	}
	return &ConflictError{conflicts}
}

// differing drops copies and returns those of one external id that differ.
func differing(groups []Group) []*Group {
	if len(groups) == 1 {
		return nil
	}
	var out []*Group
	for i := range groups {
		g := &groups[i]
		if g.Verdict != Wanted {
			continue
		}
		if slices.ContainsFunc(out, func(o *Group) bool {
			return o.Name == g.Name && slices.Equal(o.Entry.UserMembers, g.Entry.UserMembers) && slices.Equal(o.Entry.NestedGroups, g.Entry.NestedGroups)
		}) {
			g.Verdict = Dropped
			continue
		}
		out = append(out, g)
	}
	return out
}

// groupConflict names them all and, with duplicateEmails skip, leaves them
// out; if the id was acknowledged, it is held once.
func (d *decision) groupConflict(twins []*Group) Conflict {
	c := Conflict{What: sharedID, Value: twins[0].ID}
	acked, known := d.known.state.Groups[c.Value]
	skip := d.Sync.DuplicateEmails == config.DuplicatesSkip
	for n, g := range twins {
		c.Entries = append(c.Entries, fmt.Sprintf("group %q (%s)", shorten(g.Name), g.Entry.ReferenceID))
		switch {
		case !skip:
			continue
		case known && n == 0:
			g.Verdict, g.Name, g.Twin = Held, acked.Name, true
		default:
			g.Verdict = Dropped
		}
		d.warn(WarnGroupLeftOut, g.Entry.ReferenceID, fmt.Sprintf("group %q (%s) was left out: its external id %s is used by %d groups", shorten(g.Entry.Name), g.Entry.ReferenceID, c.Value, len(twins)))
	}
	return c
}
