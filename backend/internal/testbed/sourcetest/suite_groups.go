package sourcetest

import (
	"fmt"
	"testing"

	"directoryconnector/backend/directory"
)

func (w *world) needsNesting(t *testing.T) {
	t.Helper()
	if !w.traits.Nested {
		t.Skip("groups have no groups in them here")
	}
}

func testNested(t *testing.T, w *world) {
	w.needsNesting(t)
	w.fill(t, 3)
	w.putGroup(t, Group{Key: "inner", Name: "Inner", Members: []string{person(1).Key}})
	w.putGroup(t, Group{Key: "middle", Name: "Middle", Members: []string{"inner"}})
	w.putGroup(t, Group{Key: "outer", Name: "Outer", Members: []string{"middle", "all", person(0).Key}})
	w.expect(t)
	w.putGroup(t, Group{Key: "middle", Name: "Middle", Members: []string{"all", person(2).Key}})
	w.delete(t, "inner")
	w.expect(t)
}

func testCircular(t *testing.T, w *world) {
	w.needsNesting(t)
	w.fill(t, 2)
	for _, key := range []string{"ring-a", "ring-b", "ring-c"} {
		w.putGroup(t, Group{Key: key, Name: key, Members: []string{person(0).Key}})
	}
	w.putGroup(t, Group{Key: "ring-a", Name: "ring-a", Members: []string{"ring-b", person(0).Key}})
	w.putGroup(t, Group{Key: "ring-b", Name: "ring-b", Members: []string{"ring-c", person(1).Key}})
	w.putGroup(t, Group{Key: "ring-c", Name: "ring-c", Members: []string{"ring-a"}})
	w.expect(t)
}

// unicodeNames are legal names that are hard on code that treats DNs, URLs
// or filters as plain text.
func unicodeNames() []string {
	return []string{
		"Müller, Jörg", `Ann "The Hammer" O'Neil`, "山田 太郎", "Ольга Иванова", "عمر",
		"Zoë + Tom; Ltd. = <ok>", `back\slash`, "#hash", "star * (paren)", "a/b?c&d%20e", "e\u0301 combining",
	}
}

func testUnicode(t *testing.T, w *world) {
	all := Group{Key: "all", Name: `Gruppe "Öl, Gas & Co." + 石油`}
	for i, name := range unicodeNames() {
		u := person(i)
		u.Name = name
		w.putUser(t, u)
		all.Members = append(all.Members, u.Key)
		g := Group{Key: fmt.Sprintf("group%03d", i), Name: "G " + name, Members: []string{u.Key}}
		w.putGroup(t, g)
		if w.traits.Nested {
			all.Members = append(all.Members, g.Key)
		}
	}
	w.putGroup(t, all)
	w.expect(t)
}

func testHidden(t *testing.T, w *world) {
	if _, ok := w.h.(Hider); !ok {
		t.Skip("nothing is outside the search here")
	}
	w.fill(t, 3)
	w.putGroup(t, Group{Key: "aside", Name: "Aside", Members: []string{person(1).Key, person(2).Key}})
	if w.traits.Nested {
		w.putGroup(t, Group{Key: "outer", Name: "Outer", Members: []string{"aside"}})
	}
	w.hide(t, person(2).Key, true)
	w.hide(t, "aside", true)
	w.expect(t)
	w.hide(t, person(2).Key, false)
	w.hide(t, "aside", false)
	w.expect(t)
}

// testOutside hides a group that another one nests, with one in it that is not
// hidden. An incremental read notices that the setting changed.
func testOutside(t *testing.T, w *world) {
	follower, ok := w.h.(Follower)
	if !ok {
		t.Skip("groups outside the search are nothing special here")
	}
	w.needsNesting(t)
	w.fill(t, 4)
	w.putGroup(t, Group{Key: "deep", Name: "Deep", Members: []string{person(2).Key}})
	w.putGroup(t, Group{Key: "further", Name: "Further", Members: []string{person(3).Key}})
	w.putGroup(t, Group{Key: "aside", Name: "Aside", Members: []string{person(1).Key, "deep", "further"}})
	w.putGroup(t, Group{Key: "outer", Name: "Outer", Members: []string{"aside", person(0).Key}})
	w.hide(t, "aside", true)
	w.hide(t, "further", true)
	var base *directory.Snapshot
	for _, on := range []bool{true, false, true} {
		follower.FollowOutside(t, on)
		w.traits.Outside = on
		if base != nil {
			w.compare(t, w.fetch(t, Stored(t, base)))
		}
		base = w.expect(t)
	}
}

// testPages has as many users as fill a page but one, a page, a page and one
// more, and three pages, with as many groups.
func testPages(t *testing.T, w *world) {
	size := w.traits.PageSize
	if size == 0 {
		t.Skip("nothing is paged here")
	}
	n := 0
	for _, upTo := range []int{size - 1, size, size + 1, 3 * size} {
		for ; n < upTo; n++ {
			u := person(n)
			w.putUser(t, u)
			w.putGroup(t, Group{Key: fmt.Sprintf("group%03d", n), Name: fmt.Sprintf("Group %03d", n), Members: []string{u.Key}})
		}
		t.Logf("%d users and groups, %d in a page", n, size)
		w.expect(t)
	}
}
