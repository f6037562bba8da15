package desired

import (
	"math/bits"
	"slices"
)

// A node is a group while members are flattened: its own users and the groups
// directly below it, as indexes.
type node struct {
	users  []int32 // sorted, each once
	groups []int32
}

// maxReach bounds the memory of the reachability sets: above it, groups that
// are reached over several ways are merged more than once. maxWords bounds
// that of the sets kept as bits, at 32 MB.
const (
	maxReach = 16384
	maxWords = 4 << 20
)

// flatten returns for every node the users of all nodes below it, itself
// included, sorted. Cycles are legal: all nodes of a cycle share one result.
// users is the number of users. Nodes without groups below share their input.
//
// Cycles are condensed (Tarjan) and results are merged from the bottom up. A
// node merges the result of a group below only when that group was not
// reached through another one already, and a large result that several groups
// merge is kept as bits as well, so that each takes 64 users at a time.
func flatten(nodes []node, users int) [][]int32 {
	f := &flattener{
		nodes: nodes, component: components(nodes),
		result: make([][]int32, len(nodes)),
		marks:  make([]uint64, (users+63)/64),
	}
	members := map[int32][]int32{}
	last := int32(-1)
	for i, c := range f.component {
		members[c] = append(members[c], int32(i))
		last = max(last, c)
	}
	f.sets = make([][]int32, last+1)
	f.bits = make([][]uint64, last+1)
	f.reach = make([][]uint64, last+1)
	// Tarjan numbers a component after all that it points to.
	for c := range last + 1 {
		f.merge(c, members[c])
		for _, i := range members[c] {
			f.result[i] = f.sets[c]
		}
	}
	return f.result
}

type flattener struct {
	nodes     []node
	component []int32 // by node
	result    [][]int32
	sets      [][]int32  // by component
	bits      [][]uint64 // by component: its set once more, where that is worth it
	words     int        // in bits
	reach     [][]uint64 // by component: the components below, as bits
	marks     []uint64   // users, all zero between merges
}

// A part is a set to merge, of a component below or a node's own users.
type part struct {
	users     []int32
	component int32
}

// own marks the part of a node's own users.
const own = -1

// merge makes the set of component c, whose nodes are given.
func (f *flattener) merge(c int32, nodes []int32) {
	parts := make([]part, 0, 2)
	var below []int32
	for _, i := range nodes {
		if len(f.nodes[i].users) > 0 {
			parts = append(parts, part{f.nodes[i].users, own})
		}
		for _, g := range f.nodes[i].groups {
			if d := f.component[g]; d != c {
				below = append(below, d)
			}
		}
	}
	slices.Sort(below)
	below = slices.Compact(below)
	for _, d := range f.needed(c, below) {
		if len(f.sets[d]) > 0 {
			parts = append(parts, part{f.sets[d], d})
		}
	}
	switch len(parts) {
	case 0:
	case 1:
		f.sets[c] = parts[0].users
	case 2:
		f.sets[c] = union(parts[0].users, parts[1].users)
	default:
		f.sets[c] = f.unionAll(parts)
	}
}

// needed drops those of below (sorted) that another one reaches anyway, and
// records what c reaches. A component with a higher number may reach one with
// a lower number, never the other way round.
func (f *flattener) needed(c int32, below []int32) []int32 {
	if len(f.sets) > maxReach || len(below) == 0 {
		return below
	}
	reach := make([]uint64, int(c)/64+1)
	var need []int32
	for _, d := range slices.Backward(below) {
		if reach[d/64]&(1<<(d%64)) != 0 {
			continue
		}
		need = append(need, d)
		reach[d/64] |= 1 << (d % 64)
		for w, word := range f.reach[d] {
			reach[w] |= word
		}
	}
	f.reach[c] = reach
	return need
}

// union merges two sorted sets. Long runs of one of them are copied whole, so
// that adding a few users to many costs little more than the copy.
func union(a, b []int32) []int32 {
	if len(a) > len(b) {
		a, b = b, a
	}
	out := make([]int32, 0, len(a)+len(b))
	if len(b) < 16*len(a) {
		return slices.Clip(mergeInto(out, a, b))
	}
	for _, x := range a {
		i, found := slices.BinarySearch(b, x)
		out = append(out, b[:i]...)
		if found {
			i++
		}
		out = append(out, x)
		b = b[i:]
	}
	return slices.Clip(append(out, b...))
}

// mergeInto merges two sorted sets of like size.
func mergeInto(out, a, b []int32) []int32 {
	for len(a) > 0 && len(b) > 0 {
		x, y := a[0], b[0]
		if x <= y {
			out = append(out, x)
			a = a[1:]
			if x == y {
				b = b[1:]
			}
			continue
		}
		out = append(out, y)
		b = b[1:]
	}
	return append(append(out, a...), b...)
}

// unionAll merges many sorted sets through a bit for each user.
func (f *flattener) unionAll(parts []part) []int32 {
	total := 0
	lo, hi := int32(len(f.marks)), int32(-1)
	for _, p := range parts {
		first, last := p.users[0]/64, p.users[len(p.users)-1]/64
		lo, hi = min(lo, first), max(hi, last)
		if words := f.asBits(p, int(last-first)+1); words != nil {
			for i, word := range words {
				f.marks[int(first)+i] |= word
			}
			continue
		}
		for _, x := range p.users {
			f.marks[x/64] |= 1 << (x % 64)
		}
	}
	for w := lo; w <= hi; w++ {
		total += bits.OnesCount64(f.marks[w])
	}
	out := make([]int32, 0, total)
	for w := lo; w <= hi; w++ {
		for word := f.marks[w]; word != 0; word &= word - 1 {
			out = append(out, w*64+int32(bits.TrailingZeros64(word)))
		}
		f.marks[w] = 0
	}
	return out
}

// asBits returns the set of a component below as bits from its first word on,
// where that is shorter than the set itself.
func (f *flattener) asBits(p part, words int) []uint64 {
	if p.component == own || words >= len(p.users) {
		return nil
	}
	if f.bits[p.component] == nil {
		if f.words += words; f.words > maxWords {
			return nil
		}
		set, first := make([]uint64, words), p.users[0]/64
		for _, x := range p.users {
			set[x/64-first] |= 1 << (x % 64)
		}
		f.bits[p.component] = set
	}
	return f.bits[p.component]
}

// components returns the strongly connected component of every node (Tarjan,
// without recursion: chains may be long). Components are numbered so that a
// component has a higher number than all that it points to.
func components(nodes []node) []int32 {
	const unseen = -1
	n := len(nodes)
	index, low, component := make([]int32, n), make([]int32, n), make([]int32, n)
	for i := range n {
		index[i], component[i] = unseen, unseen
	}
	var stack, open []int32 // of Tarjan; of the walk
	next := make([]int, n)  // the next edge of each open node
	counter, numbered := int32(0), int32(0)
	for root := range n {
		if index[root] != unseen {
			continue
		}
		open = append(open, int32(root))
		for len(open) > 0 {
			v := open[len(open)-1]
			if index[v] == unseen {
				index[v], low[v] = counter, counter
				counter++
				stack = append(stack, v)
			}
			if next[v] < len(nodes[v].groups) {
				w := nodes[v].groups[next[v]]
				next[v]++
				if index[w] == unseen {
					open = append(open, w)
				} else if component[w] == unseen {
					low[v] = min(low[v], index[w])
				}
				continue
			}
			open = open[:len(open)-1]
			if len(open) > 0 {
				parent := open[len(open)-1]
				low[parent] = min(low[parent], low[v])
			}
			if low[v] != index[v] {
				continue
			}
			for {
				w := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				component[w] = numbered
				if w == v {
					break
				}
			}
			numbered++
		}
	}
	return component
}
