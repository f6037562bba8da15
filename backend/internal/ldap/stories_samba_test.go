package ldap_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	goldap "github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/ldap"
	"directoryconnector/backend/internal/testbed/adproxy"
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

func threeThousandMembers(t *testing.T, s *sambatest.Server) {
	const n = 3000
	ou := s.OU(t)
	var people, group strings.Builder
	fmt.Fprintf(&group, "dn: CN=Everyone,%s\nobjectClass: group\nsAMAccountName: %sEveryone\n", ou, prefix(ou))
	for i := range n {
		fmt.Fprintf(&people, "dn: CN=c%04[1]d,%[2]s\nobjectClass: contact\nmail: c%04[1]d@example.test\n\n", i, ou)
		fmt.Fprintf(&group, "member: CN=c%04d,%s\n", i, ou)
	}
	s.Fill(t, people.String())
	s.Fill(t, group.String()+"\n")
	outer := s.AddGroup(t, ou, "Outer", prefix(ou)+"Outer", "CN=Everyone,"+ou)
	proxy := proxyFor(t, s, 0, 0) // the limits of Active Directory
	cfg := behind(proxy, activeDirectory(s, ou))
	snapshot := read(t, cfg, nil)
	if got := members(t, snapshot, "Everyone"); len(got) != n {
		t.Errorf("%d members, want %d", len(got), n)
	}
	equal(t, "outer", []string{"Everyone"}, members(t, snapshot, "Outer"))
	var ranges []string
	for _, search := range proxy.Searches() {
		for _, a := range search.Attributes {
			if strings.Contains(a, "range=") {
				ranges = append(ranges, a)
			}
		}
	}
	equal(t, "ranges asked for", []string{"member;range=1499-*", "member;range=2998-*"}, ranges)

	request := goldap.NewModifyRequest("CN=Everyone,"+ou, nil)
	request.Delete("member", []string{"CN=c0000," + ou, "CN=c2999," + ou})
	s.Modify(t, request)
	s.Delete(t, outer)
	next := incremental(t, cfg, snapshot)
	equal(t, "members later", n-2, len(members(t, next, "Everyone")))
}

// groupChangesBetweenRanges has a group of 25, of which ten values come at a
// time.
func groupChangesBetweenRanges(t *testing.T, s *sambatest.Server) {
	for _, test := range []struct {
		name   string
		change func(t *testing.T, group string, users []string)
		want   int // members; -1: the group is gone
	}{
		{"one leaves from the first range", func(t *testing.T, group string, users []string) {
			s.Modify(t, leave(group, users[:1]...))
		}, 24},
		{"as many leave as were read", func(t *testing.T, group string, users []string) { s.Modify(t, leave(group, users[:20]...)) }, 5},
		// This moves the values up, and leaves the group's uSNChanged alone.
		{"some members are deleted", func(t *testing.T, _ string, users []string) {
			for _, user := range users[:6] {
				s.Delete(t, user)
			}
		}, 19},
		{"it is emptied", func(t *testing.T, group string, users []string) { s.Modify(t, leave(group, users...)) }, 0},
		{"it grows", func(t *testing.T, group string, _ []string) {
			request := goldap.NewModifyRequest(group, nil)
			request.Add("member", []string{addAccount(t, s, group[len("CN=Team,"):], "late", nil)})
			s.Modify(t, request)
		}, 26},
		{"it is deleted", func(t *testing.T, group string, _ []string) { s.Delete(t, group) }, -1},
		{"it is renamed", func(t *testing.T, group string, _ []string) { s.Rename(t, group, "CN=Crew", "") }, -2},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			ou := s.OU(t)
			var users []string
			for i := range 25 {
				users = append(users, addAccount(t, s, ou, fmt.Sprintf("user%02d", i), nil))
			}
			group := s.AddGroup(t, ou, "Team", prefix(ou)+"Team", users...)
			proxy := proxyFor(t, s, 0, 10)
			cfg := behind(proxy, activeDirectory(s, ou))
			var once sync.Once
			proxy.SetHooks(adproxy.Hooks{Range: func(dn string, low int) {
				if strings.EqualFold(dn, group) && low == 18 {
					once.Do(func() { test.change(t, group, users) })
				}
			}})
			// A late user may or may not be part of the read that met it; what
			// it must not be is a mixture.
			snapshot := read(t, cfg, nil)
			switch test.want {
			case -1, -2:
				if len(snapshot.Groups) > 1 {
					t.Errorf("groups %v", snapshot.Groups)
				}
			case 26:
				if got := len(members(t, snapshot, "Team")); got < 25 {
					t.Errorf("%d members", got)
				}
			default:
				equal(t, "number of members", test.want, len(members(t, snapshot, "Team")))
			}
			after := read(t, cfg, nil)
			switch test.want {
			case -1:
				equal(t, "groups afterwards", 0, len(after.Groups))
			case -2:
				equal(t, "members afterwards", 25, len(members(t, after, "Crew")))
			default:
				equal(t, "members afterwards", test.want, len(members(t, after, "Team")))
			}
			incremental(t, cfg, snapshot)
		})
	}
}

func leave(group string, members ...string) *goldap.ModifyRequest {
	request := goldap.NewModifyRequest(group, nil)
	request.Delete("member", members)
	return request
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
