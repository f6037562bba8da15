package ldap_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	goldap "github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/ldap"
	"directoryconnector/backend/internal/testbed/sambatest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

// TestSamba has all that needs a domain controller, which they share: it
// takes seconds to make one.
func TestSamba(t *testing.T) {
	t.Parallel()
	s := sambatest.Start(t)
	for _, story := range []struct {
		name string
		run  func(*testing.T, *sambatest.Server)
	}{
		{"conformance", sambaConformance},
		{"a group of 3,000 members", threeThousandMembers},
		{"a group that changes between two ranges", groupChangesBetweenRanges},
		{"a page limit of the server", pageLimit},
		{"log-in in all forms", sambaLogIn},
		{"log-in that is refused", sambaLogInRefused},
		{"primary groups", primaryGroups},
		{"disabled and expired accounts", expiredAccounts},
		{"deleted users", deletedUsers},
		{"deleted users that may not be seen", deletedUsersHidden},
		{"a deleted user who is brought back", broughtBack},
		{"renamed and moved users", sambaRenamedAndMoved},
		{"the root of a forest has references", forestRoot},
		{"the global catalog", globalCatalog},
		{"another controller", anotherController},
		{"filters by membership", filterByMembership},
		{"located by name", sambaLocate},
		{"check", sambaCheck},
	} {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			story.run(t, s)
		})
	}
}

// prefix makes account names unique in the domain: OU=Test7 gives t7-.
func prefix(ou string) string {
	number, _, _ := strings.Cut(strings.TrimPrefix(ou, "OU=Test"), ",")
	return "t" + number + "-"
}

func addAccount(t testing.TB, s *sambatest.Server, ou, name string, more sambatest.Attributes) string {
	t.Helper()
	all := sambatest.Attributes{"mail": {name + "@example.test"}}
	maps.Copy(all, more)
	return s.AddUser(t, ou, name, prefix(ou)+name, all)
}

// incremental reads from base on, and completely, and wants the same of
// both. Tombstones of other stories come and go: they don't count.
func incremental(t testing.TB, cfg ldap.Config, base *directory.Snapshot) *directory.Snapshot {
	t.Helper()
	next := read(t, cfg, sourcetest.Stored(t, base))
	if next.Complete {
		t.Errorf("changes were not asked for: %v", next.Warnings)
	}
	full := read(t, cfg, nil)
	known := map[string]bool{}
	for _, u := range base.Users {
		known[u.ExternalID] = true
	}
	for _, s := range []*directory.Snapshot{next, full} {
		s.Users = slices.DeleteFunc(s.Users, func(u directory.User) bool { return u.Deleted && !known[u.ExternalID] })
	}
	sameAs(t, full, next)
	return next
}

func pageLimit(t *testing.T, s *sambatest.Server) {
	ou := s.OU(t)
	for i := range 25 {
		addAccount(t, s, ou, fmt.Sprintf("user%02d", i), nil)
	}
	cfg := behind(proxyFor(t, s, 10, 0), activeDirectory(s, ou))
	cfg.Settings.DeletedObjects = false
	equal(t, "users with pages larger than allowed", 25, len(read(t, cfg, nil).Users))
	cfg.Settings.PagedSearch = false
	refused(t, cfg, directory.ErrIncomplete, "size limit", "ldap.pagedSearch")
}

func primaryGroups(t *testing.T, s *sambatest.Server) {
	ou := s.OU(t)
	anna, otto := addAccount(t, s, ou, "anna", nil), addAccount(t, s, ou, "otto", nil)
	team := s.AddGroup(t, ou, "Team", prefix(ou)+"Team", anna)
	cfg := activeDirectory(s, sambatest.BaseDN)
	cfg.Settings.UserPath, cfg.Settings.GroupPath = ou, sambatest.UsersDN+";"+ou
	cfg.Settings.DeletedObjects = false
	cfg.GroupFilter = "(|(cn=Domain Users)(cn=Team))"
	snapshot := read(t, cfg, nil)
	both := []string{"anna@example.test", "otto@example.test"}
	equal(t, "Domain Users", both, members(t, snapshot, "Domain Users"))
	equal(t, "Team", both[:1], members(t, snapshot, "Team"))
	without := cfg
	without.Settings.PrimaryGroup = false
	equal(t, "Domain Users without the option", 0, len(members(t, read(t, without, nil), "Domain Users")))

	// anna's primary group becomes Team: she is then in neither's member.
	rid := attribute(t, s, team, "primaryGroupToken")
	s.Set(t, anna, sambatest.Attributes{"primaryGroupID": {rid}})
	addAccount(t, s, ou, "berta", nil)
	s.Delete(t, otto)
	next := incremental(t, cfg, snapshot)
	// Samba makes her an ordinary member of the group that was primary.
	equal(t, "Team later", both[:1], members(t, next, "Team"))
	if got := members(t, next, "Domain Users"); !slices.Contains(got, "berta@example.test") || slices.Contains(got, "otto@example.test") {
		t.Errorf("Domain Users later: %v", got)
	}
}

// attribute reads one value as Administrator.
func attribute(t testing.TB, s *sambatest.Server, dn, name string) string {
	t.Helper()
	c, err := goldap.DialURL("ldaps://"+s.TLSAddress(), goldap.DialWithTLSConfig(s.TLS()))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if err := c.Bind(sambatest.AdminDN, sambatest.AdminPassword); err != nil {
		t.Fatal(err)
	}
	request := goldap.NewSearchRequest(dn, goldap.ScopeBaseObject, goldap.NeverDerefAliases, 0, 0, false, "(objectClass=*)", []string{name}, nil)
	found, err := c.Search(request)
	if err != nil || len(found.Entries) != 1 {
		t.Fatalf("read %s: %v", dn, err)
	}
	return found.Entries[0].GetEqualFoldAttributeValue(name)
}

func fileTime(at time.Time) []string {
	return []string{strconv.FormatInt((at.Unix()+11_644_473_600)*10_000_000, 10)}
}

func expiredAccounts(t *testing.T, s *sambatest.Server) {
	ou := s.OU(t)
	now := time.Now()
	addAccount(t, s, ou, "plain", nil)
	addAccount(t, s, ou, "disabled", sambatest.Attributes{"userAccountControl": {"546"}})
	addAccount(t, s, ou, "expired", sambatest.Attributes{"accountExpires": fileTime(now.Add(-time.Hour))})
	addAccount(t, s, ou, "expires", sambatest.Attributes{"accountExpires": fileTime(now.Add(time.Hour))})
	addAccount(t, s, ou, "never", sambatest.Attributes{"accountExpires": {"9223372036854775807"}})
	addAccount(t, s, ou, "zero", sambatest.Attributes{"accountExpires": {"0"}})
	cfg := activeDirectory(s, ou)
	snapshot := read(t, cfg, nil)
	alive := []string{"never@example.test", "plain@example.test", "zero@example.test"}
	equal(t, "users", slices.Concat([]string{"-disabled@example.test", "-expired@example.test", "expires@example.test"}, alive), emails(snapshot))
	for email, want := range map[string]bool{"expires@example.test": true, "expired@example.test": true, "never@example.test": false, "zero@example.test": false} {
		u := user(t, snapshot, email)
		if expires := !u.ExpiresAt.IsZero(); expires != want || want && !u.DisabledAt(now.Add(2*time.Hour)) {
			t.Errorf("%s expires %v at %v, want %v", email, expires, u.ExpiresAt, want)
		}
	}
	// Nothing changes in the directory when an account expires.
	cfg.Now = func() time.Time { return now.Add(2 * time.Hour) }
	later := incremental(t, cfg, snapshot)
	equal(t, "users two hours later", slices.Concat([]string{"-disabled@example.test", "-expired@example.test", "-expires@example.test"}, alive), emails(later))
	cfg.Settings.AccountExpires, cfg.Now = false, nil
	equal(t, "without the option", slices.Concat([]string{"-disabled@example.test", "expired@example.test", "expires@example.test"}, alive), emails(read(t, cfg, nil)))
}

func forestRoot(t *testing.T, s *sambatest.Server) {
	ou := s.OU(t)
	addAccount(t, s, ou, "anna", nil)
	cfg := activeDirectory(s, "")
	cfg.Settings.UserPath, cfg.Settings.GroupPath = "", ""
	cfg.UserFilter = "(sAMAccountName=" + prefix(ou) + "anna)"
	snapshot := read(t, cfg, nil)
	equal(t, "users", []string{"anna@example.test"}, emails(snapshot))
	referrals := 0
	for _, w := range snapshot.Warnings {
		if w.Code == directory.WarnReferral {
			referrals++
		}
	}
	equal(t, "warnings about references", 1, referrals)
}

func globalCatalog(t *testing.T, s *sambatest.Server) {
	ou := s.OU(t)
	addAccount(t, s, ou, "anna", nil)
	cfg := activeDirectory(s, ou)
	for port, encryption := range map[int]config.Encryption{
		sambatest.GlobalCatalogPort: config.EncryptionStartTLS, sambatest.GlobalCatalogTLSPort: config.EncryptionLDAPS,
	} {
		cfg.Settings.Port, cfg.Settings.Encryption = port, encryption
		equal(t, "users", []string{"anna@example.test"}, emails(read(t, cfg, nil)))
	}
}

// filterByMembership: joining or leaving a group changes nothing in the user
// that a filter by memberOf finds.
func filterByMembership(t *testing.T, s *sambatest.Server) {
	ou := s.OU(t)
	anna, otto, berta := addAccount(t, s, ou, "anna", nil), addAccount(t, s, ou, "otto", nil), addAccount(t, s, ou, "berta", nil)
	team := s.AddGroup(t, ou, "Team", prefix(ou)+"Team", anna, otto)
	cfg := activeDirectory(s, ou)
	cfg.UserFilter = "(memberOf=" + goldap.EscapeFilter(team) + ")"
	before := read(t, cfg, nil)
	equal(t, "users", []string{"anna@example.test", "otto@example.test"}, emails(before))
	request := goldap.NewModifyRequest(team, nil)
	request.Delete("member", []string{anna})
	request.Add("member", []string{berta})
	s.Modify(t, request)
	after := incremental(t, cfg, before)
	equal(t, "users later", []string{"berta@example.test", "otto@example.test"}, emails(after))
	equal(t, "team", []string{"berta@example.test", "otto@example.test"}, members(t, after, "Team"))
}
