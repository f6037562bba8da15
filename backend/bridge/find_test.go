package bridge_test

import (
	"os"
	"testing"

	"directoryconnector/backend/bridge"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

// finds looks for somebody as the box does, and returns who is first.
func (f *fixture) finds(search string) bridge.Found {
	f.t.Helper()
	_, people := f.nouns()
	found, err := people.Find(bridge.FindQuery{Search: search, Limit: 8})
	f.ok(err)
	if found.Total != 1 {
		f.t.Errorf("%q finds %d: %+v", search, found.Total, found.Items)
		return bridge.Found{}
	}
	return found.Items[0]
}

// A twin with the email of a member, whose external id comes before hers, is
// somebody else, also by name.
func TestATwinThatComesFirstIsFoundBesideTheMember(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	f.directory(`{"version":1,"users":[{"id":"id-9","email":"ada@example.com","name":"Ada Lovelace"}]}`)
	f.syncsFirst(1)
	f.directory(`{"version":1,"users":[{"id":"id-1","email":"ada@example.com","name":"Ada Twin","disabled":true},
		{"id":"id-9","email":"ada@example.com","name":"Ada Lovelace"}]}`)
	f.ends("done")(f.pages.Sync(bridge.SyncRequest{}))
	if found := f.finds("twin"); found.Ref.Key != "id-1" {
		t.Errorf("the twin: %+v", found)
	}
	if found := f.finds("lovelace"); found.Ref.Key != "id-9" {
		t.Errorf("the member: %+v", found)
	}
}

// Who is deleted is found by name: while the directory says so, and after the
// member was removed for it.
func TestTheDeletedAreFoundByName(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	f.directory(`{"version":1,"users":[{"id":"id-ada","email":"ada@example.com"},{"id":"id-g","email":"grace@example.com","name":"Grace Hopper"}]}`)
	f.syncsFirst(2)
	f.directory(`{"version":1,"users":[{"id":"id-ada","email":"ada@example.com"},{"id":"id-g","email":"grace@example.com","name":"Grace Hopper","deleted":true}]}`)
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	for range 2 {
		for _, search := range []string{"hopper", "grace@example.com", "id-g"} {
			if found := f.finds(search); found.Ref.Key != "id-g" || found.Name != "Grace Hopper" {
				t.Errorf("%s: %+v", search, found)
			}
			for _, now := range []bool{false, true} {
				if e := f.explained(bridge.ExplainRequest{Who: search, Now: now}); e.Ref.Name != "grace@example.com" {
					t.Errorf("%s explained: %+v", search, e.Ref)
				}
			}
		}
		f.ends("done")(f.pages.Sync(bridge.SyncRequest{}))
		f.ends("done")(f.pages.Sync(bridge.SyncRequest{}))
	}
	if f.members() != "ada" {
		t.Errorf("members: %s", f.members())
	}
}

// Who is in the organization only is found by what the account is called, and
// by email where it has no name.
func TestWhoIsOnlyInTheOrganizationIsFound(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	f.server.AddMember(orgserver.Member{Name: "Olga Ówner", MasterPassword: true, Member: organization.Member{
		Email: "root@example.com", Role: organization.RoleOwner, Status: organization.StatusConfirmed,
	}})
	f.server.AddUser("bare@example.com", "")
	f.syncsFirst(3)
	_, people := f.nouns()
	_, err := people.Find(bridge.FindQuery{})
	f.ok(err)
	for search, email := range map[string]string{"owner olga": "root@example.com", "root": "root@example.com", "bare@": "bare@example.com"} {
		found := f.finds(search)
		if found.Ref.Name != email || found.Kind != "user" {
			t.Errorf("%s: %+v", search, found)
		}
		// The page of whom the box found asks what is kept first.
		if e := f.explained(bridge.ExplainRequest{Who: found.Ref.Name, Kind: "user"}); e.Cached || e.Ref.Name != email || e.Has == nil {
			t.Errorf("%s explained: %+v", search, e)
		}
	}
	for _, now := range []bool{false, true} {
		if e := f.explained(bridge.ExplainRequest{Who: "owner olga", Now: now}); e.Ref.Name != "root@example.com" || e.Name != "Olga Ówner" {
			t.Errorf("by name: %+v", e)
		}
	}
}

// directory writes the file that is the directory.
func (f *fixture) directory(text string) {
	f.t.Helper()
	f.ok(os.WriteFile(f.people, []byte(text), 0o600))
}
