package entra_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/entra"
	"directoryconnector/backend/internal/testbed/graphtest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

// emails returns those of users that are not deleted.
func emails(s *directory.Snapshot) string {
	var list []string
	for _, u := range s.Users {
		if !u.Deleted {
			list = append(list, strings.TrimSuffix(u.Email, "@example.test"))
		}
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

// team is a tenant with groups in groups: staff holds a, b and the group
// inner, which holds c and, in a circle, staff; contractors hold b and d; e is
// in no group.
type team struct {
	*company
	id                        map[string]string
	staff, inner, contractors string
}

func newTeam(t testing.TB, o graphtest.Options) *team {
	x := &team{company: newCompany(t, 0, 0, o), id: map[string]string{}}
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		x.id[name] = x.AddUser(graphtest.User{Mail: name + "@example.test"})
	}
	x.inner = x.AddGroup(graphtest.Group{Name: "Inner"}, x.id["c"])
	x.staff = x.AddGroup(graphtest.Group{Name: "Staff"}, x.id["a"], x.id["b"], x.inner, x.Device())
	x.SetMember(x.inner, x.staff, true)
	x.contractors = x.AddGroup(graphtest.Group{Name: "Contractors"}, x.id["b"], x.id["d"])
	return x
}

func TestUsersAreChosenByGroups(t *testing.T) {
	t.Parallel()
	for _, o := range []graphtest.Options{{}, {NoDelta: true, PageCap: 2}} {
		for _, groups := range []bool{true, false} {
			x := newTeam(t, o)
			for _, test := range []struct {
				name             string
				include, exclude []string
				want             string
			}{
				{"include", []string{x.staff}, nil, "a b c"},
				{"include two, one in capitals", []string{strings.ToUpper(x.inner), x.contractors}, nil, "a b c d"},
				{"exclude", nil, []string{x.staff}, "d e"},
				{"include but", []string{x.staff}, []string{x.contractors}, "a c"},
			} {
				s := x.fetch(t, nil, func(c *entra.Config) {
					c.IncludeGroups, c.ExcludeGroups, c.SyncGroups = test.include, test.exclude, groups
				})
				if got := emails(s); got != test.want {
					t.Errorf("%+v, groups %v: %s: %s, want %s", o, groups, test.name, got, test.want)
				}
			}
			if n := x.Requests(); groups && n["/groups/{id}/transitiveMembers"] > 0 {
				t.Errorf("asked for what was read: %v", n)
			}
		}
	}
}

func TestAGroupOfTheFilterThatIsNotThereIsAnError(t *testing.T) {
	t.Parallel()
	x := newTeam(t, graphtest.Options{})
	for _, groups := range []bool{true, false} {
		for _, change := range []func(*entra.Config){
			func(c *entra.Config) { c.IncludeGroups = []string{x.staff, appID} },
			func(c *entra.Config) { c.ExcludeGroups = []string{appID} },
		} {
			_, err := open(t, x.Server, func(c *entra.Config) { change(c); c.SyncGroups = groups }).Fetch(t.Context(), nil)
			if !errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error(), appID) || directory.HintOf(err) == "" {
				t.Errorf("groups %v: %v", groups, err)
			}
		}
	}
}

// Who is deleted stays a tombstone, whatever the filter says: the group has
// gone with the account.
func TestDeletedUsersPassTheFilterByGroup(t *testing.T) {
	t.Parallel()
	x := newTeam(t, graphtest.Options{})
	only := func(c *entra.Config) { c.IncludeGroups = []string{x.staff} }
	base := x.fetch(t, nil, only)
	x.DeleteUser(x.id["a"])
	s := x.fetch(t, base, only)
	if u := userOf(t, s, x.id["a"]); !u.Deleted || emails(s) != "b c" {
		t.Errorf("%+v, %s", u, emails(s))
	}
}

// Who enters the group of the filter has not changed, so that delta of users
// says nothing; then everything is read. Where nothing changed at all nothing
// is.
func TestAFilterByGroupIsExact(t *testing.T) {
	t.Parallel()
	x := newTeam(t, graphtest.Options{})
	unit := x.AddUnit(x.contractors)
	filters := func(c *entra.Config) {
		c.IncludeGroups, c.ExcludeUnits = []string{x.staff}, []string{unit}
	}
	base := x.fetch(t, nil, filters)
	x.ResetRequests()
	if same := x.fetch(t, base, filters); same.Complete || sourcetest.Diff(base, same) != "" || x.Requests()[""] > 5 {
		t.Errorf("nothing changed: complete %v, %v", same.Complete, x.Requests())
	}
	x.SetMember(x.inner, x.id["e"], true)
	entered := x.fetch(t, base, filters)
	if emails(entered) != "a b c e" || !slices.Contains(groupOf(t, entered, x.inner).UserMembers, x.id["e"]) {
		t.Errorf("entered: %s", emails(entered))
	}
	x.SetInUnit(unit, x.inner, true)
	left := x.fetch(t, entered, filters)
	if len(left.Groups) != 1 || !left.Complete || emails(left) != "a b c e" {
		t.Errorf("a group entered the unit: %+v, %s", left.Groups, emails(left))
	}
}

func TestGroupsAreChosenByAdministrativeUnits(t *testing.T) {
	t.Parallel()
	x := newTeam(t, graphtest.Options{PageCap: 1})
	unit := x.AddUnit(x.staff, x.id["e"], x.contractors)
	names := func(change func(*entra.Config)) string {
		var list []string
		for _, g := range x.fetch(t, nil, change).Groups {
			list = append(list, fmt.Sprintf("%s %v %d", g.Name, g.Outside, len(g.NestedGroups)))
		}
		slices.Sort(list)
		return strings.Join(list, ", ")
	}
	for _, test := range []struct {
		change func(*entra.Config)
		want   string
	}{
		{func(c *entra.Config) { c.IncludeUnits = []string{unit} }, "Contractors false 0, Staff false 0"},
		{func(c *entra.Config) { c.IncludeUnits, c.ResolveOutside = []string{unit}, true }, "Contractors false 0, Inner true 1, Staff false 1"},
		{func(c *entra.Config) { c.ExcludeUnits = []string{unit} }, "Inner false 0"},
		{func(c *entra.Config) { c.IncludeUnits = []string{x.AddUnit()} }, ""},
	} {
		if got := names(test.change); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
	_, err := open(t, x.Server, func(c *entra.Config) { c.IncludeUnits = []string{appID} }).Fetch(t.Context(), nil)
	if !errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error(), appID) || directory.HintOf(err) == "" {
		t.Errorf("a unit that is not there: %v", err)
	}
}

func TestGuestsAreLeftOutAndCounted(t *testing.T) {
	t.Parallel()
	c := newCompany(t, 3, 1, graphtest.Options{})
	guest := c.AddUser(graphtest.User{UPN: "ada_example.com#EXT#@contoso.onmicrosoft.com"})
	withMail := c.AddUser(graphtest.User{Mail: "grace@example.com", UPN: "grace_example.com#EXT#@contoso.onmicrosoft.com"})
	c.AddUser(graphtest.User{Mail: "x@contoso.onmicrosoft.com", UPN: "x_example.com#EXT#@contoso.onmicrosoft.com"})
	c.SetMember(c.groups[0], guest, true)
	s := c.fetch(t, nil, nil)
	c.isTruth(t, s)
	if userOf(t, s, withMail).Email != "grace@example.com" || len(s.Warnings) != 1 || !strings.HasPrefix(s.Warnings[0].Text, "2 users are left out") {
		t.Errorf("warnings %v", s.Warnings)
	}
	// nothing changed, one more, one less, one becomes a member like others
	s = c.changesAreFound(t, s, nil)
	last := c.AddUser(graphtest.User{UPN: "bob_example.com#EXT#@contoso.onmicrosoft.com"})
	s = c.changesAreFound(t, s, nil)
	c.DeleteUser(last)
	s = c.changesAreFound(t, s, nil)
	c.ChangeUser(guest, func(u *graphtest.User) { u.Mail = "ada@example.com" })
	s = c.changesAreFound(t, s, nil)
	if len(s.Warnings) != 1 || !strings.HasPrefix(s.Warnings[0].Text, "1 user is left out") || !slices.Contains(s.Groups[0].UserMembers, guest) {
		t.Errorf("warnings %v, members %v", s.Warnings, s.Groups[0].UserMembers)
	}
	c.ChangeUser(c.users[0], func(u *graphtest.User) { u.Mail, u.UPN = "", "now_a#EXT#@contoso.onmicrosoft.com" })
	c.isTruth(t, c.changesAreFound(t, s, nil))
}

// A group that hides its members is not sent without them.
func TestHiddenMembersAreNeverTakenForNone(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]graphtest.Options{"delta": {}, "lists": {NoDelta: true}} {
		c := newCompany(t, 3, 1, o)
		hidden := c.AddGroup(graphtest.Group{Name: "Board", Hidden: true, Unified: true}, c.users[:2]...)
		blind := func(e *entra.Config) { e.Settings.ApplicationID = otherApp }
		c.AddApp(otherApp, secret, "User.Read.All", "Group.Read.All")
		c.isTruth(t, c.fetch(t, nil, nil))
		s := c.fetch(t, nil, blind)
		if len(s.Groups) != 1 || len(s.Warnings) != 1 || !strings.Contains(s.Warnings[0].Text, "Member.Read.Hidden") {
			t.Errorf("%s: groups %+v, warnings %v", name, s.Groups, s.Warnings)
		}
		if o.NoDelta {
			continue
		}
		c.AddUser(graphtest.User{Mail: "new@example.test"})
		c.changesAreFound(t, s, blind)
		// with the right, members that come and go are noticed
		seen := c.fetch(t, nil, nil)
		c.SetMembers(hidden)
		seen = c.changesAreFound(t, seen, nil)
		c.SetMember(hidden, c.users[2], true)
		c.changesAreFound(t, seen, nil)
	}
}

// A hundred mutations that Graph reports, in its own way, read a few at a time.
func TestRandomMutations(t *testing.T) {
	t.Parallel()
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			c := newCompany(t, 25, 8, graphtest.Options{DeltaPage: 7, DeltaMembers: 9, PageCap: 7, Silent: seed%2 == 1})
			m := &mutator{company: c, rng: rand.New(rand.NewPCG(seed, 2026))}
			base := c.fetch(t, nil, nil)
			for done := 0; done < 100; {
				for range 1 + m.rng.IntN(8) {
					m.mutate()
					done++
				}
				base = c.fetch(t, base, nil)
				if c.isTruth(t, base); t.Failed() || base.Complete {
					t.Fatalf("after %d mutations, complete %v", done, base.Complete)
				}
			}
		})
	}
}

type mutator struct {
	*company
	rng *rand.Rand
	bin []string
}

func (m *mutator) one(list []string) string { return list[m.rng.IntN(len(list))] }

// drop moves one to the bin.
func (m *mutator) drop(list *[]string, remove func(string)) {
	if len(*list) < 5 {
		return
	}
	i := m.rng.IntN(len(*list))
	remove((*list)[i])
	m.bin = append(m.bin, (*list)[i])
	*list = slices.Delete(slices.Clone(*list), i, i+1)
}

func (m *mutator) mutate() {
	user, group := m.one(m.users), m.one(m.groups)
	switch m.rng.IntN(10) {
	case 0:
		m.users = append(m.users, m.AddUser(graphtest.User{Mail: fmt.Sprint("new", m.rng.Int(), "@example.test")}))
		m.SetMember(group, m.users[len(m.users)-1], true)
	case 1:
		m.groups = append(m.groups, m.AddGroup(graphtest.Group{Name: fmt.Sprint("New ", m.rng.Int()), Unified: true}, user, group))
	case 2:
		m.ChangeUser(user, func(u *graphtest.User) { u.Mail = fmt.Sprint("changed", m.rng.Int(), "@example.test") })
	case 3:
		m.ChangeUser(user, func(u *graphtest.User) {
			u.Mail, u.UPN = "", fmt.Sprint("guest", m.rng.Int(), "#EXT#@contoso.onmicrosoft.com")
		})
	case 4:
		m.RenameGroup(group, fmt.Sprint("Renamed ", m.rng.Int()))
	case 5:
		m.drop(&m.users, m.DeleteUser)
	case 6:
		m.drop(&m.groups, m.DeleteGroup)
	case 7:
		if len(m.bin) > 0 && strings.HasPrefix(m.bin[0], "a") {
			m.Restore(m.bin[0])
			m.users = append(m.users, m.bin[0])
		}
		if len(m.bin) > 0 {
			m.bin = m.bin[1:]
		}
	case 8:
		m.SetMember(group, m.one(m.groups), m.rng.IntN(2) == 0)
	default:
		m.SetMember(group, user, m.rng.IntN(2) == 0)
	}
}
