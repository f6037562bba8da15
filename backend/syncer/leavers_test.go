package syncer

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// revoking is a world in which leavers are revoked, and a and b are members of
// the group g.
func revoking(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, orgserver.Options{})
	w.withEditor()
	w.syncer.Options.Sync.Leavers = config.LeaversRevoke
	w.has(user("a"), user("b"), group("g", "a", "b"))
	w.mustSync()
	w.sent()
	return w
}

// did returns the calls beside imports since it was asked last.
func (w *world) did() []string { return w.syncer.Organization.(*editor).did() }

func (w *world) wantDid(want ...string) {
	w.t.Helper()
	if diff := cmp.Diff(append([]string{}, want...), w.did()); diff != "" {
		w.t.Errorf("calls (-want +got):\n%s", diff)
	}
}

// wantRevoked names whose access this program revoked.
func (w *world) wantRevoked(want ...string) {
	w.t.Helper()
	state, err := w.syncer.Store.Load(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	if diff := cmp.Diff(append([]string{}, want...), append([]string{}, slices.Sorted(maps.Keys(state.Revoked))...)); diff != "" {
		w.t.Errorf("revoked (-want +got):\n%s", diff)
	}
}

func wantChange(t *testing.T, run *organization.Run, action plan.Action, name string) {
	t.Helper()
	if !slices.ContainsFunc(run.Changes, func(c plan.Change) bool { return c.Action == action && c.Name == name }) {
		t.Errorf("no %s of %s among %+v", action, name, run.Changes)
	}
}

func TestALeaverIsRevokedAndComesBack(t *testing.T) {
	t.Parallel()
	w := revoking(t)
	w.has(user("a"), group("g", "a"))
	run := w.mustSync()
	wantChange(t, run, plan.Revoke, "b@x.test")
	if run.Counts.Held != 0 || run.Counts.LeftOut != 0 {
		t.Errorf("a leaver is nobody who can't be sent: %+v", run.Counts)
	}
	w.wantDid("revoke b")
	w.wantSent() // stays a member, and in its groups
	w.wantMembers("a=a@x.test")
	w.wantGroups("G{a b}")
	w.wantRevoked("b")
	w.mustSync()
	w.wantDid() // once is enough

	w.has(user("a"), user("b"), group("g", "a", "b"))
	wantChange(t, w.mustSync(), plan.Restore, "b@x.test")
	w.wantDid("restore b")
	w.wantMembers("a=a@x.test", "b=b@x.test")
	w.wantGroups("G{a b}")
	w.wantRevoked()
	w.mustSync()
	w.wantDid()
}

// Where everything is sent a revoked member is sent as well, in its groups.
func TestARevokedMemberIsHeld(t *testing.T) {
	t.Parallel()
	w := revoking(t)
	w.has(user("a"), group("g", "a"))
	w.mustSync()
	w.sent()
	req := manual()
	req.Full = true
	w.mustSyncWith(req)
	w.wantSent("a=a@x.test", "b=b@x.test", "G[g]{a b}")
	w.wantMembers("a=a@x.test")
	w.wantRevoked("b")
}

func TestOnlyWhomThisProgramRevokedIsRestored(t *testing.T) {
	t.Parallel()
	w := revoking(t)
	w.server.EditMember("b@x.test", func(m *orgserver.Member) { m.Status = organization.StatusRevoked })
	w.now = w.now.Add(2 * time.Hour)
	run := w.mustSync()
	if len(run.Drift) != 1 || run.Drift[0].Kind != plan.MemberRevoked {
		t.Errorf("drift %+v", run.Drift)
	}
	w.has(user("a"), group("g", "a"))
	w.mustSync()
	w.has(user("a"), user("b"), group("g", "a", "b"))
	w.mustSync()
	w.wantDid()
	w.wantMembers("a=a@x.test")
}

// An administrator who gives the access back has decided: this program forgets
// that it took it away, and says what it does next.
func TestRestoredByHandIsForgotten(t *testing.T) {
	t.Parallel()
	w := revoking(t)
	w.has(user("a"), group("g", "a"))
	w.mustSync()
	w.has(user("a"), user("b"), group("g", "a", "b"))
	w.server.EditMember("b@x.test", func(m *orgserver.Member) { m.Status = organization.StatusConfirmed })
	w.did()
	w.mustSync()
	w.wantDid()
	w.wantRevoked()
	w.server.EditMember("b@x.test", func(m *orgserver.Member) { m.Status = organization.StatusRevoked })
	w.now = w.now.Add(2 * time.Hour)
	w.mustSync()
	w.wantDid() // that was somebody else
}

// A renamed account that comes back is known by its stable id.
func TestALeaverComesBackUnderAnotherName(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.withEditor()
	w.syncer.Options.Sync.Leavers = config.LeaversRevoke
	w.has(user("a"), withStable(user("b"), "s"))
	w.mustSync()
	w.has(user("a"))
	w.mustSync()
	w.wantDid("revoke b")
	w.store.clear(true) // and a clear forgets nobody
	w.sent()
	w.has(user("a"), withStable(withEmail(user("ou=sales,b2"), "b@x.test"), "s"))
	w.mustSync()
	w.wantDid("restore b")
	w.wantMembers("a=a@x.test", "b=b@x.test")
	w.wantRevoked()
}

// An account that was made anew takes the place of the revoked one: removal and
// addition go together, with all groups.
func TestARevokedAccountIsMadeAnew(t *testing.T) {
	t.Parallel()
	w := revoking(t)
	w.has(user("a"), group("g", "a"))
	w.mustSync()
	w.sent()
	w.did()
	w.has(user("a"), withEmail(user("b2"), "b@x.test"), group("g", "a", "b2"))
	run := w.mustSync()
	w.wantDid()
	w.wantSent("-b", "b2=b@x.test", "G[g]{a b2}")
	w.wantMembers("a=a@x.test", "b2=b@x.test")
	w.wantGroups("G{a b2}")
	w.wantRevoked()
	wantChange(t, run, plan.Remove, "b@x.test")
	wantChange(t, run, plan.Invite, "b@x.test")
}

// The same in one run: who leaves is removed, not revoked, since the email is
// needed.
func TestALeaverIsMadeAnewInOneRun(t *testing.T) {
	t.Parallel()
	w := revoking(t)
	w.has(user("a"), withEmail(user("b2"), "b@x.test"), group("g", "a", "b2"))
	w.mustSync()
	w.wantDid()
	w.wantSent("-b", "b2=b@x.test", "G[g]{a b2}")
}

// A refusal is about one member: it is named, and the others go on.
func TestRefusedRestorations(t *testing.T) {
	t.Parallel()
	for _, call := range []string{"revoke", "restore"} {
		t.Run(call, func(t *testing.T) {
			t.Parallel()
			w := revoking(t)
			e := w.syncer.Organization.(*editor)
			refuse := func(c, id string) error {
				if c == call && id == "a" {
					return &organization.RejectedError{Status: 400, Message: "Seat limit has been reached."}
				}
				return nil
			}
			w.has(user("c"))
			w.syncer.Options.Sync.MaxRemovals = config.Limit{Set: true, Count: 2}
			if call == "revoke" {
				e.refuse = refuse
				run, err := w.sync()
				if err == nil || !strings.Contains(err.Error(), "revoke the access of a@x.test") || run.Result != organization.ResultFailed {
					t.Fatalf("error %v", err)
				}
				w.wantDid("revoke a", "revoke b")
				w.wantRevoked("b")
				w.wantMembers("a=a@x.test", "c=c@x.test")
				return
			}
			w.mustSync()
			w.did()
			e.refuse = refuse
			w.has(user("a"), user("b"), user("c"))
			run, err := w.sync()
			if err == nil || !strings.Contains(err.Error(), "restore the access of a@x.test") || strings.Contains(err.Error(), "b@x.test") {
				t.Fatalf("error %v", err)
			}
			wantChange(t, run, plan.Restore, "b@x.test")
			w.wantDid("restore a", "restore b")
			w.wantRevoked("a")
			e.refuse = func(string, string) error { return nil }
			w.mustSync() // and it is tried again
			w.wantDid("restore a")
			w.wantRevoked()
		})
	}
}

// TestKilledBetweenRevocations kills a sync at every moment, with several to
// revoke and to restore; the next one ends what it began.
func TestKilledBetweenRevocations(t *testing.T) {
	t.Parallel()
	for n := 1; ; n++ {
		w := newWorld(t, orgserver.Options{})
		w.withEditor()
		w.syncer.Options.Sync.Leavers = config.LeaversRevoke
		w.has(user("a"), user("b"), user("c"), user("d"), user("e"), group("g", "a", "b", "c", "d"))
		w.mustSync()
		w.has(user("a"), user("d"), user("e"), group("g", "a", "d")) // b and c leave
		w.mustSync()
		w.has(user("b"), user("c"), user("e"), group("g", "b", "c")) // and come back, a and d leave
		where := w.killed(n)
		w.mustSync()
		when := fmt.Sprintf("killed at moment %d, %s", n, where)
		got := []string{}
		for _, m := range w.server.Members() {
			got = append(got, fmt.Sprintf("%s revoked %v", m.ExternalID, m.Status == organization.StatusRevoked))
		}
		slices.Sort(got)
		want := []string{"a revoked true", "b revoked false", "c revoked false", "d revoked true", "e revoked false"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s: members (-want +got):\n%s", when, diff)
		}
		w.wantRevoked("a", "d")
		w.wantGroups("G{a b c d}")
		w.did()
		w.mustSync()
		w.wantDid()
		if t.Failed() || where == "" {
			if n < 10 {
				t.Errorf("%s: that were few moments", when)
			}
			return
		}
	}
}

// The list of those who were revoked outlives a cleared cache, in the real
// store, too.
func TestRevokedMembersOutliveAClear(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.withEditor()
	db := store.New(filepath.Join(t.TempDir(), "bwdc.db"), store.Options{})
	w.syncer.Store = db
	w.syncer.Options.Sync.Leavers = config.LeaversRevoke
	w.has(user("a"), user("b"))
	w.mustSyncWith(manual())
	w.has(user("a"))
	w.mustSyncWith(manual())
	w.wantRevoked("b")
	if err := db.ClearCache(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.wantRevoked("b")
	w.mustSyncWith(manual())
	w.wantRevoked("b")
	w.did()
	w.has(user("a"), user("b"))
	w.mustSyncWith(manual())
	w.wantDid("restore b")
	w.wantRevoked()
}

func TestProgressOfRevocations(t *testing.T) {
	t.Parallel()
	w := revoking(t)
	var shown []string
	w.syncer.OnProgress = func(p Progress) {
		if p.Total > 0 && p.Stage == "send removals" {
			shown = append(shown, fmt.Sprintf("%d of %d", p.Done, p.Total))
		}
	}
	w.has(user("c"))
	w.mustSync()
	if diff := cmp.Diff([]string{"0 of 2", "1 of 2", "2 of 2"}, shown); diff != "" {
		t.Errorf("progress (-want +got):\n%s", diff)
	}
}

func TestReinvitingNobodyIsSaid(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"))
	w.mustSync()
	for _, c := range []struct {
		who  string
		said bool
	}{{"a@x.test", true}, {"nobody@x.test", true}, {"b@x.test", false}} {
		if c.who == "b@x.test" {
			w.server.RemoveMember("b@x.test")
		}
		req := manual()
		req.Again = []string{c.who}
		run, err := w.syncer.Sync(t.Context(), req)
		if err != nil {
			t.Fatal(err)
		}
		if said := slices.ContainsFunc(run.Warnings, func(x directory.Warning) bool { return x.Code == WarnAgain && x.Entry == c.who }); said != c.said {
			t.Errorf("%s: said %t, warnings %v", c.who, said, run.Warnings)
		}
	}
}
