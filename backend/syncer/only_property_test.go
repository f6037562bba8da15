package syncer

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/syncer/who"
)

// TestOnlyChangesNobodyElse syncs one person after the other of random
// directories, and everybody at last: nobody else is changed by the former, and
// the latter ends as it would have without them.
func TestOnlyChangesNobodyElse(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		x := drawTwoWorlds(rt)
		for range rapid.IntRange(1, 4).Draw(rt, "syncs") {
			x.change(rt)
			if state := x.with.store.state; !state.IsEmpty() && len(state.InFlight) == 0 {
				for range rapid.IntRange(1, 3).Draw(rt, "only") {
					x.with.syncOnlyOne(rt, x.directory)
				}
			}
			x.syncBoth(rt)
			acked := func(w *world) []string { return slices.Sorted(maps.Keys(w.store.state.Members)) }
			if diff := cmp.Diff(acked(x.without), acked(x.with)); diff != "" {
				rt.Fatalf("others are acknowledged (-without +with syncs of one person):\n%s", diff)
			}
		}
	})
}

// holds is what the organization holds: members by external id, groups by
// theirs with the external ids of those in them.
func (w *world) holds() map[string][]string {
	state := map[string][]string{}
	for _, m := range w.server.Members() {
		state["member "+m.ExternalID] = []string{m.Email, fmt.Sprint(m.Status)}
	}
	for _, g := range w.server.Groups() {
		state["group "+g.ExternalID] = append([]string{g.Name}, g.MemberExternalIDs...)
	}
	return state
}

// syncOnlyOne syncs somebody of the directory or of the organization, and
// looks whether anybody else was changed.
func (w *world) syncOnlyOne(rt *rapid.T, d *anyDirectory) {
	names := slices.Sorted(maps.Keys(w.store.state.Members))
	for _, u := range d.users {
		names = append(names, u.ExternalID)
	}
	if w.store.state.IsEmpty() || len(names) == 0 { // the last one went
		return
	}
	name := rapid.SampledFrom(names).Draw(rt, "name")
	before, times := w.holds(), w.store.state.Times
	run, err := w.syncer.Sync(rt.Context(), only(name))
	var nobody *who.NobodyError
	var several *who.SeveralError
	var guard *GuardError
	switch {
	case errors.As(err, &nobody):
		rt.Fatalf("%s is not found: %v", name, err)
	case errors.As(err, &several), errors.As(err, &guard):
		if diff := cmp.Diff(before, w.holds()); diff != "" {
			rt.Fatalf("a sync of %s was stopped and changed something (-before +after):\n%s", name, diff)
		}
		return
	case err != nil:
		rt.Fatal(err)
	}
	if len(w.store.state.InFlight) > 0 {
		rt.Fatalf("in flight after a sync of %s: %v", name, w.store.state.InFlight)
	}
	if diff := cmp.Diff(times, w.store.state.Times); diff != "" {
		rt.Fatalf("a sync of %s moved a time (-before +after):\n%s", name, diff)
	}
	hers := w.sameAs(run.Only.ExternalID, run.Only.Name, before)
	if diff := cmp.Diff(others(before, hers), others(w.holds(), hers)); diff != "" {
		rt.Fatalf("a sync of %s (%+v) changed somebody else than %v (-before +after):\n%s", name, run.Only, slices.Sorted(maps.Keys(hers)), diff)
	}
}

// others is what an organization holds of all but one.
func others(holds map[string][]string, hers map[string]bool) map[string][]string {
	left := map[string][]string{}
	for key, list := range holds {
		kind, id, _ := strings.Cut(key, " ")
		if kind == "member" {
			if !hers[id] {
				left[key] = list
			}
			continue
		}
		list = slices.DeleteFunc(slices.Clone(list), func(id string) bool { return hers[id] })
		if len(list) > 1 { // a group that was made for one is nobody else's
			left[key] = list
		}
	}
	return left
}

// sameAs are the external ids that are one person's: all entries and members
// with one of the emails.
func (w *world) sameAs(id, email string, before map[string][]string) map[string]bool {
	hers := map[string]bool{id: true}
	emails := map[string]bool{email: true}
	for range 3 {
		for _, holds := range []map[string][]string{before, w.holds()} {
			for key, list := range holds {
				kind, id, _ := strings.Cut(key, " ")
				if kind == "member" && (hers[id] || emails[list[0]]) {
					hers[id], emails[list[0]] = true, true
				}
			}
		}
		for _, u := range w.source.users {
			if mail := strings.ToLower(strings.TrimSpace(u.Email)); mail != "" && (hers[u.ExternalID] || emails[mail]) {
				hers[u.ExternalID], emails[mail] = true, true
			}
		}
	}
	return hers
}

// TestOnlyKilledAnywhere dies at every moment of a sync of one person. The
// next sync of everybody makes everything true, also when the directory
// changed back; until then the rest waits, or the record of what is in flight
// makes a sync of one person wait.
func TestOnlyKilledAnywhere(t *testing.T) {
	t.Parallel()
	first := []any{user("a"), user("b"), user("c"), group("g", "a", "b", "c"), group("h", "a")}
	second := []any{user("b"), user("c"), user("ada"), group("g", "ada", "b"), group("h"), group("i", "ada", "b")}
	for kind, options := range map[string]orgserver.Options{"official": {}, "vaultwarden": {Vaultwarden: true, VaultwardenGroups: true}} {
		for _, name := range []string{"ada", "a", "c"} { // comes, goes, changes groups
			for afterwards, last := range map[string][]any{"the same": second, "changed back": first} {
				for n := 1; ; n++ {
					w := newWorld(t, options)
					w.has(first...)
					w.mustSync()
					w.has(second...)
					where := w.killedIn(n, func() { w.mustSyncOnly(name) })
					if where == "" {
						if n < 4 {
							t.Errorf("%s, %s: only %d moments to die at", kind, name, n-1)
						}
						break
					}
					when := fmt.Sprintf("%s, %s, killed at moment %d (%s), then %s", kind, name, n, where, afterwards)
					w.has(last...)
					var nobody *who.NobodyError
					run, err := w.syncer.Sync(t.Context(), only(name))
					if waits := errors.Is(err, ErrStopped) && len(w.store.state.InFlight) > 0; err != nil && !waits && !errors.As(err, &nobody) {
						t.Errorf("%s: done again: %v (%s)", when, err, run.Result)
					}
					w.mustSync()
					w.isTrue(when)
					w.rests(when)
					if t.Failed() {
						return
					}
				}
			}
		}
	}
}
