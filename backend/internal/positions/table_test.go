package positions_test

import (
	"fmt"
	"testing"

	"directoryconnector/backend/internal/positions"
)

func TestTable(t *testing.T) {
	t.Parallel()
	var none positions.Table
	if _, ok := none.Find("a"); ok || none.Len() != 0 {
		t.Error("something was found in nothing")
	}
	list := make([]string, 10_000)
	for i := range list {
		list[i] = fmt.Sprint(i / 2) // each one twice
	}
	table := positions.New(10, func(at int32) string { return list[at] }) // it grows
	for i, text := range list {
		if other, twice := table.Put(text, int32(i)); twice != (i%2 == 1) || twice && other != int32(i-1) {
			t.Fatalf("%s at %d: %d, %v", text, i, other, twice)
		}
	}
	if table.Len() != len(list)/2 {
		t.Errorf("it knows %d texts", table.Len())
	}
	for i := range list {
		at, ok := table.Find(list[i])
		if !ok || at != int32(i|1) {
			t.Fatalf("%s is at %d, %v", list[i], at, ok)
		}
	}
	for _, text := range []string{"", "-1", "5000"} {
		if at, ok := table.Find(text); ok {
			t.Errorf("%q is at %d", text, at)
		}
	}
}

// A text of no letters is a text like others.
func TestAnEmptyTextIsFoundWhereItIs(t *testing.T) {
	t.Parallel()
	list := []string{"a", "", "b"}
	table := positions.New(len(list), func(at int32) string { return list[at] })
	for i, text := range list {
		table.Put(text, int32(i))
	}
	if at, ok := table.Find(""); !ok || at != 1 {
		t.Errorf("it is at %d, %v", at, ok)
	}
}

func BenchmarkFind(b *testing.B) {
	list := make([]string, 50_000)
	for i := range list {
		list[i] = fmt.Sprintf("uid=u%05d,ou=people,dc=example,dc=test", i)
	}
	table := positions.New(len(list), func(at int32) string { return list[at] })
	known := make(map[string]int32, len(list))
	for i, text := range list {
		table.Put(text, int32(i))
		known[text] = int32(i)
	}
	b.Run("table", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			table.Find(list[i*7919%len(list)])
		}
	})
	b.Run("map", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			_ = known[list[i*7919%len(list)]]
		}
	})
	b.Run("fill table", func(b *testing.B) {
		for b.Loop() {
			table := positions.New(len(list), func(at int32) string { return list[at] })
			for i, text := range list {
				table.Put(text, int32(i))
			}
		}
	})
	b.Run("fill map", func(b *testing.B) {
		for b.Loop() {
			known := make(map[string]int32, len(list))
			for i, text := range list {
				known[text] = int32(i)
			}
		}
	})
}
