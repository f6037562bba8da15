package desired

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// naive is flatten for few groups.
func naive(nodes []node, i int32) []int32 {
	seen, users := map[int32]bool{}, []int32{}
	var walk func(int32)
	walk = func(i int32) {
		if seen[i] {
			return
		}
		seen[i] = true
		users = append(users, nodes[i].users...)
		for _, g := range nodes[i].groups {
			walk(g)
		}
	}
	walk(i)
	slices.Sort(users)
	return slices.Compact(users)
}

func anyNodes(rt *rapid.T) ([]node, int) {
	users, n := rapid.IntRange(1, 200).Draw(rt, "users"), rapid.IntRange(0, 30).Draw(rt, "groups")
	nodes := make([]node, n)
	for i := range nodes {
		nodes[i].users = rapid.SliceOfNDistinct(rapid.Int32Range(0, int32(users-1)), 0, min(users, 20), rapid.ID[int32]).Draw(rt, "members")
		slices.Sort(nodes[i].users)
		nodes[i].groups = rapid.SliceOfN(rapid.Int32Range(0, int32(n-1)), 0, 5).Draw(rt, "nested")
	}
	return nodes, users
}

func TestFlattenIsReachability(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		nodes, users := anyNodes(rt)
		input := fmt.Sprint(nodes)
		sets := flatten(nodes, users)
		for i := range nodes {
			if want := naive(nodes, int32(i)); !slices.Equal(sets[i], want) {
				rt.Fatalf("group %d: %v, want %v", i, sets[i], want)
			}
		}
		if fmt.Sprint(nodes) != input {
			rt.Fatal("the input changed")
		}
		again := make([]node, len(nodes))
		for i := range nodes {
			again[i] = node{users: sets[i], groups: nodes[i].groups}
		}
		for i, set := range flatten(again, users) {
			if !slices.Equal(set, sets[i]) {
				rt.Fatalf("flattening again changes group %d: %v, was %v", i, set, sets[i])
			}
		}
	})
}

func TestFlattenShapes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		nodes []node
		want  [][]int32
	}{
		{"nothing", nil, [][]int32{}},
		{"itself", []node{{users: []int32{1}, groups: []int32{0}}}, [][]int32{{1}}},
		{"a circle", []node{{users: []int32{1}, groups: []int32{1}}, {groups: []int32{2}}, {users: []int32{0}, groups: []int32{0}}}, [][]int32{{0, 1}, {0, 1}, {0, 1}}},
		{"a diamond", []node{{groups: []int32{1, 2}}, {groups: []int32{3}}, {users: []int32{5}, groups: []int32{3}}, {users: []int32{4}}}, [][]int32{{4, 5}, {4}, {4, 5}, {4}}},
		{"two circles", []node{{groups: []int32{1}}, {groups: []int32{0, 2}}, {users: []int32{7}, groups: []int32{3}}, {users: []int32{8}, groups: []int32{2}}}, [][]int32{{7, 8}, {7, 8}, {7, 8}, {7, 8}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := flatten(test.nodes, 10)
			if !slices.EqualFunc(got, test.want, slices.Equal) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestFlattenDeepChain(t *testing.T) {
	t.Parallel()
	nodes := make([]node, 100_000)
	for i := range nodes {
		nodes[i].groups = []int32{int32((i + 1) % len(nodes))} // one circle
	}
	nodes[17].users = []int32{3}
	if got := flatten(nodes, 4); len(got) != len(nodes) || !slices.Equal(got[99_999], []int32{3}) {
		t.Error("the circle has not one result")
	}
}
