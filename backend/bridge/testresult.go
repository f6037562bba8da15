package bridge

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

// The lists of users in a test's result.
const (
	listEnabled  = "enabled"
	listDisabled = "disabled"
	listDeleted  = "deleted"
)

// A result is that of a test, prepared for searching and paging. It does not
// change, so that no lock is needed; but for the members that were looked at
// last.
type result struct {
	shown   TestResult
	preview *app.Preview
	plan    *shownPlan
	// users are lists by their names, ordered by email.
	users map[string]index[User]
	// everybody are enabled, disabled and deleted users, ordered by email;
	// userAt is where an external id is in it.
	everybody index[User]
	userAt    map[string]int
	// groups are ordered by name, as given are those of the preview; groupAt
	// is where an external id is.
	groups  index[Group]
	given   []*app.PreviewGroup
	groupAt map[string]int
	// roots are the groups from which all others can be reached.
	roots index[Group]

	// input is guarded by the Manager.
	input testInput

	mu   sync.Mutex
	last members
}

// members are those of one group, prepared for searching.
type members struct {
	group  int
	direct bool
	list   *index[User]
}

// newResult makes one of a test and its plan; of a saved plan the lists are empty.
func newResult(v *app.Preview, f *plan.File) *result {
	r := &result{preview: v, plan: newShownPlan(f, calledIn(v)), users: map[string]index[User]{}}
	r.prepareUsers(v)
	r.prepareGroups(v)
	r.prepareRoots()
	r.shown = TestResult{
		Time: moment(f.Made), Plan: f.Digest, Changes: len(f.Changes), Joins: f.Summary["join"], Leaves: f.Summary["leave"],
		Counts: r.counts(""), MissingTotal: len(f.Missing),
		Unlisted:    slices.ContainsFunc(f.Changes, func(c plan.Change) bool { return c.Unchecked }),
		BeforeLogin: slices.ContainsFunc(f.Warnings, func(w directory.Warning) bool { return w.Code == app.WarnNobody }),
		Blocked:     blockedBy(f),
	}
	r.shown.Unseen = !r.shown.Unlisted && slices.ContainsFunc(f.Warnings, func(w directory.Warning) bool { return w.Code == app.WarnUnseen })
	return r
}

// calledIn is what the directory calls people, by external id.
func calledIn(v *app.Preview) map[string]string {
	called := map[string]string{}
	for _, users := range [][]app.PreviewUser{v.Enabled, v.Disabled, v.Deleted} {
		for i := range users {
			if users[i].Name != "" {
				called[users[i].ExternalID] = users[i].Name
			}
		}
	}
	return called
}

// counts says how many of each part match.
func (r *result) counts(search string) PlanCounts {
	search = searched(search)
	n := r.plan.counts(search)
	n.Enabled, n.Disabled, n.Deleted = matching(r, listEnabled, search), matching(r, listDisabled, search), matching(r, listDeleted, search)
	_, n.InGroups = r.groups.search(search, 0, 1)
	return n
}

func matching(r *result, list, search string) int {
	users := r.users[list]
	_, n := users.search(search, 0, 1)
	return n
}

func userKey(u *User) string { return u.Email + "\n" + u.Name + "\n" + u.ExternalID }

// usersByEmail is an index of a list, ordered by email.
func usersByEmail(list []User) index[User] {
	slices.SortFunc(list, func(a, b User) int {
		return cmp.Or(strings.Compare(a.Email, b.Email), strings.Compare(a.ExternalID, b.ExternalID))
	})
	return newIndex(list, userKey)
}

func (r *result) prepareUsers(v *app.Preview) {
	everybody := make([]User, 0, len(v.Enabled)+len(v.Disabled)+len(v.Deleted))
	for name, given := range map[string][]app.PreviewUser{listEnabled: v.Enabled, listDisabled: v.Disabled, listDeleted: v.Deleted} {
		list := each(given, func(u app.PreviewUser) User {
			return User{ExternalID: u.ExternalID, Email: directory.Visible(u.Email), Name: directory.Visible(u.Name), Held: u.Held}
		})
		everybody = append(everybody, list...)
		r.users[name] = usersByEmail(list)
	}
	r.everybody = usersByEmail(everybody)
	r.userAt = make(map[string]int, len(everybody))
	for i, u := range r.everybody.items {
		r.userAt[u.ExternalID] = i
	}
}

func (r *result) prepareGroups(v *app.Preview) {
	r.given = make([]*app.PreviewGroup, len(v.Groups))
	for i := range v.Groups {
		r.given[i] = &v.Groups[i]
	}
	slices.SortFunc(r.given, func(a, b *app.PreviewGroup) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.ExternalID, b.ExternalID))
	})
	r.groupAt = make(map[string]int, len(r.given))
	for i, g := range r.given {
		r.groupAt[g.ExternalID] = i
	}
	list := make([]Group, len(r.given))
	for i, g := range r.given {
		list[i] = Group{ExternalID: g.ExternalID, Name: directory.Visible(g.Name), Members: len(g.Members), Direct: len(g.Direct), Nested: len(r.inside(i))}
	}
	r.groups = newIndex(list, func(g *Group) string { return g.Name + "\n" + g.ExternalID })
}

// inside returns where the groups directly inside a group are, as far as the
// result has them, by name.
func (r *result) inside(group int) []int {
	at := make([]int, 0, len(r.given[group].Nested))
	for _, id := range r.given[group].Nested {
		if i, known := r.groupAt[id]; known {
			at = append(at, i)
		}
	}
	slices.Sort(at)
	return slices.Compact(at)
}

// prepareRoots finds the groups that are in no other one. Of a circle that
// nothing leads to, one stands for all: a tree must show it.
func (r *result) prepareRoots() {
	n := len(r.given)
	within, reached := make([]bool, n), make([]bool, n)
	for i := range n {
		for _, child := range r.inside(i) {
			within[child] = within[child] || child != i
		}
	}
	var roots []int
	for i := range n {
		if !within[i] {
			roots = append(roots, i)
			r.walk(i, reached)
		}
	}
	// What is left is in circles or below them. Of those from which all of it
	// is reached in the order of names, the later may lead to the earlier.
	var circles []int
	for i, seen := 0, slices.Clone(reached); i < n; i++ {
		if !seen[i] {
			circles = append(circles, i)
			r.walk(i, seen)
		}
	}
	for _, i := range slices.Backward(circles) {
		if !reached[i] {
			roots = append(roots, i)
			r.walk(i, reached)
		}
	}
	slices.Sort(roots)
	for _, i := range roots {
		r.roots.items = append(r.roots.items, r.groups.items[i])
		r.roots.keys = append(r.roots.keys, r.groups.keys[i])
	}
}

// walk marks a group and all that are inside it, however deep.
func (r *result) walk(from int, reached []bool) {
	for stack := []int{from}; len(stack) > 0; {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if !reached[at] {
			reached[at] = true
			stack = append(stack, r.inside(at)...)
		}
	}
}

// nestedIn are the groups directly inside a group, by name.
func (r *result) nestedIn(group int) []Group {
	return each(r.inside(group), func(i int) Group { return r.groups.items[i] })
}

// membersOf prepares the members of a group, ordered by email; those whom the
// result does not list come last. The last ones are kept for the next page.
func (r *result) membersOf(group int, direct bool) *index[User] {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.last.list != nil && r.last.group == group && r.last.direct == direct {
		return r.last.list
	}
	ids := r.given[group].Members
	if direct {
		ids = r.given[group].Direct
	}
	known, unknown := make([]int, 0, len(ids)), []string{}
	for _, id := range ids {
		if at, ok := r.userAt[id]; ok {
			known = append(known, at)
		} else {
			unknown = append(unknown, id)
		}
	}
	slices.Sort(known)
	slices.Sort(unknown)
	list := &index[User]{items: make([]User, 0, len(ids)), keys: make([]string, 0, len(ids))}
	for _, at := range known {
		list.items, list.keys = append(list.items, r.everybody.items[at]), append(list.keys, r.everybody.keys[at])
	}
	for _, id := range unknown {
		list.items, list.keys = append(list.items, User{ExternalID: id}), append(list.keys, app.Plain(id))
	}
	r.last = members{group, direct, list}
	return list
}
