package sourcetest

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"testing"

	"directoryconnector/backend/directory"
)

// world is what the suite has put into the directory, and so expects to read.
type world struct {
	h      Harness
	traits Traits
	users  map[string]User
	groups map[string]Group
	hidden map[string]bool
	// seen holds the external ids of users that were read alive: tombstones
	// of others belong to somebody else's test on the same server.
	seen map[string]bool
}

func newWorld(h Harness) *world {
	return &world{
		h: h, traits: h.Traits(),
		users: map[string]User{}, groups: map[string]Group{},
		hidden: map[string]bool{}, seen: map[string]bool{},
	}
}

func (w *world) putUser(t testing.TB, u User) {
	t.Helper()
	w.h.PutUser(t, u)
	w.users[u.Key] = u
}

func (w *world) putGroup(t testing.TB, g Group) {
	t.Helper()
	g.Members = slices.Clone(g.Members)
	slices.Sort(g.Members)
	w.h.PutGroup(t, Group{Key: g.Key, Name: g.Name, Members: slices.Clone(g.Members)})
	w.groups[g.Key] = g
}

func (w *world) delete(t testing.TB, key string) {
	t.Helper()
	w.h.Delete(t, key)
	delete(w.users, key)
	delete(w.groups, key)
	delete(w.hidden, key)
	for k, g := range w.groups {
		g.Members = slices.DeleteFunc(slices.Clone(g.Members), func(m string) bool { return m == key })
		w.groups[k] = g
	}
}

func (w *world) hide(t testing.TB, key string, hidden bool) {
	t.Helper()
	w.h.(Hider).Hide(t, key, hidden)
	w.hidden[key] = hidden
}

// view is a Snapshot in words that are the same in every directory: emails
// and names instead of ids.
type view struct {
	Users  []userView
	Groups []groupView
}

type userView struct {
	Email    string
	Disabled bool
}

type groupView struct {
	Name    string
	Outside bool
	Users   []string // emails
	Groups  []string // names
}

func (v *view) sort() {
	slices.SortFunc(v.Users, func(a, b userView) int {
		// Several users may lack an email.
		return cmp.Or(cmp.Compare(a.Email, b.Email), cmp.Compare(strconv.FormatBool(a.Disabled), strconv.FormatBool(b.Disabled)))
	})
	for i := range v.Groups {
		slices.Sort(v.Groups[i].Users)
		slices.Sort(v.Groups[i].Groups)
	}
	slices.SortFunc(v.Groups, func(a, b groupView) int { return cmp.Compare(a.Name, b.Name) })
}

// expected is the view of what a Source has to find.
func (w *world) expected() view {
	var v view
	for key, u := range w.users {
		if !w.hidden[key] {
			v.Users = append(v.Users, userView{Email: u.Email, Disabled: u.Disabled})
		}
	}
	found := w.foundGroups()
	for _, key := range slices.Collect(maps.Keys(found)) {
		g := w.groups[key]
		gv := groupView{Name: g.Name, Outside: w.hidden[key]}
		for _, m := range g.Members {
			if u, ok := w.users[m]; ok && !w.hidden[m] {
				gv.Users = append(gv.Users, u.Email)
			}
			if found[m] {
				gv.Groups = append(gv.Groups, w.groups[m].Name)
			}
		}
		v.Groups = append(v.Groups, gv)
	}
	v.sort()
	return v
}

// foundGroups holds the groups that are not hidden and, where the Source
// resolves them, the hidden ones below those.
func (w *world) foundGroups() map[string]bool {
	found := map[string]bool{}
	var todo []string
	for key := range w.groups {
		if !w.hidden[key] {
			found[key] = true
			todo = append(todo, key)
		}
	}
	for w.traits.Outside && len(todo) > 0 {
		key := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, m := range w.groups[key].Members {
			if _, isGroup := w.groups[m]; isGroup && !found[m] {
				found[m] = true
				todo = append(todo, m)
			}
		}
	}
	return found
}

// viewOf is the view of a Snapshot. Tombstones are not part of it.
func viewOf(s *directory.Snapshot) view {
	var v view
	emails, names := map[string]string{}, map[string]string{}
	for _, u := range s.Users {
		if !u.Deleted {
			emails[u.ExternalID] = u.Email
			v.Users = append(v.Users, userView{Email: u.Email, Disabled: u.DisabledAt(s.ReadAt)})
		}
	}
	for _, g := range s.Groups {
		names[g.ReferenceID] = g.Name
	}
	for _, g := range s.Groups {
		gv := groupView{Name: g.Name, Outside: g.Outside}
		for _, id := range g.UserMembers {
			gv.Users = append(gv.Users, emails[id])
		}
		for _, ref := range g.NestedGroups {
			gv.Groups = append(gv.Groups, names[ref])
		}
		v.Groups = append(v.Groups, gv)
	}
	v.sort()
	return v
}
