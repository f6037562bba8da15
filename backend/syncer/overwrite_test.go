package syncer

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
)

// overwriting is a world with overwriteExisting that is in step.
func overwriting(t *testing.T) *world {
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.OverwriteExisting = true
	w.server.AddOwner("boss@x.test", "boss")
	w.server.AddUser("manual@x.test", "")
	w.server.AddUser("a@x.test", "a")
	w.server.AddUser("b@x.test", "b")
	w.has(user("a"), user("b"), group("g", "a", "b"))
	w.mustSync()
	w.sent()
	return w
}

func TestOverwriteExisting(t *testing.T) {
	t.Parallel()
	w := overwriting(t)
	w.mustSync()
	w.wantSent() // nothing differs

	w.server.AddUser("stray@x.test", "stray")
	w.server.AddUser("gone@x.test", "gone")
	w.mustSync()
	w.wantSent() // nobody looked yet

	w.has(user("a"), user("c"), tombstone("b"), group("g", "a", "c"))
	run := w.mustSync()
	w.wantSent("-b", "a=a@x.test c=c@x.test overwrite", "G[g]{a c}")
	w.wantMembers("=manual@x.test", "a=a@x.test", "boss=boss@x.test", "c=c@x.test")
	if run.Counts.UsersRemoved != 3 || run.Counts.UsersAdded != 1 {
		t.Errorf("counts %+v", run.Counts)
	}
	w.now = w.now.Add(24 * time.Hour)
	w.server.AddUser("stray@x.test", "stray")
	w.mustSync()
	w.wantSent("a=a@x.test c=c@x.test overwrite", "G[g]{a c}")
}

func TestOverwriteLargeOrganization(t *testing.T) {
	t.Parallel()
	for _, n := range []int{2000, 2001} {
		w := newWorld(t, orgserver.Options{})
		w.syncer.Options.Sync.OverwriteExisting = true
		w.has(many(0, n)...)
		w.mustSync()
		imports := w.server.Imports()
		if len(imports) != 1 || len(imports[0].Import.Members) != n || imports[0].Import.LargeImport != (n > 2000) {
			t.Errorf("%d members: %d requests, large %v", n, len(imports), imports[0].Import.LargeImport)
		}
		if len(w.server.Members()) != n {
			t.Errorf("%d members", len(w.server.Members()))
		}
	}
}

func TestOverwriteIsGuarded(t *testing.T) {
	t.Parallel()
	w := overwriting(t)
	for i := range 5 {
		w.server.AddUser(fmt.Sprintf("stray%d@x.test", i), fmt.Sprintf("stray%d", i))
	}
	w.has(user("a"), user("c"))
	f := w.stopped(manual(), plan.GuardRemovals)
	if f.Count != 6 || f.Entries[0] != "b@x.test (b), no longer in the directory or the filter" || f.Entries[1] != "stray0@x.test (stray0), not in the directory (overwriteExisting)" {
		t.Errorf("finding %+v", f)
	}
}

func TestOverwriteNotDirectlyAfterAClear(t *testing.T) {
	t.Parallel()
	w := overwriting(t)
	w.server.AddUser("stray@x.test", "stray")
	w.store.clear(true)
	run := w.mustSync()
	w.wantSent("a=a@x.test b=b@x.test", "G[g]{a b}")
	wantWarning(t, run, compare.WarnUnknownHere, "stray@x.test")
	w.has(user("a"), user("b"), user("c"), group("g", "a", "b"))
	w.mustSync()
	w.wantSent("a=a@x.test b=b@x.test c=c@x.test overwrite")
	w.wantMembers("=manual@x.test", "a=a@x.test", "b=b@x.test", "boss=boss@x.test", "c=c@x.test")
}

func TestOverwriteRefusedByTheServer(t *testing.T) {
	t.Parallel()
	w := overwriting(t)
	w.server.AddMember(orgserver.Member{Member: organization.Member{
		Email: "sso@x.test", ExternalID: "sso", Role: organization.RoleUser, Status: organization.StatusConfirmed,
	}})
	w.has(user("a"), user("b"), user("c"), group("g", "a", "b", "c"))
	run, err := w.sync()
	var rejected *organization.RejectedError
	if !errors.As(err, &rejected) || run.Result != organization.ResultFailed {
		t.Fatalf("%s, %v", run.Result, err)
	}
	w.wantMembers("=manual@x.test", "a=a@x.test", "b=b@x.test", "boss=boss@x.test", "sso=sso@x.test")
	if _, acked := w.store.state.Members["c"]; acked {
		t.Error("c was acknowledged")
	}
	w.server.EditMember("sso@x.test", func(m *orgserver.Member) { m.MasterPassword = true })
	w.mustSync()
	w.wantMembers("=manual@x.test", "a=a@x.test", "b=b@x.test", "boss=boss@x.test", "c=c@x.test")
	w.wantGroups("G{a b c}")
}

func TestOverwriteWithStaging(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{Staging: true})
	w.syncer.Options.Sync.OverwriteExisting = true
	w.syncer.Options.Sync.InviteUsersAfterProvisioning = false
	w.has(user("a"), user("b"))
	run := w.mustSync()
	w.wantSent("a=a@x.test", "a=a@x.test b=b@x.test overwrite")
	if run.Counts.UsersAdded != 2 {
		t.Errorf("counts %+v", run.Counts)
	}
}

func TestOverwriteNeedsUsers(t *testing.T) {
	t.Parallel()
	w := overwriting(t)
	w.syncer.Options.Sync.Users = false
	w.syncer.Options.Sync.MaxRemovals = config.Limit{Set: true, Count: 100}
	w.has(user("a"), user("b"), group("g", "a"))
	w.mustSync()
	w.wantSent("G[g]{a}")
}

// Members whom overwriteExisting removes are guarded as removals: their
// memberships are not counted a second time.
func TestOverwrittenMembersAreNoMembershipsThatGo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.RemoveMissing = false
	w.syncer.Options.Sync.MaxRemovals = config.Limit{Set: true, Count: 100}
	var ids []string
	entries := []any{user("a")}
	for i := range 40 {
		ids = append(ids, fmt.Sprintf("u%02d", i))
		w.server.AddUser(ids[i]+"@x.test", ids[i])
		entries = append(entries, user(ids[i]))
	}
	w.has(append(entries, group("g", append([]string{"a"}, ids...)...))...)
	w.mustSync()
	w.syncer.Options.Sync.OverwriteExisting = true
	w.has(user("a"), user("b"), group("g", "a"))
	if run, err := w.sync(); err != nil {
		t.Errorf("%s: %v", run.Result, err)
	}
	w.wantMembers("a=a@x.test", "b=b@x.test")
}

// nameless shows members without their emails, as a server may that has none of
// them: null is an empty text.
type nameless struct{ *editor }

func (n *nameless) Members(ctx context.Context) ([]organization.Member, error) {
	members, err := n.editor.Members(ctx)
	for i := range members {
		members[i].Email = ""
	}
	return members, err
}

// A member list without emails: known members go on with the accepted ones, and
// nobody is left out of the one request who is not named.
func TestOverwriteWithAMemberListWithoutEmails(t *testing.T) {
	t.Parallel()
	w := overwriting(t)
	w.syncer.Organization = &nameless{w.withEditor()}
	w.server.AddUser("stray@x.test", "stray")
	w.has(user("a"), user("b"), user("c"), group("g", "a", "b"))
	run := w.mustSync()
	w.wantSent("a=a@x.test b=b@x.test c=c@x.test overwrite")
	w.wantMembers("=manual@x.test", "a=a@x.test", "b=b@x.test", "boss=boss@x.test", "c=c@x.test")
	wantChange(t, run, plan.Remove, "stray")

	// a gets the address of b, who has none any more and is held.
	w.has(withEmail(user("a"), "b@x.test"), withEmail(user("b"), ""), user("c"), user("d"), group("g", "a", "b"))
	run = w.mustSync()
	w.wantSent("a=a@x.test b=b@x.test c=c@x.test d=d@x.test overwrite")
	wantWarning(t, run, compare.WarnEmailKept, "cn=a", "a@x.test")
	w.wantMembers("=manual@x.test", "a=a@x.test", "b=b@x.test", "boss=boss@x.test", "c=c@x.test", "d=d@x.test")
}

// oneEmail shows all members with the same email.
type oneEmail struct{ *client }

func (o *oneEmail) Members(ctx context.Context) ([]organization.Member, error) {
	members, err := o.client.Members(ctx)
	for i := range members {
		members[i].Email = "same@x.test"
	}
	return members, err
}

// Whoever can't be in the one request, since the list shows the same email for
// somebody else, is named before access is lost.
func TestOverwriteNamesWhoCannotBeSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.syncer.Options.Sync.OverwriteExisting = true
	w.has(many(0, 8)...)
	w.mustSync()
	w.syncer.Organization = &oneEmail{&client{w.server}}
	w.has(many(0, 9)...)
	f := w.stopped(manual(), plan.GuardRemovals)
	if f.Count != 7 || !strings.Contains(f.Entries[0], "u00001") {
		t.Errorf("finding %+v", f)
	}
}

// The same list while leavers are revoked, and everything is sent.
func TestRevokeWithAMemberListWithoutEmails(t *testing.T) {
	t.Parallel()
	w := revoking(t)
	w.syncer.Organization = &nameless{w.syncer.Organization.(*editor)}
	w.has(user("a"), group("g", "a"))
	w.mustSync()
	w.sent()
	req := manual()
	req.Full = true
	w.mustSyncWith(req)
	w.wantSent("a=a@x.test", "b=b@x.test", "G[g]{a b}")
	w.wantRevoked("b")
}
