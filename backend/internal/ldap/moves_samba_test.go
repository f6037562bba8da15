package ldap_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	goldap "github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/testbed/adproxy"
	"directoryconnector/backend/internal/testbed/sambatest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

func deletedUsers(t *testing.T, s *sambatest.Server) {
	ou := s.OU(t)
	anna := addAccount(t, s, ou, "anna", nil)
	addAccount(t, s, ou, "otto", nil)
	s.AddGroup(t, ou, "Team", prefix(ou)+"Team", anna)
	cfg := activeDirectory(s, ou)
	before := read(t, cfg, nil)
	id := user(t, before, "anna@example.test").ExternalID
	s.Delete(t, anna)
	for name, snapshot := range map[string]*directory.Snapshot{"complete": read(t, cfg, nil), "incremental": incremental(t, cfg, before)} {
		at := slices.IndexFunc(snapshot.Users, func(u directory.User) bool { return u.ExternalID == id })
		if at < 0 || !snapshot.Users[at].Deleted {
			t.Errorf("%s read has no tombstone of %s", name, id)
		}
		equal(t, name+": team", 0, len(members(t, snapshot, "Team")))
		equal(t, name+": users", []string{"otto@example.test"}, emails(snapshot))
	}
	// The same person again is another account.
	addAccount(t, s, ou, "anna", nil)
	again := incremental(t, cfg, before)
	if got := user(t, again, "anna@example.test").ExternalID; got == id {
		t.Error("a new account has the old id")
	}
	cfg.Settings.DeletedObjects = false
	for _, u := range read(t, cfg, nil).Users {
		if u.Deleted {
			t.Fatalf("tombstone %v without the option", u)
		}
	}
}

// deletedUsersHidden: to Active Directory the container of deleted objects
// does not exist for accounts without rights. Samba shows it to everybody.
func deletedUsersHidden(t *testing.T, s *sambatest.Server) {
	ou := s.OU(t)
	addAccount(t, s, ou, "anna", nil)
	proxy := proxyFor(t, s, 0, 0)
	cfg := behind(proxy, activeDirectory(s, ou))
	for _, code := range []int{goldap.LDAPResultNoSuchObject, goldap.LDAPResultInsufficientAccessRights} {
		proxy.SetHooks(adproxy.Hooks{Refuse: func(s adproxy.Search) int {
			if containsFold(s.BaseDN, "CN=Deleted Objects") {
				return code
			}
			return 0
		}})
		snapshot := read(t, cfg, nil)
		equal(t, "users", []string{"anna@example.test"}, emails(snapshot))
		equal(t, "warnings", []directory.WarningCode{directory.WarnDeletedUnreadable}, codes(snapshot))
		next := read(t, cfg, sourcetest.Stored(t, snapshot))
		equal(t, "warnings of an incremental read", []directory.WarningCode{directory.WarnDeletedUnreadable}, codes(next))
	}
}

func sambaRenamedAndMoved(t *testing.T, s *sambatest.Server) {
	ou := s.OU(t)
	staff := "OU=Staff," + ou
	s.Add(t, staff, sambatest.Attributes{"objectClass": {"organizationalUnit"}})
	anna := addAccount(t, s, ou, `Müller, "Anna" + Co.`, sambatest.Attributes{"sAMAccountName": {prefix(ou) + "anna"}, "mail": {"anna@example.test"}})
	s.AddGroup(t, ou, "Team", prefix(ou)+"Team", anna)
	cfg := activeDirectory(s, ou)
	before := read(t, cfg, nil)
	s.Rename(t, anna, "CN=Anna Schmidt", staff)
	after := incremental(t, cfg, before)
	a, b := user(t, before, "anna@example.test"), user(t, after, "anna@example.test")
	if a.ExternalID != b.ExternalID || b.ReferenceID != "CN=Anna Schmidt,"+staff {
		t.Errorf("before %+v, after %+v", a, b)
	}
	equal(t, "team", []string{"anna@example.test"}, members(t, after, "Team"))
	// Moving a whole branch changes none of the entries in it.
	s.Rename(t, staff, "OU=Crew", "")
	moved := incremental(t, cfg, after)
	equal(t, "reference", "CN=Anna Schmidt,OU=Crew,"+ou, user(t, moved, "anna@example.test").ReferenceID)
	equal(t, "team after its branch moved", []string{"anna@example.test"}, members(t, moved, "Team"))
}

// anotherController has a controller come back from a backup, which makes its
// USNs mean nothing to the old ones, and kills it in the middle of a read.
func anotherController(t *testing.T, s *sambatest.Server) {
	ou := s.OU(t)
	anna := addAccount(t, s, ou, "anna", nil)
	for i := range 12 {
		addAccount(t, s, ou, fmt.Sprintf("user%02d", i), nil)
	}
	s.AddGroup(t, ou, "Team", prefix(ou)+"Team", anna)
	proxy := proxyFor(t, s, 0, 0)
	cfg := behind(proxy, activeDirectory(s, ou))
	clone := s.Clone(t)
	s.Set(t, anna, sambatest.Attributes{"mail": {"lost@example.test"}})
	addAccount(t, s, ou, "lost", nil)
	before := read(t, cfg, nil)
	clone.Set(t, anna, sambatest.Attributes{"mail": {"anne@example.test"}})
	proxy.SetUpstream(clone.TLSAddress(), clone.TLS())
	after := read(t, cfg, sourcetest.Stored(t, before))
	if !after.Complete {
		t.Error("changes were asked for by the USN of another controller")
	}
	if !slices.ContainsFunc(after.Warnings, func(w directory.Warning) bool { return strings.Contains(w.Text, "was restored") }) {
		t.Errorf("nothing says why everything was read: %v", after.Warnings)
	}
	if slices.Contains(emails(after), "lost@example.test") {
		t.Error("what the backup lacks is still there")
	}
	equal(t, "members", []string{"anne@example.test"}, members(t, after, "Team"))
	incremental(t, cfg, after)

	cfg.Settings.PageSize = 5
	proxy.SetHooks(adproxy.Hooks{Entry: func(_ int, dn string) bool {
		if strings.HasPrefix(dn, "CN=user07,") {
			clone.Kill()
		}
		return true
	}})
	refused(t, cfg, directory.ErrIncomplete, "broke off")
}

// broughtBack: a deleted user who is brought back comes without the
// memberships, of which neither group shows a sign.
func broughtBack(t *testing.T, s *sambatest.Server) {
	ou := s.OU(t)
	anna := addAccount(t, s, ou, "anna", nil)
	addAccount(t, s, ou, "otto", nil)
	s.AddGroup(t, ou, "Team", prefix(ou)+"Team", anna)
	cfg := activeDirectory(s, ou)
	before := read(t, cfg, nil)
	equal(t, "team", []string{"anna@example.test"}, members(t, before, "Team"))
	id := user(t, before, "anna@example.test").ExternalID
	s.Delete(t, anna)
	deleted := read(t, cfg, nil)
	at := slices.IndexFunc(deleted.Users, func(u directory.User) bool { return u.ExternalID == id })
	s.Reanimate(t, deleted.Users[at].ReferenceID, anna, sambatest.Attributes{"mail": {"anna@example.test"}})
	after := incremental(t, cfg, before)
	equal(t, "the same account", id, user(t, after, "anna@example.test").ExternalID)
}
