package syncer

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// TestOffboardKilledAnywhere dies at every moment of an offboarding. Done again
// it is done; and a sync before that never lets in again who was out, nor calls
// somebody out who is in.
func TestOffboardKilledAnywhere(t *testing.T) {
	t.Parallel()
	for name, kind := range map[string]struct {
		options orgserver.Options
		way     config.Leavers
	}{
		"revoke": {way: config.LeaversRevoke}, "remove": {way: config.LeaversRemove},
		"import":      {options: orgserver.Options{NoMemberList: true}, way: config.LeaversRemove},
		"vaultwarden": {options: orgserver.Options{Vaultwarden: true, VaultwardenGroups: true}, way: config.LeaversRemove},
	} {
		for _, syncBetween := range []bool{false, true} {
			for n := 1; ; n++ {
				w := newWorld(t, kind.options)
				w.has(user("ada"), user("b"), group("g", "ada", "b"))
				w.mustSync()
				w.withEditor()
				where := w.killedIn(n, func() { w.mustOffboard("ada@x.test", kind.way) })
				when := fmt.Sprintf("%s, killed at moment %d (%s), sync between: %v", name, n, where, syncBetween)
				out := w.isRevokedOrGone("ada@x.test")
				if where == "" {
					if n < 4 || !out {
						t.Errorf("%s: only %d moments, out: %v", when, n-1, out)
					}
					break
				}
				if syncBetween {
					w.now = w.now.Add(time.Hour)
					run := w.mustSyncWith(manual())
					after := w.isRevokedOrGone("ada@x.test")
					named := len(run.Drift) == 1 && run.Drift[0].Kind == plan.MemberOffboarded
					if out && !after || after != named {
						t.Errorf("%s: out before %v and after %v, and named: %+v", when, out, after, run.Drift)
					}
				}
				if len(w.store.state.InFlight) > 0 { // only where nobody can look
					w.mustSyncWith(manual())
				}
				if !w.isRevokedOrGone("ada@x.test") {
					w.mustOffboard("ada@x.test", kind.way)
				}
				w.staysOut(t, "ada@x.test")
				if t.Failed() {
					t.Fatal(when)
				}
			}
		}
	}
}

func (w *world) isRevokedOrGone(email string) bool {
	for _, m := range w.server.Members() {
		if m.Email == email && m.Status != organization.StatusRevoked {
			return false
		}
	}
	return true
}

// A lost answer is waited for, and asked once more; what was done is left
// alone. Where it is lost again nobody is told that it was done.
func TestOffboardWithALostAnswer(t *testing.T) {
	t.Parallel()
	for _, way := range []config.Leavers{config.LeaversRevoke, config.LeaversRemove} {
		for _, done := range []bool{false, true} {
			w := newWorld(t, orgserver.Options{})
			e := w.withEditor()
			w.has(user("ada"), user("b"))
			w.mustSync()
			lost := 1
			e.refuse = func(call, id string) error {
				if lost--; lost < 0 {
					return nil
				}
				if done {
					id := e.server.Members()[0].ID
					e.refuse = func(string, string) error { return nil }
					if err := map[string]func(context.Context, string) error{"revoke": e.Revoke, "remove": e.RemoveMember}[call](w.t.Context(), id); err != nil {
						t.Error(err)
					}
				}
				return &organization.UnknownOutcomeError{Err: errors.New("connection cut")}
			}
			start := w.now
			w.mustOffboard("ada", way)
			if waited := w.now.Sub(start); waited < time.Minute {
				t.Errorf("%s: it waited %s", way, waited)
			}
			w.staysOut(t, "ada@x.test")
		}
		w := newWorld(t, orgserver.Options{})
		e := w.withEditor()
		w.has(user("ada"), user("b"))
		w.mustSync()
		e.refuse = func(string, string) error {
			return &organization.UnknownOutcomeError{Err: errors.New("connection cut")}
		}
		var unknown *organization.UnknownOutcomeError
		if _, run, err := w.offboarded(OffboardRequest{Who: "ada", Way: way}); !errors.As(err, &unknown) || run.Result != organization.ResultFailed || len(run.Changes) != 0 {
			t.Errorf("%s: lost twice: %v, %+v", way, err, run)
		}
	}
}

// On vaultwarden the next sync sends once more what nobody knows the outcome
// of.
func TestOffboardWithALostAnswerOnVaultwarden(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{Vaultwarden: true, VaultwardenGroups: true})
	w.has(user("ada"), user("b"), group("g", "ada", "b"))
	w.mustSync()
	w.server.Fail(orgserver.RouteImport, 2, orgserver.Fault{Drop: true, Apply: orgserver.ApplyNothing})
	var unknown *organization.UnknownOutcomeError
	if _, _, err := w.offboarded(OffboardRequest{Who: "ada"}); !errors.As(err, &unknown) {
		t.Fatalf("lost: %v", err)
	}
	if w.isRevokedOrGone("ada@x.test") {
		t.Fatal("it was done")
	}
	if _, _, err := w.offboarded(OffboardRequest{Who: "ada"}); !errors.Is(err, ErrStopped) {
		t.Errorf("beside a request that may be at work: %v", err)
	}
	w.sent()
	w.mustSync()
	w.wantSent("-ada", "G[g]{b}")
	w.staysOut(t, "ada@x.test")
}

// TestOffboardedStaysOut changes everything else about a directory at random,
// and syncs in every way: who was put out never comes in, as long as the
// directory has her.
func TestOffboardedStaysOut(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(rt, orgserver.Options{Vaultwarden: rapid.Bool().Draw(rt, "vaultwarden"), VaultwardenGroups: true})
		e := w.withEditor()
		o := &w.syncer.Options.Sync
		o.MaxRemovals = config.Limit{Set: true, Count: 1000}
		o.Leavers = rapid.SampledFrom([]config.Leavers{config.LeaversRemove, config.LeaversRevoke}).Draw(rt, "leavers")
		if w.isVaultwarden() {
			o.Leavers = config.LeaversRemove
		}
		o.RemovedByHand = rapid.SampledFrom([]config.RemovedByHand{config.ByHandAsk, config.ByHandInvite}).Draw(rt, "by hand")
		ada := withStable(user("ada"), "s-ada")
		w.has(ada, user("always"))
		w.mustSync()
		w.mustOffboard("ada", rapid.SampledFrom([]config.Leavers{"", config.LeaversRemove, config.LeaversRevoke}).Draw(rt, "way"))
		for range rapid.IntRange(1, 5).Draw(rt, "syncs") {
			w.hasAny(rt)
			switch rapid.IntRange(0, 3).Draw(rt, "ada") {
			case 0:
				ada.Email = fmt.Sprintf("ada%d@x.test", rapid.IntRange(0, 9).Draw(rt, "email"))
			case 1:
				ada.ExternalID = fmt.Sprintf("ada%d", rapid.IntRange(0, 9).Draw(rt, "id"))
				ada.ReferenceID = "cn=" + ada.ExternalID
			case 2:
				ada.Disabled = !ada.Disabled
			}
			w.source.users = append(w.source.users, ada)
			for i := range w.source.groups {
				w.source.groups[i].UserMembers = append([]string{ada.ExternalID}, w.source.groups[i].UserMembers...)
			}
			if rapid.IntRange(0, 5).Draw(rt, "clear") == 0 {
				w.store.clear(true)
			}
			req := manual()
			req.Full = rapid.Bool().Draw(rt, "full")
			if rapid.Bool().Draw(rt, "automatic") {
				req = Request{Trigger: organization.TriggerAutomatic, Full: req.Full}
			}
			w.now = w.now.Add(time.Duration(rapid.SampledFrom([]int{1, 90, 1500}).Draw(rt, "minutes")) * time.Minute)
			if _, err := w.syncer.Sync(rt.Context(), req); err != nil && !errors.Is(err, ErrStopped) {
				rt.Fatal(err)
			}
			for _, m := range w.server.Members() {
				if m.Status != organization.StatusRevoked && len(m.Email) >= 3 && m.Email[:3] == "ada" {
					rt.Fatalf("she is in again: %+v", m)
				}
			}
			for _, call := range e.did() {
				if call == "restore ada" {
					rt.Fatal("she was restored")
				}
			}
		}
	})
}
