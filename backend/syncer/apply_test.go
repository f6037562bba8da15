package syncer

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// saved makes a plan and reads it back from its file.
func (w *world) saved(memberships bool) *plan.File {
	w.t.Helper()
	p, looked := w.mustPlan(memberships)
	f := &plan.File{Made: w.now, Program: "1", Profile: "default", Identity: w.syncer.Options.Identity.Fields(), Looked: looked, Plan: *p}
	if err := f.Seal(); err != nil {
		w.t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		w.t.Fatal(err)
	}
	read, err := plan.ReadFile(&b)
	if err != nil {
		w.t.Fatal(err)
	}
	return read
}

// carryOut is somebody who applies a plan, and is asked nothing.
func carryOut(f *plan.File) Request {
	return Request{Trigger: organization.TriggerManual, Planned: f}
}

func (w *world) apply(f *plan.File) (*organization.Run, error) {
	w.t.Helper()
	run, err := w.syncer.Sync(w.t.Context(), carryOut(f))
	w.now = w.now.Add(time.Minute)
	return run, err
}

// refused applies a plan that is not carried out, and nothing is sent.
func (w *world) refused(f *plan.File) *PlanError {
	w.t.Helper()
	requests := len(w.server.Imports())
	run, err := w.apply(f)
	var refused *PlanError
	if !errors.As(err, &refused) || !errors.Is(err, ErrStopped) {
		w.t.Fatalf("apply: %v", err)
	}
	if len(refused.Differences) == 0 && refused.Why == "" {
		w.t.Errorf("refused without a reason: %+v", refused)
	}
	if run.Result != organization.ResultStopped || run.Plan != f.Digest || len(w.server.Imports()) != requests {
		w.t.Errorf("result %s, plan %q", run.Result, run.Plan)
	}
	return refused
}

// TestAPlanIsAppliedAndThenThereIsNothingToDo is the life of an organization
// with plans only: first sync, changes, leavers, what was done by hand.
func TestAPlanIsAppliedAndThenThereIsNothingToDo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.withEditor()
	w.syncer.Options.Groups.Missing = config.MissingDelete
	w.syncer.Options.Sync.Leavers = config.LeaversRevoke
	w.server.AddUser("c@x.test", "")
	step := func(what string, want ...string) {
		t.Helper()
		f := w.saved(true)
		if got := inShort(f.Changes); !slices.Equal(got, want) {
			t.Errorf("%s: planned %q, want %q", what, got, want)
		}
		run, err := w.apply(f)
		if err != nil || run.Result != organization.ResultDone || run.Plan != f.Digest {
			t.Fatalf("%s: %v, run %+v", what, err, run)
		}
		if left := w.saved(true); len(left.Changes) > 0 {
			t.Errorf("%s: planned again: %q", what, inShort(left.Changes))
		}
	}
	w.has(user("a"), user("b"), user("c"), group("g", "a", "b"), group("h", "c"))
	step("first sync", "invite a", "invite b", "adopt c", "create g +a +b", "create h +c")
	w.has(user("a"), user("c"), user("d"), group("g", "a", "c", "d"))
	step("changes", "revoke b", "invite d", "delete h -c", "update g +c +d")
	w.byHand("g", "a", "b", "c")
	w.server.RemoveMember("d@x.test")
	w.has(user("a"), user("b"), user("c"), user("d"), entryNamed(group("g", "a", "b", "c", "d"), "New"))
	step("by hand", "restore b", "invite d", "update g +d")
	w.isTrue("at the end")
}

func TestAPlanThatNoLongerHolds(t *testing.T) {
	t.Parallel()
	users := []any{user("a"), user("b"), user("c"), user("d"), group("g", "a", "b"), group("h", "c")}
	planned := []any{user("a"), user("c"), user("d"), user("e"), group("g", "a", "e"), group("h", "c")}
	for name, test := range map[string]struct {
		between func(*world)
		want    []string // planned > now
	}{
		"a leaver is back":         {func(w *world) { w.has(append(planned, user("b"))...) }, []string{"remove b > ", "update g -b +e > update g -b +e"}},
		"one more leaves":          {func(w *world) { w.has(slices.Delete(slices.Clone(planned), 2, 3)...) }, []string{" > remove d"}},
		"another membership":       {func(w *world) { w.has(append(planned[:4:4], group("g", "a", "e"), group("h", "d"))...) }, []string{" > update h -c +d"}},
		"somebody else in between": {func(w *world) { w.mustSync() }, []string{"remove b > ", "invite e > ", "update g -b +e > "}},
		"somebody put in by hand":  {func(w *world) { w.byHand("g", "a", "b", "c") }, []string{"update g -b +e > update g -b -c +e"}},
		"removed by hand":          {func(w *world) { w.server.RemoveMember("b@x.test") }, []string{"remove b > ", "update g -b +e > update g +e"}},
		"invited by hand":          {func(w *world) { w.server.AddUser("e@x.test", "") }, []string{"invite e > adopt e"}},
		"a group deleted by hand":  {func(w *world) { w.server.RemoveGroup("h") }, []string{" > create h +c"}},
		"a setting":                {func(w *world) { w.syncer.Options.Sync.Leavers = config.LeaversRevoke }, []string{"remove b > revoke b", "update g -b +e > update g +e"}},
		"another name":             {func(w *world) { w.has(append(planned[:4:4], entryNamed(group("g", "a", "e"), "New"), planned[5])...) }, []string{"update g -b +e > update g -b +e"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			w.withEditor()
			w.has(users...)
			w.mustSync()
			w.has(planned...)
			f := w.saved(false)
			test.between(w)
			var got []string
			short := func(c *plan.Change) string {
				if c == nil {
					return ""
				}
				return inShort([]plan.Change{*c})[0]
			}
			for _, d := range w.refused(f).Differences {
				got = append(got, short(d.Planned)+" > "+short(d.Now))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("differences (-want +got):\n%s", diff)
			}
			w.mustSync()
			if left := w.saved(true); len(left.Changes) > 0 {
				t.Errorf("left after an ordinary sync: %q", inShort(left.Changes))
			}
		})
	}
}

// TestAPlanOfSomethingElse: nothing is read or sent for another organization or
// directory, and nothing of the cache is given up.
func TestAPlanOfSomethingElse(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"))
	f := w.saved(false)
	w.syncer.Options.Identity.Organization = "another"
	reads := len(w.source.bases)
	if refused := w.refused(f); !strings.Contains(refused.Why, `organization is "org" there and "another" here`) || len(w.source.bases) != reads {
		t.Errorf("refused: %v", refused)
	}
}

// TestAPlanMadeWithMoreInSight: lists that can't be read any more leave open
// whether the plan still holds.
func TestAPlanMadeWithMoreInSight(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), group("g", "a"))
	w.mustSync()
	w.has(user("a"), user("b"), group("g", "a"))
	f := w.saved(true)
	w.server.Fail(orgserver.RouteMembers, 1, orgserver.Fault{Status: 500})
	if refused := w.refused(f); !strings.Contains(refused.Why, "the member list of the organization could be read when the plan was made") {
		t.Errorf("refused: %v", refused)
	}
	w.syncer.Organization = &asked{client: &client{w.server}, err: errors.New("HTTP 500")}
	if _, err := w.apply(f); err == nil || !strings.Contains(err.Error(), "HTTP 500") {
		t.Errorf("apply: %v", err)
	}
	w.wantMembers("a=a@x.test")
}

// TestAPlanAllowsWhatItShows: guards that count pass for exactly the list of the
// file; those that say that something is wrong never do.
func TestAPlanAllowsWhatItShows(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	all := many(0, 40)
	w.has(all...)
	if _, err := w.apply(w.saved(false)); err != nil { // a first sync asks
		t.Fatal(err)
	}
	w.has(all[7:]...)
	f := w.saved(false)
	if len(f.Findings) != 1 || f.Findings[0].Guard != plan.GuardRemovals {
		t.Fatalf("findings %+v", f.Findings)
	}
	if _, err := w.apply(f); err != nil {
		t.Fatal(err)
	}

	// The same removals on top of those of the last 24 hours: the plan was made
	// when they were no matter.
	w.now = w.now.Add(25 * time.Hour)
	w.has(all[9:]...)
	f = w.saved(false)
	w.has(all[7:12]...)
	w.has(append(slices.Clone(all[7:36]), all[36:]...)...)
	if len(f.Findings) != 0 {
		t.Fatalf("findings %+v", f.Findings)
	}
	w.store.state.Removals = []organization.RemovalCount{{At: w.now, N: 5}}
	w.has(all[9:]...)
	requests := len(w.server.Imports())
	_, err := w.apply(f)
	var stop *GuardError
	if !errors.As(err, &stop) || len(w.server.Imports()) != requests {
		t.Fatalf("apply: %v", err)
	}

	w.store.state.Removals = nil
	w.has()
	f = w.saved(false)
	if _, err = w.apply(f); !errors.As(err, &stop) || stop.Findings[0].Guard != plan.GuardNobody || len(w.server.Imports()) != requests {
		t.Errorf("nobody left: %v", err)
	}
}

// TestAPlanForAServerWithoutLists is compared with what was accepted before.
func TestAPlanForAServerWithoutLists(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]orgserver.Options{
		"no member list": {NoMemberList: true}, "vaultwarden": {Vaultwarden: true, VaultwardenGroups: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, o)
			w.has(user("a"), user("b"), group("g", "a", "b"))
			w.mustSync()
			w.has(user("a"), user("c"), group("g", "a", "c"))
			f := w.saved(false)
			w.has(user("a"), group("g", "a"))
			_ = w.refused(f)
			w.has(user("a"), user("c"), group("g", "a", "c"))
			if _, err := w.apply(f); err != nil {
				t.Fatal(err)
			}
			if left := w.saved(true); len(left.Changes) > 0 {
				t.Errorf("planned again: %q", inShort(left.Changes))
			}
			w.isTrue("at the end")
		})
	}
}

// TestAPlanAgreesToSeats: applying a plan that shows what would be bought is the
// yes to it.
func TestAPlanAgreesToSeats(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	e := w.withEditor()
	most := 100
	e.seats = organization.Seats{Known: true, Bought: 3, MaxAutoScale: &most}
	w.has(user("a"), user("b"))
	w.mustSync()
	w.has(user("a"), user("b"), user("c"), user("d"))
	f := w.saved(false)
	if len(f.Findings) != 1 || f.Findings[0].Guard != plan.GuardSeats || f.Findings[0].Why != plan.SeatsBought {
		t.Fatalf("findings %+v", f.Findings)
	}
	e.seats.Bought = 2 // more would be bought now
	if _, err := w.apply(f); !errors.Is(err, ErrStopped) {
		t.Errorf("apply: %v", err)
	}
	e.seats.Bought = 3
	if _, err := w.apply(f); err != nil || !w.store.state.Seats.MayBuy {
		t.Errorf("apply: %v, may buy: %t", err, w.store.state.Seats.MayBuy)
	}
}

// TestAnApplyThatDiesIsResumed kills it at every moment. What was sent until then
// is of the plan, and the next sync does the rest.
func TestAnApplyThatDiesIsResumed(t *testing.T) {
	t.Parallel()
	for n := 1; ; n++ {
		w := newWorld(t, orgserver.Options{})
		w.withEditor()
		w.syncer.Options.Sync.Leavers, w.syncer.Options.Groups.Missing = config.LeaversRevoke, config.MissingDelete
		w.has(user("a"), user("b"), user("c"), group("g", "a", "b"), group("h", "c"), group("i", "c"))
		w.mustSync()
		w.has(user("a"), user("c"), user("d"), group("g", "a", "d"), group("h", "a", "c"))
		f := w.saved(false)
		where := w.killedIn(n, func() {
			if _, err := w.syncer.Sync(t.Context(), carryOut(f)); err != nil {
				t.Fatal(err)
			}
		})
		if where == "" {
			if n < 8 {
				t.Errorf("only %d moments to die at", n-1)
			}
			return
		}
		w.server.Wait()
		w.mustSync()
		w.wantMembers("a=a@x.test", "c=c@x.test", "d=d@x.test")
		w.wantGroups("G{a b d}", "H{a c}") // who is revoked stays in
		if left := w.saved(true); len(left.Changes) > 0 {
			t.Errorf("killed %s: left %q", where, inShort(left.Changes))
		}
	}
}
