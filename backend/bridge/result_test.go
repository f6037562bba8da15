package bridge

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/plan"
)

// company is the preview of a company: everybody in one group, and groups of a
// hundred, one inside the other by tens.
func company(users, groups int) *app.Preview {
	v := &app.Preview{Plan: &plan.Plan{}}
	all := make([]string, users)
	for i := range users {
		all[i] = fmt.Sprintf("%08x-0000-4000-8000-%012x", i*2654435761%(1<<32), i)
		v.Enabled = append(v.Enabled, app.PreviewUser{ExternalID: all[i], Email: fmt.Sprintf("first%d.last%d@example.com", i%997, i)})
	}
	id := func(i int) string { return fmt.Sprintf("group-%d", i) }
	for i := range groups {
		g := app.PreviewGroup{ExternalID: id(i), Name: fmt.Sprintf("Group %d", i)}
		for m := range min(100, users) {
			g.Members = append(g.Members, all[(i*7+m)%users])
		}
		g.Direct = g.Members[:len(g.Members)/2]
		for c := i*10 + 1; c <= i*10+10 && c < groups; c++ {
			g.Nested = append(g.Nested, id(c))
		}
		v.Groups = append(v.Groups, g)
	}
	v.Groups = append(v.Groups, app.PreviewGroup{ExternalID: "all", Name: "Everybody", Members: all, Direct: all})
	return v
}

// tested is the result of a test with that preview.
func tested(v *app.Preview) *result { return newResult(v, &plan.File{Plan: *v.Plan}) }

// What a sync would do is told by its kinds.
func TestWhatATestCounts(t *testing.T) {
	t.Parallel()
	v := &app.Preview{Plan: &plan.Plan{}}
	for _, action := range []plan.Action{plan.Invite, plan.Restore, plan.Adopt, plan.Remove, plan.Revoke} {
		v.Plan.Changes = append(v.Plan.Changes, plan.Change{Action: action, Kind: plan.User})
	}
	got := tested(v).shown
	if n := got.Counts; got.Changes != 5 || n.Joins != 2 || n.Changes != 1 || n.Leaves != 2 || n.Removed != 1 || n.Revoked != 1 || got.Unlisted {
		t.Errorf("got %+v", got)
	}
	v.Plan.Changes = append(v.Plan.Changes, plan.Change{Action: plan.Create, Kind: plan.Group}, plan.Change{Action: plan.Update, Kind: plan.Group}, plan.Change{Action: plan.Delete, Kind: plan.Group})
	if n := tested(v).shown.Counts; n.Groups != 3 || n.GroupsNew != 1 || n.GroupsGone != 1 || n.Removed != 1 {
		t.Errorf("groups: %+v", n)
	}
	v.Plan.Changes[0].Unchecked = true
	if !tested(v).shown.Unlisted {
		t.Error("what is sent to a server without lists is called done")
	}
}

func TestSearchAndPage(t *testing.T) {
	t.Parallel()
	list := make([]User, 0, 2500)
	for i := range 2500 {
		list = append(list, User{ExternalID: fmt.Sprintf("ID-%04d", i), Email: fmt.Sprintf("User%04d@Example.com", i)})
	}
	x := usersByEmail(list)
	for _, test := range []struct {
		name          string
		search        string
		offset, limit int
		first         string
		items, total  int
	}{
		{name: "the usual page", items: 100, total: 2500, first: "ID-0000"},
		{name: "never more than a thousand", limit: 1 << 40, items: 1000, total: 2500, first: "ID-0000"},
		{name: "a page in the middle", offset: 1200, limit: 3, items: 3, total: 2500, first: "ID-1200"},
		{name: "the last page", offset: 2499, limit: 10, items: 1, total: 2500, first: "ID-2499"},
		{name: "behind the last page", offset: 1 << 62, items: 0, total: 2500},
		{name: "negative numbers", offset: -5, limit: -5, items: 100, total: 2500, first: "ID-0000"},
		{name: "in any case", search: " uSER000", items: 10, total: 10, first: "ID-0000"},
		{name: "the external id", search: "id-24", offset: 98, items: 2, total: 100, first: "ID-2498"},
		{name: "nobody", search: "nobody", items: 0, total: 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			items, total := x.search(test.search, test.offset, test.limit)
			if items == nil || len(items) != test.items || total != test.total || len(items) > 0 && items[0].ExternalID != test.first {
				t.Errorf("got %d of %d", len(items), total)
			}
		})
	}
}

func groupNames(x index[Group]) string {
	list := make([]string, len(x.items))
	for i, g := range x.items {
		list[i] = g.Name
	}
	return strings.Join(list, " ")
}

func TestRootsLeadToAllGroups(t *testing.T) {
	t.Parallel()
	v := &app.Preview{Plan: &plan.Plan{}}
	add := func(name string, nested ...string) {
		v.Groups = append(v.Groups, app.PreviewGroup{ExternalID: name, Name: strings.ToUpper(name), Nested: nested})
	}
	add("top", "a", "b", "gone") // "gone" is not in the result
	add("a", "b")
	add("b")
	add("self", "self")
	add("y", "x", "below") // a circle that nothing leads to
	add("x", "y")
	add("below")
	add("p", "q") // a circle below a group
	add("q", "p")
	add("r", "p")
	r := tested(v)
	if got := groupNames(r.roots); got != "R SELF TOP X" {
		t.Errorf("roots: %s", got)
	}
	if g := r.groups.items[r.groupAt["top"]]; g.Nested != 2 {
		t.Errorf("top: %+v", g)
	}
}

// Members whom the list of users lacks (a test of changes only) come last.
func TestMembersOfAGroup(t *testing.T) {
	t.Parallel()
	r := tested(&app.Preview{
		Plan:     &plan.Plan{},
		Enabled:  []app.PreviewUser{{ExternalID: "1", Email: "zoe@example.com"}, {ExternalID: "2", Email: "ann@example.com", Held: true}},
		Disabled: []app.PreviewUser{{ExternalID: "3", Email: "max@example.com"}},
		Groups:   []app.PreviewGroup{{ExternalID: "g", Name: "G", Members: []string{"0", "1", "2", "3"}, Direct: []string{"1"}}},
	})
	ids := func(direct bool) (list []string) {
		for _, u := range r.membersOf(0, direct).items {
			list = append(list, u.ExternalID)
		}
		return list
	}
	if got := ids(false); !slices.Equal(got, []string{"2", "3", "1", "0"}) {
		t.Errorf("members: %v", got)
	}
	if got := ids(true); !slices.Equal(got, []string{"1"}) {
		t.Errorf("direct: %v", got)
	}
	if items, total := r.membersOf(0, false).search("MAX", 0, 0); total != 1 || items[0].ExternalID != "3" {
		t.Errorf("found: %v", items)
	}
}

func TestFormulasStayText(t *testing.T) {
	t.Parallel()
	got := csvOf([][]string{{"=1+1", "+1", "-1", "@x", "\tx", "\rx", "a=b", "", `a "b", c`}})
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(got, "\ufeff"))).ReadAll()
	if err != nil || !slices.Equal(rows[0], []string{"'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\rx", "a=b", "", `a "b", c`}) {
		t.Errorf("got %q, %v", rows, err)
	}
}

// Typing in a search over 50,000 users and 5,000 groups: 20 ms at the most.
func BenchmarkSearch(b *testing.B) {
	v := company(50_000, 5_000)
	r := tested(v)
	users := r.users[listEnabled]
	all := r.groupAt["all"]
	b.Run("prepare", func(b *testing.B) {
		for b.Loop() {
			tested(v)
		}
	})
	b.Run("nobody", func(b *testing.B) {
		for b.Loop() {
			users.search("no such person", 0, 0)
		}
	})
	b.Run("everybody", func(b *testing.B) {
		for b.Loop() {
			users.search("example.com", 49_000, 1000)
		}
	})
	b.Run("groups", func(b *testing.B) {
		for b.Loop() {
			r.groups.search("group 4", 0, 0)
		}
	})
	b.Run("members of all, first", func(b *testing.B) {
		for b.Loop() {
			r.last = members{}
			r.membersOf(all, false).search("last499", 0, 0)
		}
	})
	b.Run("members of all, next", func(b *testing.B) {
		for b.Loop() {
			r.membersOf(all, false).search("last499", 0, 0)
		}
	})
}
