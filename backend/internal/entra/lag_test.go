package entra_test

import (
	"flag"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/entra"
	"directoryconnector/backend/internal/testbed/cloudtest"
	"directoryconnector/backend/internal/testbed/graphtest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

// histories is how many TestReplicasThatLag makes up, firstHistory where it
// begins.
var (
	histories    = flag.Uint64("histories", 40, "how many histories are made up")
	firstHistory = flag.Uint64("first-history", 0, "the number of the first one")
)

// Whatever replicas show while they lag behind, nobody who was there all the
// time is taken for gone and nothing is shown that never was. When they have
// caught up, the same chain of reads comes to the truth, without ever being
// told to read everything.
func TestReplicasThatLag(t *testing.T) {
	t.Parallel()
	for n := range *histories {
		synctest.Test(t, func(t *testing.T) {
			h := newHistory(t, *firstHistory+n)
			h.goOn(t)
			h.end(t)
		})
		if t.Failed() {
			t.Fatalf("this is history %d", *firstHistory+n)
		}
	}
}

// history is a tenant that changes while it is read from replicas that lag
// behind by up to most changes.
type history struct {
	*mutator
	most   int
	change func(*entra.Config)
	// filter: less than the Truth is read; units: by filters by group and unit,
	// with which there is no end to settling.
	filter, units bool
	// step is part of how far a replica lags behind.
	step   int
	behind func(what string) int
	// then is how the tenant was, now and before; oldest is the first of those
	// of which the base can hold something.
	then   []moment
	oldest int
	base   *directory.Snapshot
}

// newHistory makes up a tenant; one of four is read with filters, one of eight
// without groups.
func newHistory(t *testing.T, seed uint64) *history {
	o := graphtest.Options{Options: cloudtest.Options{InMemory: true}, PageCap: 4, DeltaPage: 4, DeltaMembers: 6, Silent: seed%2 == 1}
	h := &history{
		mutator: &mutator{company: newCompany(t, 9, 0, o), rng: rand.New(rand.NewPCG(seed, 12))},
		filter:  seed%8 >= 5,
	}
	for i := range 4 { // in each other, those of the kind that can be restored
		h.groups = append(h.groups, h.AddGroup(graphtest.Group{Name: fmt.Sprint("Group ", i), Unified: true}, slices.Concat(h.users, h.groups)...))
	}
	switch seed % 8 {
	case 5:
		h.change = func(c *entra.Config) { c.SyncGroups = false }
	case 6, 7:
		h.units = true
		chosen := h.AddGroup(graphtest.Group{Name: "Chosen"}, h.users...)
		unit := h.AddUnit(h.groups[0], chosen)
		h.change = func(c *entra.Config) {
			c.IncludeGroups, c.ExcludeUnits, c.ResolveOutside = []string{chosen}, []string{unit}, true
		}
	}
	h.most = 1 + h.rng.IntN(12)
	h.remember()
	h.behind = func(what string) int {
		// The same history is the same again, whatever is asked first.
		sum := fnv.New32a()
		fmt.Fprint(sum, seed, h.step, what)
		return int(sum.Sum32()>>8) % (h.most + 1)
	}
	h.Lag(h.behind)
	return h
}

func (h *history) goOn(t *testing.T) {
	h.read(t, true)
	for range 4 + h.rng.IntN(8) {
		for range 1 + h.rng.IntN(4) {
			h.mutate()
		}
		pause := []time.Duration{time.Minute, 4 * time.Minute, 15 * time.Minute, 5 * time.Hour}[h.rng.IntN(4)]
		if time.Sleep(pause); pause > 4*time.Hour {
			h.Lag(h.behind) // no replica lags for so long
		}
		if h.rng.IntN(3) == 0 {
			h.OnNextPage(h.mutate)
		}
		h.read(t, h.rng.IntN(6) == 0)
		h.Heal()
	}
}

func (h *history) mutate() {
	switch h.rng.IntN(8) {
	case 0: // whether anybody notices or not
		h.again(h.one(h.users), h.DeleteUser)
	case 1:
		h.again(h.one(h.groups), h.DeleteGroup)
	default:
		h.mutator.mutate()
	}
	h.remember()
}

// again deletes one and restores it.
func (h *history) again(id string, remove func(string)) {
	remove(id)
	h.remember()
	h.Restore(id)
}

// read reads what changed, or everything.
func (h *history) read(t *testing.T, everything bool) {
	t.Helper()
	h.step++
	base, first := h.base, max(0, len(h.then)-1-h.most)
	if everything {
		base = nil
	}
	s := h.fetch(t, base, h.change)
	if !s.Complete {
		first = h.oldest
	}
	t.Logf("step %d: read %d of %d, base %v, complete %v, of moments since %d", h.step, len(s.Users), len(h.then), base != nil, s.Complete, first)
	if !h.filter {
		compare(t, h.then[first:], s)
	}
	if h.rng.IntN(8) > 0 { // else it was a test
		h.base, h.oldest = s, first
	}
}

// end lets the replicas catch up, and the chain of reads come to its end.
func (h *history) end(t *testing.T) {
	h.Lag(nil)
	for range 3 {
		h.base = h.fetch(t, h.base, h.change)
		time.Sleep(4*time.Hour + time.Minute)
	}
	h.ResetRequests()
	last := h.fetch(t, h.base, h.change)
	if n := h.Requests()[""]; (last.Complete || n > 5) && !h.units {
		t.Errorf("there is no end to it: complete %v, %v", last.Complete, h.Requests())
	}
	if !h.filter {
		h.isTruth(t, last)
	}
	if diff := sourcetest.Diff(h.fetch(t, nil, h.change), last); diff != "" {
		t.Errorf("the chain differs from a complete read (-complete +chain):\n%s", diff)
	}
}

// A moment is what was true of a tenant at one time: users by id, groups by
// id, and who is in which group, as a pair of ids.
type moment struct {
	users, groups map[string]string
	gone          map[string]bool
	member        map[[2]string]bool
	// raw has members that are no users and groups of a Snapshot, too.
	raw map[[2]string]bool
}

func momentOf(s *directory.Snapshot) moment {
	m := moment{users: map[string]string{}, groups: map[string]string{}, gone: map[string]bool{}, member: map[[2]string]bool{}, raw: map[[2]string]bool{}}
	for _, u := range s.Users {
		if u.Deleted {
			m.gone[u.ExternalID] = true
			continue
		}
		m.users[u.ExternalID] = fmt.Sprint(u.Email, " disabled ", u.Disabled)
	}
	for _, g := range s.Groups {
		m.groups[g.ExternalID] = g.Name
		for _, id := range slices.Concat(g.UserMembers, g.NestedGroups) {
			m.member[[2]string{g.ExternalID, id}] = true
		}
	}
	return m
}

// remember keeps how the tenant is now, where something changed.
func (h *history) remember() {
	truth := h.Truth()
	m := momentOf(truth)
	for _, g := range truth.Groups {
		for _, id := range h.Members(g.ExternalID) {
			m.raw[[2]string{g.ExternalID, id}] = true
		}
	}
	if n := len(h.then); n == 0 || !reflect.DeepEqual(h.then[n-1], m) {
		h.then = append(h.then, m)
	}
}

// compare fails the test where a Snapshot lacks what was true all the time, or
// has what never was.
func compare(t *testing.T, then []moment, s *directory.Snapshot) {
	t.Helper()
	got := momentOf(s)
	always := func(holds func(moment) bool) bool {
		return !slices.ContainsFunc(then, func(m moment) bool { return !holds(m) })
	}
	for id, was := range then[0].users {
		if always(func(m moment) bool { return m.users[id] != "" }) && got.users[id] == "" {
			t.Errorf("user %s was there all the time, and is not", id)
		}
		if always(func(m moment) bool { return m.users[id] == was }) && got.users[id] != was {
			t.Errorf("user %s was %q all the time, and is %q", id, was, got.users[id])
		}
	}
	for id, was := range then[0].groups {
		if always(func(m moment) bool { return m.groups[id] == was }) && got.groups[id] != was {
			t.Errorf("group %s was %q all the time, and is %q", id, was, got.groups[id])
		}
	}
	for pair := range then[0].member {
		if always(func(m moment) bool { return m.member[pair] }) && !got.member[pair] {
			t.Errorf("%v was a membership all the time, and is none", pair)
		}
	}
	ever := func(holds func(moment) bool) bool { return slices.ContainsFunc(then, holds) }
	for id, is := range got.users {
		if !ever(func(m moment) bool { return m.users[id] == is }) {
			t.Errorf("user %s is %q, and never was", id, is)
		}
	}
	for id := range got.gone {
		if !ever(func(m moment) bool { return m.users[id] == "" }) {
			t.Errorf("user %s is gone, and never was", id)
		}
	}
	for id, is := range got.groups {
		if !ever(func(m moment) bool { return m.groups[id] == is }) {
			t.Errorf("group %s is %q, and never was", id, is)
		}
	}
	for pair := range got.member {
		if !ever(func(m moment) bool { return m.raw[pair] }) {
			t.Errorf("%v is a membership, and never was", pair)
		}
	}
}
