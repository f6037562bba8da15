package explain

import (
	"slices"

	"directoryconnector/backend/explanation"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/desired"
)

// A climb finds all groups above somebody, or above a group.
type climb struct {
	want *desired.State
	// direct are the groups that have it directly; above are, by group, those
	// that nest the group.
	direct []int32
	above  [][]int32
	// steps is how far up a group is, 0 where it has it directly and none where
	// it does not have it; below is the group through which the shortest way
	// leads.
	steps, below []int32
	order        []int32
}

// newClimb begins at the groups that have something directly, and never enters
// the group without.
func newClimb(want *desired.State, direct []int32, without int32) *climb {
	c := &climb{want: want, direct: direct, above: make([][]int32, len(want.Groups))}
	for i := range want.Nested {
		for _, g := range want.Nested[i] {
			c.above[g] = append(c.above[g], int32(i))
		}
	}
	c.steps, c.below, c.order = c.walk(without)
	return c
}

// walk goes up level by level. It never enters the group without.
func (c *climb) walk(without int32) (steps, below, order []int32) {
	steps, below = make([]int32, len(c.above)), make([]int32, len(c.above))
	for i := range steps {
		steps[i], below[i] = none, none
	}
	for _, g := range c.direct {
		if g != without && steps[g] == none {
			steps[g], order = 0, append(order, g)
		}
	}
	for next := 0; next < len(order); next++ {
		g := order[next]
		for _, up := range c.above[g] {
			if up != without && steps[up] == none {
				steps[up], below[up], order = steps[g]+1, g, append(order, up)
			}
		}
	}
	return steps, below, order
}

// directly are the groups that have a user themselves.
func directly(want *desired.State, at int) (groups []int32) {
	for i := range want.Direct {
		if _, in := slices.BinarySearch(want.Direct[i], int32(at)); in {
			groups = append(groups, int32(i))
		}
	}
	return groups
}

// path leads from a group down to the one that has it directly.
func (c *climb) path(group int32) []plan.Ref {
	var path []plan.Ref
	for g := group; g != none; g = c.below[g] {
		path = append(path, c.ref(g))
	}
	return path
}

func (c *climb) ref(g int32) plan.Ref {
	return plan.Ref{ExternalID: c.want.Groups[g].ID, Name: c.want.Groups[g].Entry.Name}
}

// others counts the ways into a group beside the shortest: directly, or through
// one of the groups directly below it that has it without that group's help.
func (c *climb) others(group int32) int {
	ways := 0
	if c.steps[group] == 0 {
		ways++
	}
	var alone []int32 // as if the group did not exist
	for _, below := range c.want.Nested[group] {
		switch {
		case below == group || c.steps[below] == none:
			continue
		case c.steps[below] > c.steps[group]: // perhaps only in a circle
			if alone == nil {
				alone, _, _ = c.walk(group)
			}
			if alone[below] == none {
				continue
			}
		}
		ways++
	}
	return max(ways-1, 0)
}

// memberships names the groups above, the nearest first, then by name.
func (c *climb) memberships(tell func(m *explanation.Membership, group int32)) []explanation.Membership {
	list := make([]explanation.Membership, 0, len(c.order))
	for _, g := range c.order {
		m := explanation.Membership{Ref: c.ref(g), Path: c.path(g), Others: c.others(g)}
		tell(&m, g)
		list = append(list, m)
	}
	slices.SortStableFunc(list, func(a, b explanation.Membership) int {
		if d := len(a.Path) - len(b.Path); d != 0 {
			return d
		}
		return compareRefs(a.Ref, b.Ref)
	})
	return list
}

// listedIn finds the comparison of a group; nil where it is not to be there.
func listedIn(r *compare.Result, group int32) *compare.Group {
	at, found := slices.BinarySearchFunc(r.Groups, int(group), func(g compare.Group, at int) int { return g.At - at })
	if !found {
		return nil
	}
	return &r.Groups[at]
}
