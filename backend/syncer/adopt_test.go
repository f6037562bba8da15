package syncer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
)

func TestAdoptBeforeTheFirstSync(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.server.AddOwner("o@x.test", "")
	w.server.AddUser("carol@x.test", "c")
	w.server.AddUser("a@x.test", "a")
	eng, other := w.madeByHand("ENG", "a", "c"), w.madeByHand("OTHER", "c")
	w.has(user("a"), user("b"), group("eng", "a", "b"), group("new", "b"))

	// A sync would make it a second time, and says so before.
	warned := func() bool {
		test, err := w.syncer.Test(t.Context(), TestOptions{})
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(test.Plan.Warnings, func(x directory.Warning) bool {
			return x.Code == compare.WarnMadeByHand && strings.Contains(x.Text, "'bwdc adopt' takes over what is there: ENG") && !strings.Contains(x.Text, "NEW")
		})
	}
	if !warned() {
		t.Error("nobody says that the group would be made a second time")
	}

	// Dry by default.
	p, run, err := Adopt(t.Context(), w.syncer, AdoptRequest{})
	if err != nil || run != nil || w.puts() != 0 || w.store.begun != 0 {
		t.Fatalf("run %v, %d requests, error %v", run, w.puts(), err)
	}
	wantSame(t, "offered", described(p.Changes), "adopt group ENG[eng]")
	wantSame(t, "the next sync", described(p.Then), "update group ENG[eng] +{b@x.test} -{carol@x.test}")
	if c := p.Changes[0]; c.Members != 2 || strings.Count(c.Reason.Params["collections"], ",") != 1 {
		t.Errorf("offered with %d members and the access to %q", c.Members, c.Reason.Params["collections"])
	}

	_, run = w.adopt()
	if run.Result != organization.ResultDone || run.Task != organization.TaskAdopt || run.Counts.GroupsChanged != 1 || cmp.Diff(run.Changes, w.store.done) != "" {
		t.Errorf("run %+v, recorded %v", run, w.store.done)
	}
	eng.ExternalID = "eng"
	if diff := cmp.Diff(eng, w.shownGroup(eng.ID)); diff != "" {
		t.Errorf("the group (-want +got):\n%s", diff)
	}
	if warned() {
		t.Error("it is still said")
	}
	if !w.store.state.IsEmpty() {
		t.Errorf("before the first sync something is acknowledged: %v", w.store.state.Groups)
	}
	w.mustSync()
	w.wantGroups("OTHER{c}", "ENG{a b}", "NEW{b}")
	if now := w.shownGroup(eng.ID); cmp.Diff(eng.Collections, now.Collections) != "" {
		t.Errorf("collections %v", now.Collections)
	}
	if diff := cmp.Diff(other, w.shownGroup(other.ID)); diff != "" {
		t.Errorf("a group of nobody's (-want +got):\n%s", diff)
	}
	if p, run := w.adopt(); run != nil || len(p.Changes)+len(p.Left) > 0 {
		t.Errorf("once more: %+v", p)
	}
}

// In an organization that is synced already the next sync compares with the
// members that the group had, those without external id among them.
func TestAdoptedGroupsAreComparedRightly(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.server.AddOwner("o@x.test", "")
	byhand := w.server.AddUser("hand@x.test", "")
	w.has(user("a"), user("b"), user("c"), group("g", "a"))
	w.mustSync()
	eng := w.madeByHand("ENG", "a", "c")
	w.putIn(eng.ID, byhand.ID)
	w.has(user("a"), user("b"), user("c"), group("g", "a"), group("eng", "a", "b"))

	p, _ := w.adopt("ENG")
	wantSame(t, "the next sync", described(p.Then), "update group ENG[eng] +{b@x.test} -{hand@x.test c@x.test}")
	wantSame(t, "acknowledged members", w.store.state.Groups["eng"].Members, "\x00"+byhand.ID, "a", "c")
	test, err := w.syncer.Test(t.Context(), TestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "a test", described(test.Plan.Changes), "update group ENG[eng] +{b@x.test} -{hand@x.test c@x.test}")
	for _, d := range test.Plan.Drift {
		if d.ExternalID == "eng" {
			t.Errorf("drift: %+v", d)
		}
	}
	run := w.mustSync()
	wantSame(t, "the sync", described(run.Changes), "update group ENG[eng] +{b@x.test} -{hand@x.test c@x.test}")
	if len(w.shownGroup(eng.ID).Collections) != 2 {
		t.Errorf("the group is %+v", w.shownGroup(eng.ID))
	}
	w.rests("after it")
}

// Nobody's memberships go without the guard being asked.
func TestAdoptedGroupsAreUnderTheGuard(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	entries, ids := []any{}, []string{}
	for i := range 30 {
		id := fmt.Sprintf("u%02d", i)
		ids, entries = append(ids, id), append(entries, user(id))
	}
	w.has(entries...)
	w.mustSync()
	w.madeByHand("ENG", ids...)
	w.has(append(entries, group("eng", "u00"))...)
	w.adopt("ENG")
	f := w.stopped(manual(), plan.GuardMemberships)
	if f.Count != 29 {
		t.Errorf("%d memberships would go", f.Count)
	}
}

func TestAdoptOnlyWhatIsNamed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.server.AddOwner("o@x.test", "")
	w.madeByHand("ENG")
	sales := w.madeByHand("SALES")
	w.madeByHand("TWICE")
	w.madeByHand("TWICE")
	w.madeByHand("SALE")
	w.has(user("a"), group("eng"), group("sales"), group("sale"), group("twice"))
	for _, test := range []struct {
		names []string
		hint  string
	}{{[]string{"SALES", "ENGG"}, `Did you mean "ENG"?`}, {[]string{"SALEZ"}, `Did you mean "SALE", "SALES"?`}, {[]string{"nothing like it"}, "lists the groups"}, {[]string{"TWICE"}, ""}} {
		_, run, err := Adopt(t.Context(), w.syncer, AdoptRequest{Names: test.names, Confirm: yes})
		if !errors.Is(err, ErrNoSuchOffer) || run != nil || w.puts() > 0 {
			t.Errorf("%q: run %v, error %v", test.names, run, err)
		}
		wantHint(t, err, test.hint)
	}
	p, _ := w.adopt("SALES")
	wantSame(t, "taken over", described(p.Changes), "adopt group SALES[sales]")
	if w.puts() != 1 || w.shownGroup(sales.ID).ExternalID != "sales" {
		t.Errorf("%d requests, %+v", w.puts(), w.shownGroup(sales.ID))
	}
	if p, _ := w.adopt(); len(p.Left) != 1 || p.Left[0].Name != "TWICE" {
		t.Errorf("left: %+v", p.Left)
	}
}

func TestAdoptStops(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		options orgserver.Options
		set     func(w *world)
		want    error
		hint    string
	}{
		"vaultwarden":           {options: orgserver.Options{Vaultwarden: true, VaultwardenGroups: true}, want: organization.ErrNoRekey, hint: "vaultwarden has none"},
		"no list of groups":     {options: orgserver.Options{NoGroupList: true}, want: organization.ErrNoRekey, hint: "delete the one made by hand"},
		"no call":               {options: orgserver.Options{NoEditing: true}, want: organization.ErrNoRekey},
		"groups are not synced": {set: func(w *world) { w.syncer.Options.Sync.Groups = false }, want: ErrStopped, hint: "sync.groups"},
		"another cache":         {set: func(w *world) { w.syncer.Options.Identity.Host = "other" }, want: ErrStopped},
		"an answer that was lost": {set: func(w *world) {
			w.store.state.InFlight = []organization.Flight{{Kind: organization.FlightGroup, ExternalID: "x", At: w.now}}
		}, want: ErrStopped, hint: "bwdc sync"},
		"a directory that is away":  {set: func(w *world) { w.source.err = errCrash }, want: errCrash},
		"somebody who says no":      {set: func(*world) {}},
		"a question without answer": {set: func(*world) {}, want: errCrash},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, test.options)
			w.server.AddOwner("o@x.test", "")
			w.has(user("a"))
			w.mustSync()
			eng := w.madeByHand("ENG")
			w.has(user("a"), group("eng", "a"))
			if test.set != nil {
				test.set(w)
			}
			confirm := yes
			switch name {
			case "somebody who says no":
				confirm = func(context.Context, *plan.Proposal) (bool, error) { return false, nil }
			case "a question without answer":
				confirm = func(context.Context, *plan.Proposal) (bool, error) { return false, errCrash }
			}
			_, run, err := Adopt(t.Context(), w.syncer, AdoptRequest{Confirm: confirm})
			if !errors.Is(err, test.want) || run != nil && name != "no call" {
				t.Errorf("run %v, error %v, want %v", run, err, test.want)
			}
			wantHint(t, err, test.hint)
			if w.shownGroup(eng.ID).ExternalID != "" {
				t.Error("the group was taken over")
			}
		})
	}
}

// What somebody does at the same time is nobody's to undo, and stops nothing.
func TestAdoptWhileSomebodyElseIsAtIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.server.AddOwner("o@x.test", "")
	w.has(user("a"))
	w.mustSync()
	eng, gone := w.madeByHand("ENG", "a"), w.madeByHand("GONE")
	w.has(user("a"), group("eng", "a"), group("gone", "a"))
	other := &client{w.server}
	c := w.withChanger()
	c.first = func(id string) error {
		switch id {
		case eng.ID:
			return other.RekeyGroup(t.Context(), eng.ID, "", "elsewhere")
		case gone.ID:
			w.server.RemoveGroup("")
		}
		return nil
	}
	_, run, err := Adopt(t.Context(), w.syncer, AdoptRequest{Confirm: yes})
	var has *organization.OtherIDError
	if !errors.As(err, &has) || has.Now != "elsewhere" || !errors.Is(err, organization.ErrNotFound) || run.Result != organization.ResultFailed || len(run.Changes) != 0 {
		t.Errorf("%+v, error %v", run, err)
	}
	if w.shownGroup(eng.ID).ExternalID != "elsewhere" || len(w.store.state.Groups) != 0 {
		t.Errorf("the group %+v, acknowledged %v", w.shownGroup(eng.ID), w.store.state.Groups)
	}
}

// TestAdoptKilledAnywhere: whatever was done then, adopting again and a sync
// leave each group once, with its access.
func TestAdoptKilledAnywhere(t *testing.T) {
	t.Parallel()
	for _, first := range []bool{true, false} {
		for n := 1; ; n++ {
			w := newWorld(t, orgserver.Options{})
			w.server.AddOwner("o@x.test", "")
			w.server.AddUser("c@x.test", "c")
			w.has(user("a"), user("c"))
			if !first {
				w.mustSync()
			}
			groups := []orgserver.Group{w.madeByHand("ENG", "c"), w.madeByHand("SALES", "c")}
			w.has(user("a"), user("c"), group("eng", "a"), group("sales", "a"))
			where := w.dies(n, func() { w.adopt() })
			when := fmt.Sprintf("first sync %v, killed at moment %d, %s", first, n, where)
			// Whoever syncs first is told who goes, in any case.
			test, err := w.syncer.Test(t.Context(), TestOptions{})
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range test.Plan.Changes {
				if c.Kind == plan.Group && c.Action != plan.Create && len(c.Leaves) != 1 {
					t.Errorf("%s: %v does not name who goes", when, described([]plan.Change{c}))
				}
			}
			w.adopt()
			w.mustSync()
			w.wantGroups("ENG{a}", "SALES{a}")
			for _, g := range groups {
				if now := w.shownGroup(g.ID); cmp.Diff(g.Collections, now.Collections) != "" {
					t.Errorf("%s: %s has access to %v", when, g.Name, now.Collections)
				}
			}
			w.rests(when)
			if where == "" {
				if n < 7 {
					t.Errorf("only %d moments to die at", n-1)
				}
				break
			}
			if t.Failed() {
				return
			}
		}
	}
}

func TestAdoptGoesOnAfterALostAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.server.AddOwner("o@x.test", "")
	eng := w.madeByHand("ENG")
	w.has(user("a"), group("eng", "a"))
	c, lost := w.withChanger(), 0
	c.first = func(string) error {
		if lost++; lost == 1 {
			return &organization.UnknownOutcomeError{Err: errCrash}
		}
		return nil
	}
	before := w.now
	_, run := w.adopt()
	if w.now.Sub(before).Seconds() < 60 || run.Result != organization.ResultDone || w.shownGroup(eng.ID).ExternalID != "eng" {
		t.Errorf("after %s: %+v", w.now.Sub(before), run)
	}
}
