package syncer

import (
	"context"
	"fmt"
	"testing"
	"time"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/words"
)

func TestVaultwardenRemovesNobodyWhomItNeverSent(t *testing.T) {
	t.Parallel()
	for name, gone := range map[string]func(string) any{
		"disabled": func(id string) any { return disabled(user(id)) },
		"deleted":  func(id string) any { return withEmail(tombstone(id), id+"@x.test") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := vaultwarden(t)
			w.syncer.Options.Sync.RemoveDisabled = true
			w.syncer.Options.Sync.InviteDisabled = false
			w.server.AddOwner("owner@x.test", "")
			entries, want := []any{user("p1"), gone("owner")}, []string{"p1=p1@x.test", "=owner@x.test"}
			for n := 10; n <= 21; n++ {
				id := fmt.Sprintf("p%d", n)
				w.server.AddUser(id+"@x.test", "")
				entries, want = append(entries, gone(id)), append(want, "="+id+"@x.test")
			}
			w.has(entries...)
			for range 2 {
				w.mustSync()
				w.now = w.now.Add(25 * time.Hour)
				w.wantMembers(want...)
			}
			w.wantSent("p1=p1@x.test")
		})
	}
}

// groupsOff is vaultwarden without ORG_GROUPS_ENABLED, until it is switched on.
type groupsOff struct {
	organization.Organization
	on bool
}

func (g *groupsOff) Import(ctx context.Context, r organization.Request) error {
	if !g.on {
		r.Groups = []organization.RequestGroup{}
	}
	return g.Organization.Import(ctx, r)
}

func TestVaultwardenGroupsSwitchedOff(t *testing.T) {
	t.Parallel()
	w := vaultwarden(t)
	org := &groupsOff{Organization: w.syncer.Organization}
	w.syncer.Organization = org
	w.has(user("a"), group("g", "a"))
	run := w.mustSync()
	wantWarning(t, run, WarnVaultwarden, "ORG_GROUPS_ENABLED")
	if !run.Unlisted || len(run.Changes) != 2 {
		t.Errorf("run %+v", run)
	}
	for _, c := range run.Changes {
		if kind := words.Kind(c); kind != map[plan.Kind]string{plan.User: "user-sent", plan.Group: "group-sent"}[c.Kind] {
			t.Errorf("%s is called %s", c.ExternalID, kind)
		}
	}
	w.wantGroups()
	// Nothing differs, so nobody looks: it is still known that there is no list.
	if run := w.mustSync(); !run.Unlisted {
		t.Error("what was sent is called done")
	}
	org.on = true
	w.mustSync()
	w.wantGroups()
	req := manual()
	req.Full = true
	if _, err := w.syncer.Sync(t.Context(), req); err != nil {
		t.Fatal(err)
	}
	w.wantGroups("G{a}")
}

func TestOfficialServersSayDone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), group("g", "a"))
	run := w.mustSync()
	for _, c := range run.Changes {
		if c.Unchecked || run.Unlisted {
			t.Errorf("%+v", c)
		}
	}
}

func TestVaultwardenSaysThatOwnersAreUnknown(t *testing.T) {
	t.Parallel()
	w := vaultwarden(t)
	w.has(user("a"), user("b"))
	noWarningOf(t, w.mustSync(), WarnVaultwarden)
	w.has(user("a"))
	wantWarning(t, w.mustSync(), WarnVaultwarden, "owner")
}

func TestVaultwardenLeaverWithoutAnAddressIsNamedInEveryRun(t *testing.T) {
	t.Parallel()
	w := vaultwarden(t)
	w.has(user("a"), user("b"))
	w.mustSync()
	w.sent()
	// b's accepted address is a's by now, who changed names with b.
	w.store.state.Members["b"] = organization.AckedMember{Email: "a@x.test"}
	w.has(user("a"), tombstone("b"))
	for range 3 {
		wantWarning(t, w.mustSync(), compare.WarnRemovalMail, "b")
		w.now = w.now.Add(25 * time.Hour)
	}
	w.wantSent()
	w.wantMembers("a=a@x.test", "b=b@x.test")
}

func TestVaultwardenRemovalHasBothAddresses(t *testing.T) {
	t.Parallel()
	// The person may have changed the own address to what the directory wants.
	w := vaultwarden(t)
	w.has(user("a"), user("b"))
	w.mustSync()
	w.has(withEmail(user("a"), "new@x.test"), user("b"))
	w.mustSync()
	w.server.EditMember("a@x.test", func(m *orgserver.Member) { m.Email = "new@x.test" })
	w.has(user("b"))
	w.mustSync()
	w.wantMembers("b=b@x.test")
}

// A clear is no first sync, though nobody can be seen: who was sent before is
// not new, and who was not counts as always.
func TestVaultwardenAsksNothingAfterAClear(t *testing.T) {
	t.Parallel()
	w := vaultwarden(t)
	w.has(many(0, 2)...)
	w.mustSync()
	w.store.clear(true)
	w.has(many(0, 3)...)
	w.sent()
	run := w.mustSyncWith(Request{Trigger: organization.TriggerAutomatic})
	if run.Counts.UsersAdded != 1 {
		t.Errorf("counts %+v", run.Counts)
	}
	w.wantSent("u00000=u00000@x.test u00001=u00001@x.test", "u00002=u00002@x.test")
	w.store.clear(true)
	w.has(many(0, 30)...)
	if f := w.stopped(Request{Trigger: organization.TriggerAutomatic}, plan.GuardAdditions); f.Count != 27 {
		t.Errorf("finding %+v", f)
	}
}

// Nor does a clear forget the address under which somebody was sent.
func TestVaultwardenChangedEmailAfterAClear(t *testing.T) {
	t.Parallel()
	w := vaultwarden(t)
	w.has(user("a"), user("b"))
	w.mustSync()
	w.store.clear(true)
	w.has(withEmail(user("a"), "new@x.test"), user("b"))
	wantWarning(t, w.mustSync(), compare.WarnEmailKept, "new@x.test", "a@x.test")
	w.wantMembers("a=a@x.test", "b=b@x.test")
}
