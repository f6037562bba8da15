package syncer

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/plan"
)

// An earlier sync that was cut off is waited for, and its record has the new
// ids afterwards.
func TestRekeyAfterACutOffSync(t *testing.T) {
	t.Parallel()
	for n := 1; ; n++ {
		w := newWorld(t, orgserver.Options{})
		f := smallFolk()
		w.readsBy(f, "uid")
		w.mustSync()
		f.people = append(f.people, person{name: "eve", uid: "eve", number: "3", mail: "eve@x.test"})
		f.teams[0].members = []string{"bob", "eve"}
		w.readsBy(f, "uid")
		where := w.killed(n)
		w.withChanger()
		w.readsBy(f, "number")
		when := fmt.Sprintf("killed at moment %d, %s", n, where)
		w.mustRekey(f)
		w.mustSync()
		w.wantMembers("1=ada@x.test", "2=bob@x.test", "3=eve@x.test")
		w.wantGroups("Eng{2 3}")
		w.rests(when)
		if where == "" || t.Failed() {
			return
		}
	}
}

// TestRekeyKilledAnywhere: done again it is right, and until then no sync is
// possible that would take somebody for somebody else.
func TestRekeyKilledAnywhere(t *testing.T) {
	t.Parallel()
	for n := 1; ; n++ {
		w := newWorld(t, orgserver.Options{})
		f := smallFolk(person{name: "eve", uid: "1", number: "eve", mail: "eve@x.test"}, person{name: "dan", uid: "2", number: "bob", mail: "dan@x.test"})
		f.people[0].uid, f.people[0].number = "bob2", "1" // Ada gets Eve's, Bob gets Dan's and Dan Bob's
		w.readsBy(f, "uid")
		w.mustSync()
		w.madeByHand("By hand")
		members, groups := f.as("number", w.server.Members(), w.server.Groups())
		for i, m := range members { // as can't tell who has which
			members[i].ExternalID = f.people[slices.IndexFunc(f.people, func(p person) bool { return p.mail == m.Email })].number
		}
		for i := range groups {
			if groups[i].Name == "Eng" {
				groups[i].MemberExternalIDs = []string{"1", "2"}
			}
		}
		w.readsBy(f, "number")
		where := w.dies(n, func() { w.mustRekey(f) })
		when := fmt.Sprintf("killed at moment %d, %s", n, where)
		if where != "" {
			if w.store.state.Identity != w.syncer.Options.Identity || w.store.state.Rekeying != nil {
				w.sent()
				if _, err := w.sync(); !errors.Is(err, ErrStopped) || len(w.sent()) > 0 {
					t.Errorf("%s: a sync: %v", when, err)
				}
			}
			if _, _, err := w.rekey(f); err != nil && !errors.Is(err, ErrNothingToRekey) {
				t.Fatalf("%s: %v", when, err)
			}
		}
		w.wantOrganization(when, members, groups)
		if w.store.state.Rekeying != nil || w.store.state.Identity != w.syncer.Options.Identity {
			t.Errorf("%s: %+v", when, w.store.state)
		}
		w.followsUnknown(when)
		if where == "" {
			if n < 20 {
				t.Errorf("only %d moments to die at", n-1)
			}
			return
		}
		if t.Failed() {
			return
		}
	}
}

// TestRekeyTakenBackAnywhere: cut off at any moment, the old attribute can be
// set again, and everybody has the old external id, also who made room for
// others at that moment.
func TestRekeyTakenBackAnywhere(t *testing.T) {
	t.Parallel()
	for n := 1; ; n++ {
		w := newWorld(t, orgserver.Options{})
		f := smallFolk()
		f.unstable = true
		f.people[0].uid, f.people[0].number, f.people[1].uid, f.people[1].number = "1", "2", "2", "1"
		w.readsBy(f, "uid")
		w.mustSync()
		members, groups := w.server.Members(), w.server.Groups()
		w.readsBy(f, "number")
		where := w.dies(n, func() { w.mustRekey(f) })
		if where == "" {
			if n < 10 {
				t.Errorf("only %d moments to die at", n-1)
			}
			return
		}
		when := fmt.Sprintf("killed at moment %d, %s", n, where)
		w.readsBy(f, "uid")
		if _, _, err := w.rekey(f); err != nil && !errors.Is(err, ErrNothingToRekey) {
			t.Fatalf("%s: %v", when, err)
		}
		w.wantOrganization(when, members, groups)
		w.followsUnknown(when)
		if t.Failed() {
			return
		}
	}
}

// TestRekeyAnyhow: random attributes with values that overlap, changes of the
// directory, deaths and changes of mind in between. In the end everybody who has
// the attribute has its value, nobody else lost anything, and a sync changes no
// one's membership.
func TestRekeyAnyhow(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(rt, orgserver.Options{})
		w.server.AddOwner("owner@x.test", "")
		n := rapid.IntRange(1, 6).Draw(rt, "people")
		values := func(what string) []int { return rapid.Permutation([]int{0, 1, 2, 3, 4, 5, 6}).Draw(rt, what) }
		uids, numbers := values("uids"), values("numbers")
		f := &folk{unstable: rapid.Bool().Draw(rt, "no stable ids")}
		team := person{name: "Eng", uid: "eng", number: "team", mail: "team"}
		for i := range n {
			name := fmt.Sprint("p", i)
			f.people = append(f.people, person{name: name, uid: fmt.Sprint(uids[i]), number: fmt.Sprint(numbers[i]), mail: name + "@x.test"})
			if rapid.Bool().Draw(rt, "member") {
				team.members = append(team.members, name)
			}
		}
		f.teams = []person{team}
		attribute := "uid"
		w.readsBy(f, attribute)
		w.mustSync()
		vault := w.server.AddCollection()
		for _, m := range w.server.Members() {
			w.server.EditMember(m.Email, func(m *orgserver.Member) { m.Collections = []orgserver.Access{{ID: vault, Manage: true}} })
		}
		ids := map[string]string{} // the server's, by email
		for _, m := range w.server.Members() {
			ids[m.Email] = m.ID
		}
		for range rapid.IntRange(1, 4).Draw(rt, "rounds") {
			attribute = rapid.SampledFrom([]string{"uid", "number", "mail", ""}).Draw(rt, "attribute")
			if !f.unstable && rapid.IntRange(0, 3).Draw(rt, "renumber") == 0 {
				for i, number := range values("new numbers")[:n] {
					f.people[i].number = fmt.Sprint(number)
				}
			}
			w.readsBy(f, attribute)
			w.dies(rapid.IntRange(1, 40).Draw(rt, "moment"), func() {
				if _, _, err := w.rekey(f); err != nil && !errors.Is(err, ErrNothingToRekey) {
					rt.Fatal(err)
				}
			})
		}
		if _, _, err := w.rekey(f); err != nil && !errors.Is(err, ErrNothingToRekey) {
			rt.Fatal(err)
		}
		if w.store.state.Rekeying != nil {
			rt.Fatalf("not at its end: %+v", w.store.state.Rekeying)
		}
		run, err := w.sync()
		if err != nil {
			rt.Fatal(err)
		}
		for _, c := range run.Changes {
			if c.Loss() || c.Action == plan.Invite || c.Action == plan.Create || len(c.Joins)+len(c.Leaves) > 0 {
				rt.Errorf("the next sync changed %+v", c)
			}
		}
		for _, m := range w.server.Members() {
			if ids[m.Email] != m.ID || m.Email != "owner@x.test" && len(m.Collections) != 1 {
				rt.Errorf("%s is another member now: %+v", m.Email, m)
			}
			if strings.HasPrefix(m.ExternalID, "bwdc-rekey:") {
				rt.Errorf("%s still makes room: %s", m.Email, m.ExternalID)
			}
		}
		if len(w.server.Members()) != n+1 || len(w.server.Groups()) != 1 {
			rt.Errorf("%d members, %d groups", len(w.server.Members()), len(w.server.Groups()))
		}
	})
}
