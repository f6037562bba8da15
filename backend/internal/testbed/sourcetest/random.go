package sourcetest

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

const (
	mutations = 100
	batch     = 10 // mutations between two reads, at most
)

// testIncremental changes the directory at random (always the same way) and
// reads it every few changes, each read based on the one before.
func testIncremental(t *testing.T, w *world) {
	m := &mutator{world: w, rng: rand.New(rand.NewPCG(2026, 11))}
	for range 12 {
		m.addUser(t)
	}
	for range 6 {
		m.addGroup(t)
	}
	base := w.expect(t)
	asked := false
	for done := 0; done < mutations; {
		for range 1 + m.rng.IntN(batch) {
			t.Logf("%d: %s", done, m.mutate(t))
			done++
		}
		next := w.fetch(t, Stored(t, base))
		asked = asked || !next.Complete
		w.compare(t, next)
		if diff := Diff(w.fetch(t, nil), next); diff != "" {
			t.Errorf("after %d changes the incremental read differs from a complete one (-complete +incremental):\n%s", done, diff)
		}
		if t.Failed() {
			return
		}
		base = next
	}
	if asked != w.traits.Incremental {
		t.Errorf("asked for changes only: %v, want %v", asked, w.traits.Incremental)
	}
}

// A mutator changes the world at random.
type mutator struct {
	*world
	rng  *rand.Rand
	made int
}

// mutate makes one change and says which. Kinds of change that are not
// possible now are tried again.
func (m *mutator) mutate(t testing.TB) string {
	t.Helper()
	kinds := []func(testing.TB) string{
		m.addUser, m.addUser, m.addGroup, m.deleteEntry, m.changeEmail, m.changeEmail, m.renameUser, m.renameUser,
		m.renameGroup, m.toggleDisabled, m.toggleDisabled, m.changeMembers, m.changeMembers, m.changeMembers,
		m.nest, m.nest, m.toggleHidden, m.toggleHidden, m.toggleHidden,
	}
	for {
		if what := kinds[m.rng.IntN(len(kinds))](t); what != "" {
			return what
		}
	}
}

func (m *mutator) name(kind string) string {
	m.made++
	names := unicodeNames()
	return fmt.Sprintf("%s %s %03d", kind, names[m.rng.IntN(len(names))], m.made)
}

// pick returns the key of any entry of the map, or "".
func pick[V any](m *mutator, from map[string]V) string {
	keys := slices.Sorted(maps.Keys(from))
	if len(keys) == 0 {
		return ""
	}
	return keys[m.rng.IntN(len(keys))]
}

func (m *mutator) addUser(t testing.TB) string {
	name := m.name("user")
	u := User{Key: fmt.Sprintf("u%03d", m.made), Name: name, Email: fmt.Sprintf("u%03d@example.test", m.made)}
	u.Disabled = !m.traits.NoDisabled && m.rng.IntN(5) == 0
	m.putUser(t, u)
	return "add user " + u.Key
}

func (m *mutator) addGroup(t testing.TB) string {
	name := m.name("group")
	g := Group{Key: fmt.Sprintf("g%03d", m.made), Name: name}
	for range m.rng.IntN(4) {
		if key := pick(m, m.users); key != "" && !slices.Contains(g.Members, key) {
			g.Members = append(g.Members, key)
		}
	}
	m.putGroup(t, g)
	return fmt.Sprintf("add group %s of %v", g.Key, g.Members)
}

func (m *mutator) deleteEntry(t testing.TB) string {
	key := pick(m, m.users)
	if m.rng.IntN(3) == 0 {
		key = pick(m, m.groups)
	}
	if key == "" || len(m.users) < 4 {
		return ""
	}
	m.delete(t, key)
	return "delete " + key
}

func (m *mutator) changeEmail(t testing.TB) string {
	u := m.users[pick(m, m.users)]
	m.made++
	u.Email = fmt.Sprintf("%s-%03d@example.test", u.Key, m.made)
	if m.rng.IntN(5) == 0 {
		u.Email = ""
	}
	m.putUser(t, u)
	return fmt.Sprintf("email of %s is %q", u.Key, u.Email)
}

func (m *mutator) renameUser(t testing.TB) string {
	u := m.users[pick(m, m.users)]
	u.Name = m.name("user")
	m.putUser(t, u)
	return fmt.Sprintf("rename user %s to %s", u.Key, u.Name)
}

func (m *mutator) renameGroup(t testing.TB) string {
	g, ok := m.groups[pick(m, m.groups)]
	if !ok {
		return ""
	}
	g.Name = m.name("group")
	m.putGroup(t, g)
	return fmt.Sprintf("rename group %s to %s", g.Key, g.Name)
}

func (m *mutator) toggleDisabled(t testing.TB) string {
	if m.traits.NoDisabled {
		return ""
	}
	u := m.users[pick(m, m.users)]
	u.Disabled = !u.Disabled
	m.putUser(t, u)
	return fmt.Sprintf("user %s disabled %v", u.Key, u.Disabled)
}

func (m *mutator) changeMembers(t testing.TB) string {
	g, ok := m.groups[pick(m, m.groups)]
	if !ok {
		return ""
	}
	for range 1 + m.rng.IntN(3) {
		g.Members = toggled(g.Members, pick(m, m.users))
	}
	m.putGroup(t, g)
	return fmt.Sprintf("members of %s are %v", g.Key, g.Members)
}

func (m *mutator) nest(t testing.TB) string {
	g, ok := m.groups[pick(m, m.groups)]
	inner := pick(m, m.groups)
	if !ok || !m.traits.Nested || inner == g.Key {
		return ""
	}
	g.Members = toggled(g.Members, inner)
	m.putGroup(t, g)
	return fmt.Sprintf("members of %s are %v", g.Key, g.Members)
}

// toggled returns list with key added, or taken out if it is there.
func toggled(list []string, key string) []string {
	if i := slices.Index(list, key); i >= 0 {
		return slices.Delete(slices.Clone(list), i, i+1)
	}
	return append(slices.Clone(list), key)
}

func (m *mutator) toggleHidden(t testing.TB) string {
	key := pick(m, m.users)
	if m.rng.IntN(3) == 0 {
		key = pick(m, m.groups)
	}
	if _, ok := m.h.(Hider); !ok || key == "" {
		return ""
	}
	m.hide(t, key, !m.hidden[key])
	return fmt.Sprintf("%s hidden %v", key, m.hidden[key])
}
