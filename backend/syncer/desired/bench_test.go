package desired

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
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
