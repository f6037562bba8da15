package syncer

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

// chain is n groups, each nesting the next and with some users of its own.
func chain(n, users int) []node {
	nodes := make([]node, n)
	for u := range users {
		i := u % n
		nodes[i].users = append(nodes[i].users, int32(u))
	}
	for i := range n - 1 {
		nodes[i].groups = []int32{int32(i + 1)}
	}
	return nodes
}

// dense is layers of groups, each nesting all of the next layer.
func dense(layers, width, users int) []node {
	nodes := make([]node, layers*width)
	rng := rand.New(rand.NewPCG(1, 1))
	for i := range nodes {
		for range 20 {
			nodes[i].users = append(nodes[i].users, rng.Int32N(int32(users)))
		}
		slices.Sort(nodes[i].users)
		nodes[i].users = slices.Compact(nodes[i].users)
		if below := (i/width + 1) * width; below < len(nodes) {
			for g := range width {
				nodes[i].groups = append(nodes[i].groups, int32(below+g))
			}
		}
	}
	return nodes
}

func benchFlatten(b *testing.B, nodes []node, users int) {
	sets := flatten(nodes, users)
	b.Run("flatten", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			flatten(nodes, users)
		}
	})
	b.Run("copy", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			out := make([][]int32, len(sets))
			for i := range sets {
				out[i] = slices.Clone(sets[i])
			}
			runtime.KeepAlive(out)
		}
	})
}

// BenchmarkFlattenChain is the target of make bench: flattening costs no more than
// twice the plain copy of its result.
func BenchmarkFlattenChain(b *testing.B) { benchFlatten(b, chain(500, 5000), 5000) }

func BenchmarkFlattenDense(b *testing.B) { benchFlatten(b, dense(10, 100, 5000), 5000) }

// company is a directory of 50,000 users and 2,000 groups of 100 members,
// every tenth nesting another, and what a sync of it leaves behind.
func company(b *testing.B) (*directory.Snapshot, *organization.State) {
	b.Helper()
	const users, groups = 50_000, 2_000
	s := &directory.Snapshot{}
	for i := range users {
		id := fmt.Sprintf("%08x-0000-4000-8000-%012x", i*7919, i)
		s.Users = append(s.Users, directory.User{ReferenceID: fmt.Sprintf("uid=user%05d,ou=People,dc=example,dc=com", i), ExternalID: id, Email: fmt.Sprintf("user%05d@example.com", i)})
	}
	for i := range groups {
		g := directory.Group{ReferenceID: fmt.Sprintf("cn=group%04d,ou=Groups,dc=example,dc=com", i), ExternalID: fmt.Sprintf("group-%04d", i), Name: fmt.Sprintf("Group %d", i)}
		for m := range 100 {
			g.UserMembers = append(g.UserMembers, s.Users[(i*100+m*37)%users].ExternalID)
		}
		slices.Sort(g.UserMembers)
		g.UserMembers = slices.Compact(g.UserMembers)
		if i%10 == 0 {
			g.NestedGroups = []string{fmt.Sprintf("cn=group%04d,ou=Groups,dc=example,dc=com", (i+1)%groups)}
		}
		s.Groups = append(s.Groups, g)
	}
	s.Sort()
	opts := benchOptions()
	empty := &organization.State{}
	p, err := newPlan(opts, empty, s, time.Now(), true, nil)
	if err != nil {
		b.Fatal(err)
	}
	state := newFakeStore().state
	for i := range p.people {
		state.Members[p.people[i].id] = organization.AckedMember{Email: p.people[i].email}
	}
	for i := range p.units {
		state.Groups[p.units[i].id] = organization.AckedGroup{Name: p.units[i].name, Members: slices.Clone(p.units[i].members)}
	}
	return s, &state
}

func benchOptions() *Options {
	return &Options{Sync: config.Sync{Users: true, Groups: true, RemoveMissing: true}}
}

// BenchmarkPlanUnchanged plans 50,000 users of whom nobody changed,
// BenchmarkPlanFirst plans them for an empty organization.
func BenchmarkPlanUnchanged(b *testing.B) {
	s, state := company(b)
	benchPlan(b, s, state, false)
}

func BenchmarkPlanFirst(b *testing.B) {
	s, _ := company(b)
	benchPlan(b, s, &organization.State{}, true)
}

func benchPlan(b *testing.B, s *directory.Snapshot, state *organization.State, full bool) {
	y := &Syncer{Source: &stubSource{}, Options: *benchOptions(), Now: time.Now}
	b.ReportAllocs()
	for b.Loop() {
		_, d, err := y.plan(context.Background(), state, s, full, false)
		if err != nil {
			b.Fatal(err)
		}
		if d.isEmpty() == full {
			b.Fatal("the difference is wrong")
		}
	}
}
