package syncer

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
)

// quietly is a world at 8 o'clock on Sunday, 1 March 2026, in which nothing that
// removes is sent from 7 to 19, and a, b, c are members of the groups g and h.
func quietly(t *testing.T, o orgserver.Options) *world {
	t.Helper()
	w := newWorld(t, o)
	w.has(user("a"), user("b"), user("c"), group("g", "a", "b", "c"), group("h", "c"))
	w.mustSync()
	w.sent()
	w.syncer.Options.Sync.Quiet = "07:00-19:00"
	w.now = time.Date(2026, 3, 1, 8, 0, 0, 0, time.Local)
	return w
}

// evening is after the quiet window.
func (w *world) evening() { w.now = time.Date(2026, 3, 1, 19, 0, 0, 0, time.Local) }

// waits names what waited in a run: "action name", "leave group name".
func waits(p *plan.Postponed) []string {
	names := []string{}
	if p == nil {
		return names
	}
	for i := range p.Changes {
		c := &p.Changes[i]
		if c.Kind == plan.User || c.Action != plan.Update {
			names = append(names, string(c.Action)+" "+c.Name)
		}
		for _, r := range c.Leaves {
			names = append(names, "leave "+c.Name+" "+r.Name)
		}
	}
	return names
}

func wantWaits(t *testing.T, run *organization.Run, want ...string) {
	t.Helper()
	if got := waits(run.Postponed); !slices.Equal(got, want) {
		t.Errorf("waits %q, want %q", got, want)
	}
	if len(want) > 0 {
		wantWarning(t, run, compare.WarnQuiet, "19:00:00", "sync.quiet")
	}
}

func TestNothingThatRemovesIsSentInAQuietWindow(t *testing.T) {
	t.Parallel()
	w := quietly(t, orgserver.Options{})
	// b left, c left g, d is new and in g.
	w.has(user("a"), user("c"), user("d"), group("g", "a", "d"), group("h", "c"))
	run := w.mustSync()
	w.wantSent("d=d@x.test", "G[g]{a b c d}")
	w.wantMembers("a=a@x.test", "b=b@x.test", "c=c@x.test", "d=d@x.test")
	wantWaits(t, run, "remove b@x.test", "leave G b@x.test", "leave G c@x.test")
	if until := run.Postponed.Until(); !until.Equal(time.Date(2026, 3, 1, 19, 0, 0, 0, time.Local)) {
		t.Errorf("waits until %s", until)
	}
	if run.Counts.UsersAdded != 1 || run.Counts.UsersRemoved != 0 || run.Counts.GroupsChanged != 1 {
		t.Errorf("counts %+v", run.Counts)
	}
	run = w.mustSync() // and again, until the window is over
	w.wantSent()
	wantWaits(t, run, "remove b@x.test", "leave G b@x.test", "leave G c@x.test")
	w.evening()
	run = w.mustSync()
	w.wantSent("-b", "G[g]{a d}")
	wantWaits(t, run)
	w.wantGroups("G{a d}", "H{c}")
	w.wantMembers("a=a@x.test", "c=c@x.test", "d=d@x.test")
	w.mustSync()
	w.wantSent()
}

func TestAQuietWindowAndTheGuards(t *testing.T) {
	t.Parallel()
	w := quietly(t, orgserver.Options{})
	w.syncer.Options.Sync.MaxRemovals = config.Limit{Set: true}
	w.has(user("a"), user("b"), group("g", "a", "b"), group("h"))
	run := w.mustSync() // nobody goes, so that nothing is to be allowed
	wantWaits(t, run, "remove c@x.test", "leave G c@x.test", "leave H c@x.test")
	w.evening()
	if _, err := w.syncErr(ErrStopped); !strings.Contains(err.Error(), "removals (1)") { // a window is no allowance
		t.Errorf("stopped by another guard: %v", err)
	}
	w.wantSent()
}

func TestWhoAsksForItIsServedInAQuietWindow(t *testing.T) {
	t.Parallel()
	w := quietly(t, orgserver.Options{})
	w.has(user("a"), user("b"), group("g", "a", "b"), group("h"))
	req := manual()
	req.DespiteQuiet = true
	run, err := w.syncer.Sync(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	wantWaits(t, run)
	w.wantMembers("a=a@x.test", "b=b@x.test")
}

func TestATestShowsWhatWaits(t *testing.T) {
	t.Parallel()
	w := quietly(t, orgserver.Options{})
	w.has(user("a"), user("b"), group("g", "a", "b"), group("h"))
	v, err := w.syncer.Test(t.Context(), TestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if got := waits(v.Plan.Postponed); len(v.Plan.Changes) != 0 || len(got) != 3 {
		t.Errorf("changes %+v, waits %q", v.Plan.Changes, got)
	}
	if before := v.Plan.Seats; before == nil || before.UsedAfter != before.UsedBefore {
		t.Errorf("seats %+v, though nobody goes", before)
	}
	facts, err := w.syncer.Facts(t.Context(), FactsOptions{})
	if err != nil || facts.Result.Postponed == nil {
		t.Errorf("an explanation does not know what waits: %v", err)
	}
}

func TestANewAccountWaitsForTheOldOne(t *testing.T) {
	t.Parallel()
	w := quietly(t, orgserver.Options{})
	// c was made anew, as e with the same address.
	w.has(user("a"), user("b"), tombstone("c"), withEmail(user("e"), "c@x.test"), group("g", "a", "b", "e"), group("h", "e"))
	run := w.mustSync()
	w.wantSent()
	wantWaits(t, run, "remove c@x.test", "invite c@x.test", "leave G c@x.test", "leave H c@x.test")
	w.wantGroups("G{a b c}", "H{c}")
	w.evening()
	w.mustSync()
	w.wantMembers("a=a@x.test", "b=b@x.test", "e=c@x.test")
	w.wantGroups("G{a b e}", "H{e}")
}

// TestAnAccountOfVaultwardenThatIsTakenOverWaits: vaultwarden gives the member
// with an address the external id of whoever is sent with it.
func TestAnAccountOfVaultwardenThatIsTakenOverWaits(t *testing.T) {
	t.Parallel()
	for name, then := range map[string]func(w *world){
		"made anew with the same address": func(w *world) {
			w.has(user("a"), user("b"), tombstone("c"), withEmail(user("e"), "c@x.test"), group("g", "a", "e"), group("h", "a"))
		},
		"missing, and made anew": func(w *world) {
			w.has(user("a"), user("b"), withEmail(user("e"), "c@x.test"), group("g", "a", "e"), group("h", "a"))
		},
		"renamed, left and made anew, while another one has the old address": func(w *world) {
			w.has(user("a"), user("b"), tombstone("c"), withEmail(user("e"), "c@x.test"), withEmail(user("f"), "c.new@x.test"), group("g", "a", "e"), group("h", "a"))
		},
	} {
		for _, all := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, everything is sent: %v", name, all), func(t *testing.T) {
				t.Parallel()
				w := quietly(t, orgserver.Options{Vaultwarden: true, VaultwardenGroups: true})
				w.has(user("a"), user("b"), withEmail(user("c"), "c.new@x.test"), group("g", "a", "b", "c"), group("h", "c"))
				w.mustSync()
				then(w)
				before := w.access()
				req := manual()
				req.Full = all
				run, err := w.syncer.Sync(t.Context(), req)
				if err != nil {
					t.Fatal(err)
				}
				if got := waits(run.Postponed); !slices.Contains(got, "update c@x.test") {
					t.Errorf("waits %q", got)
				}
				for what, had := range before {
					for _, who := range had {
						if !slices.Contains(w.access()[what], who) {
							t.Errorf("%s lost %s", what, who)
						}
					}
				}
				w.evening()
				w.mustSync()
				w.wantGroups("G{a e}", "H{a}")
				if left, _ := w.mustPlan(false); len(left.Changes) > 0 {
					t.Errorf("left: %q", inShort(left.Changes))
				}
			})
		}
	}
}

func TestRevocationsAndGroupsWait(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.withEditor()
	w.syncer.Options.Sync.Leavers, w.syncer.Options.Groups.Missing = config.LeaversRevoke, config.MissingDelete
	w.has(user("a"), user("b"), group("g", "a", "b"), group("h", "b"))
	w.mustSync()
	w.did()
	w.syncer.Options.Sync.Quiet = "07:00-19:00"
	w.now = time.Date(2026, 3, 1, 8, 0, 0, 0, time.Local)
	w.has(user("a"), group("g", "a"))
	run := w.mustSync()
	w.wantDid()
	wantWaits(t, run, "revoke b@x.test", "delete H", "leave H b@x.test")
	w.evening()
	run = w.mustSync()
	wantChange(t, run, plan.Revoke, "b@x.test")
	w.wantGroups("G{a b}")
}

func TestOverwritingWaits(t *testing.T) {
	t.Parallel()
	w := overwriting(t)
	w.syncer.Options.Sync.Quiet = "07:00-19:00"
	w.now = time.Date(2026, 3, 1, 8, 0, 0, 0, time.Local)
	w.server.AddUser("stray@x.test", "stray")
	w.has(user("a"), user("b"), user("d"), group("g", "a", "b"))
	run := w.mustSync()
	w.wantSent("d=d@x.test")
	wantWaits(t, run, "remove stray@x.test")
	w.now = w.now.Add(24 * time.Hour) // everything is sent, and would overwrite
	run = w.mustSync()
	wantWaits(t, run, "remove stray@x.test")
	w.sent()
	w.now = time.Date(2026, 3, 2, 19, 0, 0, 0, time.Local)
	w.mustSync() // at once, not a day later
	w.wantSent("a=a@x.test b=b@x.test d=d@x.test overwrite", "G[g]{a b}")
}

func TestVaultwardenWaitsToo(t *testing.T) {
	t.Parallel()
	w := quietly(t, orgserver.Options{Vaultwarden: true, VaultwardenGroups: true})
	w.has(user("a"), user("b"), user("d"), group("g", "a", "b", "d"), group("h"))
	run := w.mustSync()
	w.wantSent("d=d@x.test", "G[g]{a b c d}")
	if got := waits(run.Postponed); len(got) != 3 {
		t.Errorf("waits %q", got)
	}
	w.evening()
	w.mustSync()
	if got := w.sent(); !slices.Contains(got, "-c") {
		t.Errorf("sent %q", got)
	}
}

func TestOnePersonWaits(t *testing.T) {
	t.Parallel()
	w := quietly(t, orgserver.Options{})
	w.has(user("a"), user("d"), group("g", "a", "d"), group("h"))
	req := manual()
	req.Only = "c@x.test"
	run, err := w.syncer.Sync(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	w.wantSent()
	if run.Only.Nothing.Code != plan.QuietWindow || !slices.Contains(waits(run.Postponed), "remove c@x.test") || slices.Contains(waits(run.Postponed), "remove b@x.test") {
		t.Errorf("%+v waits %q", run.Only, waits(run.Postponed))
	}
	req.Only = "d@x.test"
	if _, err := w.syncer.Sync(t.Context(), req); err != nil {
		t.Fatal(err)
	}
	w.wantSent("d=d@x.test", "G[g]{a b c d}")
}

// A plan that was made in the window holds what it says, and one that was made
// before it, too.
func TestPlansAndAQuietWindow(t *testing.T) {
	t.Parallel()
	for name, made := range map[string]bool{"made in the window": true, "made before": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := quietly(t, orgserver.Options{})
			w.has(user("a"), user("b"), user("d"), group("g", "a", "b", "d"), group("h", "d"))
			if !made {
				w.now = w.now.Add(-2 * time.Hour)
			}
			p, looked, err := w.syncer.Plan(t.Context(), true)
			if err != nil {
				t.Fatal(err)
			}
			if made != (p.Postponed != nil) {
				t.Fatalf("waits %q", waits(p.Postponed))
			}
			f := &plan.File{Made: w.now, Identity: w.syncer.Options.Identity.Fields(), Plan: *p, Looked: looked}
			if err := f.Seal(); err != nil {
				t.Fatal(err)
			}
			if w.now = w.now.Add(3 * time.Hour); made {
				w.evening()
			}
			req := manual()
			req.Planned = f
			if _, err := w.syncer.Sync(t.Context(), req); err != nil {
				t.Fatal(err)
			}
			if made {
				w.wantMembers("a=a@x.test", "b=b@x.test", "c=c@x.test", "d=d@x.test")
			} else {
				w.wantMembers("a=a@x.test", "b=b@x.test", "d=d@x.test")
			}
		})
	}
}

// TestOnlyARemovalIsBroughtToItsEndInAQuietWindow: somebody was in a request whose
// answer was lost, as a member, and leaves the directory. That request removed
// nobody, so nobody is removed; after the window it is not forgotten, also where
// no list tells whether the request came through.
func TestOnlyARemovalIsBroughtToItsEndInAQuietWindow(t *testing.T) {
	t.Parallel()
	for how, o := range map[string]orgserver.Options{"remove": {}, "revoke": {Vaultwarden: true, VaultwardenGroups: true}} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			w := quietly(t, o)
			w.has(user("a"), user("b"), user("c"), user("d"), group("g", "a", "b", "c"), group("h", "c"))
			for n := 1; len(w.server.Members()) < 4; n++ {
				if w.killed(n) == "" {
					t.Fatal("the sync came to its end")
				}
			}
			w.has(user("a"), user("b"), user("c"), group("g", "a", "b", "c"), group("h", "c"))
			for range 3 {
				wantWaits(t, w.mustSync(), how+" d@x.test")
				w.wantMembers("a=a@x.test", "b=b@x.test", "c=c@x.test", "d=d@x.test")
			}
			w.evening()
			w.sent()
			w.mustSync()
			w.wantSent("-d")
		})
	}
}
