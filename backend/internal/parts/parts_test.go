package parts_test

import (
	"strings"
	"sync/atomic"
	"testing"

	"directoryconnector/backend/internal/parts"
)

func TestEveryEntryIsInOnePart(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 4_999, 5_000, 9_999, 10_000, 10_001, 123_457} {
		seen := make([]atomic.Int32, n)
		parts.Do(n, func(from, to int) {
			for i := from; i < to; i++ {
				seen[i].Add(1)
			}
		})
		for i := range seen {
			if times := seen[i].Load(); times != 1 {
				t.Fatalf("of %d, entry %d is in %d parts", n, i, times)
			}
		}
	}
}

func TestEachEntryIsWorkedAtOnce(t *testing.T) {
	t.Parallel()
	for name, weight := range map[string]func(i int) int{
		"of no weight": func(int) int { return 0 }, "of one weight": func(int) int { return 100 },
		"one that outweighs all": func(i int) int { return i / 2_999 * 1_000_000 }, "growing": func(i int) int { return i },
	} {
		for _, n := range []int{0, 1, 2, 3_000} {
			seen := make([]atomic.Int32, n)
			parts.Each(n, weight, func(i int) { seen[i].Add(1) })
			for i := range seen {
				if times := seen[i].Load(); times != 1 {
					t.Fatalf("%s: of %d, entry %d was worked at %d times", name, n, i, times)
				}
			}
		}
	}
}

func TestAPanicReachesTheCaller(t *testing.T) {
	t.Parallel()
	for _, n := range []int{10, 100_000} {
		func() {
			defer func() {
				value := recover()
				if p, aside := value.(*parts.Panic); aside {
					value = p.Value
					if !strings.Contains(p.Error(), "no\n\n") || !strings.Contains(p.Error(), "parts_test") {
						t.Errorf("of %d: it does not say where: %v", n, p)
					}
				}
				if value != "no" {
					t.Errorf("of %d: recovered %v", n, value)
				}
			}()
			parts.Do(n, func(_, to int) {
				if to == n {
					panic("no")
				}
			})
			t.Errorf("of %d: no panic", n)
		}()
	}
}
