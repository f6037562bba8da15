package ldap_test

import (
	"slices"
	"strings"
	"testing"

	goldap "github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/ldap"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

// TestSlapdEntries has one story each about what entries look like. They
// share a server and have an OU each.
func TestSlapdEntries(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t)
	for _, story := range []struct {
		name string
		run  func(*testing.T, *slapdtest.Server, string)
	}{
		{"members in other case, spacing and escapes", memberSpellings},
		{"members by user id", membersByUID},
		{"members by uniqueMember with optional uid", membersByUniqueMember},
		{"members are not in the search", membersElsewhere},
		{"groups outside the group search", groupsOutside},
		{"attribute names in another case", attributeCase},
		{"attribute name that is misspelt", attributeMisspelt},
		{"emails of prefix and suffix", prefixAndSuffix},
		{"several bases", severalBases},
		{"bases that contain each other", overlappingBases},
		{"external id by attribute", externalIDs},
		{"disabled in three ways", disabledAccounts},
		{"renamed and moved users", renamedAndMoved},
		{"users only and groups only", usersOnly},
		{"filters", filters},
		{"groups without a name or with several", groupNames},
	} {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			story.run(t, s, s.OU(t))
		})
	}
}

// memberSpellings is about members that vanished without a word, since their
// DN was written in another way than the entry's. A server that compares DNs
// stores what it was given; bulk loads bring the oddest forms.
func memberSpellings(t *testing.T, s *slapdtest.Server, ou string) {
	names := []string{"anna", "Müller, Jörg", `Quote "Q"`, "Semi;colon", "Plus+Equal=", "Öl  zwei"}
	spellings := []func(rdn, parent string) string{
		func(rdn, parent string) string { return "UID=" + rdn + "," + strings.ToUpper(parent) },
		func(rdn, parent string) string { return "uid=" + rdn + " , " + strings.ReplaceAll(parent, ",", ", ") },
		func(rdn, parent string) string { return "uid=" + hexEscaped(rdn) + "," + parent },
		func(rdn, parent string) string { return "userid=" + rdn + "," + parent },
	}
	var want []string
	for i, name := range names {
		dn := "uid=" + goldap.EscapeDN(name) + "," + ou
		mail := []string{"a", "b", "c", "d", "e", "f"}[i] + "@example.test"
		s.Add(t, dn, slapdtest.Attributes{"objectClass": {"inetOrgPerson"}, "uid": {name}, "cn": {name}, "sn": {"x"}, "mail": {mail}})
		want = append(want, mail)
	}
	for i, spell := range spellings {
		group := "spelling" + string(rune('0'+i))
		var list []string
		for _, name := range names {
			list = append(list, spell(goldap.EscapeDN(name), ou))
		}
		addGroup(t, s, ou, group, list...)
		inner := strings.ToUpper("cn=" + group + "," + ou)
		addGroup(t, s, ou, "outer"+group, inner)
	}
	snapshot := read(t, openLDAP(s, ou), nil)
	for i := range spellings {
		group := "spelling" + string(rune('0'+i))
		equal(t, group, want, members(t, snapshot, group))
		equal(t, "outer"+group, []string{group}, members(t, snapshot, "outer"+group))
	}
	equal(t, "base in another case", want, emails(read(t, openLDAP(s, strings.ToUpper(ou)), nil)))
}

// hexEscaped writes every byte that is not ASCII, and the comma, as \xx.
func hexEscaped(rdn string) string {
	var b strings.Builder
	for _, c := range []byte(strings.ReplaceAll(rdn, `\,`, `\2c`)) {
		if c < 0x80 {
			b.WriteByte(c)
			continue
		}
		const digits = "0123456789abcdef"
		b.Write([]byte{'\\', digits[c>>4], digits[c&15]})
	}
	return b.String()
}

func membersByUID(t *testing.T, s *slapdtest.Server, ou string) {
	addUser(t, s, ou, "anna", nil)
	addUser(t, s, ou, "otto", slapdtest.Attributes{"uid": {"otto", "otto2"}})
	addUser(t, s, ou, "Berta", slapdtest.Attributes{"mail": {"berta@example.test"}})
	s.Add(t, "cn=unix,"+ou, slapdtest.Attributes{
		"objectClass": {"posixGroup"}, "cn": {"unix"}, "gidNumber": {"100"}, "memberUid": {"anna", "otto2", "berta", "nobody-knows"},
	})
	snapshot := read(t, openLDAP(s, ou), nil)
	equal(t, "members", []string{"anna@example.test", "berta@example.test", "otto@example.test"}, members(t, snapshot, "unix"))
}

func membersByUniqueMember(t *testing.T, s *slapdtest.Server, ou string) {
	anna, otto := addUser(t, s, ou, "anna", nil), addUser(t, s, ou, "otto", nil)
	s.Add(t, "cn=unique,"+ou, slapdtest.Attributes{
		"objectClass": {"groupOfUniqueNames"}, "cn": {"unique"}, "uniqueMember": {anna + "#'0101'B", strings.ToUpper(otto)},
	})
	s.Add(t, "cn=both,"+ou, slapdtest.Attributes{
		"objectClass": {"groupOfUniqueNames"}, "cn": {"both"}, "uniqueMember": {"cn=unique," + ou, anna},
	})
	snapshot := read(t, openLDAP(s, ou), nil)
	equal(t, "members", []string{"anna@example.test", "otto@example.test"}, members(t, snapshot, "unique"))
	equal(t, "nested", []string{"anna@example.test", "unique"}, members(t, snapshot, "both"))
}

func membersElsewhere(t *testing.T, s *slapdtest.Server, ou string) {
	people, away := addOU(t, s, ou, "people"), addOU(t, s, ou, "away")
	anna, otto := addUser(t, s, people, "anna", nil), addUser(t, s, away, "otto", nil)
	addGroup(t, s, ou, "team", anna, otto, "uid=gone,"+people, "cn=printer,dc=elsewhere,dc=test")
	cfg := openLDAP(s, ou)
	cfg.Settings.UserPath = "ou=people"
	snapshot := read(t, cfg, nil)
	equal(t, "members", []string{"anna@example.test"}, members(t, snapshot, "team"))
	if !slices.Contains(codes(snapshot), directory.WarnMemberUnreadable) {
		t.Errorf("no warning of the members that can't be read: %v", snapshot.Warnings)
	}
}

// groupsOutside nests groups that the group search does not find, three deep
// and in a circle.
func groupsOutside(t *testing.T, s *slapdtest.Server, ou string) {
	groups, away := addOU(t, s, ou, "groups"), addOU(t, s, ou, "away")
	anna, otto, berta := addUser(t, s, ou, "anna", nil), addUser(t, s, ou, "otto", nil), addUser(t, s, ou, "berta", nil)
	addGroup(t, s, away, "third", berta, "cn=first,"+groups)
	addGroup(t, s, away, "second", otto, "cn=third,"+away)
	addGroup(t, s, groups, "first", anna, "cn=second,"+away)
	addGroup(t, s, away, "unrelated", anna)
	cfg := openLDAP(s, ou)
	cfg.Settings.GroupPath = "ou=groups"
	snapshot := read(t, cfg, nil)
	outside := map[string]bool{}
	for _, g := range snapshot.Groups {
		outside[g.Name] = g.Outside
	}
	equal(t, "groups", map[string]bool{"first": false, "second": true, "third": true}, outside)
	equal(t, "first", []string{"anna@example.test", "second"}, members(t, snapshot, "first"))
	equal(t, "second", []string{"otto@example.test", "third"}, members(t, snapshot, "second"))
	equal(t, "third", []string{"berta@example.test", "first"}, members(t, snapshot, "third"))

	cfg.ResolveOutside = false
	equal(t, "first on its own", []string{"anna@example.test"}, members(t, read(t, cfg, nil), "first"))
}

// attributeCase: an attribute typed "Mail" once gave no users, and success.
func attributeCase(t *testing.T, s *slapdtest.Server, ou string) {
	addGroup(t, s, ou, "team", addUser(t, s, ou, "anna", nil))
	cfg := openLDAP(s, ou)
	cfg.Settings.UserEmailAttribute, cfg.Settings.GroupNameAttribute, cfg.Settings.MemberAttribute = "MAIL", "Cn", "Member"
	cfg.Settings.ExternalIDAttribute, cfg.Settings.UserObjectClass = "EntryUuid", "INETORGPERSON"
	snapshot := read(t, cfg, nil)
	equal(t, "users", []string{"anna@example.test"}, emails(snapshot))
	equal(t, "members", []string{"anna@example.test"}, members(t, snapshot, "team"))
	if len(snapshot.Warnings) > 0 {
		t.Errorf("warnings %v", snapshot.Warnings)
	}
}

func attributeMisspelt(t *testing.T, s *slapdtest.Server, ou string) {
	addGroup(t, s, ou, "team", addUser(t, s, ou, "anna", nil))
	cfg := openLDAP(s, ou)
	cfg.Settings.UserEmailAttribute, cfg.Settings.MemberAttribute = "maill", "memberr"
	snapshot := read(t, cfg, nil)
	var about []string
	for _, w := range snapshot.Warnings {
		about = append(about, w.Entry)
	}
	equal(t, "warnings about", []string{"maill", "memberr"}, about)
	equal(t, "users", []string{""}, emails(snapshot))
}

func prefixAndSuffix(t *testing.T, s *slapdtest.Server, ou string) {
	addUser(t, s, ou, "anna", slapdtest.Attributes{"mail": nil})
	addUser(t, s, ou, "otto", nil)
	cfg := openLDAP(s, ou)
	equal(t, "without the option", []string{"", "otto@example.test"}, emails(read(t, cfg, nil)))
	cfg.UseEmailPrefixSuffix, cfg.EmailSuffix = true, "@suffix.test"
	equal(t, "with the option", []string{"anna@suffix.test", "otto@example.test"}, emails(read(t, cfg, nil)))
}

func severalBases(t *testing.T, s *slapdtest.Server, ou string) {
	a, b, c := addOU(t, s, ou, "a"), addOU(t, s, ou, "b"), addOU(t, s, ou, "c")
	anna, otto, berta := addUser(t, s, a, "anna", nil), addUser(t, s, b, "otto", nil), addUser(t, s, c, "berta", nil)
	addGroup(t, s, b, "team", anna, otto, berta)
	cfg := openLDAP(s, ou)
	cfg.Settings.UserPath, cfg.Settings.GroupPath = "ou=a; "+b, "ou=b;ou=c"
	snapshot := read(t, cfg, nil)
	equal(t, "users", []string{"anna@example.test", "otto@example.test"}, emails(snapshot))
	equal(t, "members", []string{"anna@example.test", "otto@example.test"}, members(t, snapshot, "team"))
	cfg.Settings.UserPath = "ou=a;ou=none"
	refused(t, cfg, directory.ErrConfig, "ou=none", "ldap.userPath")
	cfg.Settings.UserPath, cfg.Settings.GroupPath = "ou=a", "ou=none"
	refused(t, cfg, directory.ErrConfig, "ou=none", "ldap.groupPath")
	cfg.Settings.RootPath = "dc=other,dc=test"
	refused(t, cfg, directory.ErrConfig, "dc=other,dc=test")
}

func overlappingBases(t *testing.T, s *slapdtest.Server, ou string) {
	people := addOU(t, s, ou, "people")
	staff := addOU(t, s, people, "staff")
	addUser(t, s, people, "anna", nil)
	addUser(t, s, staff, "otto", nil)
	cfg := openLDAP(s, ou)
	cfg.Settings.UserPath = "ou=staff,ou=people;OU=People;ou=people"
	equal(t, "users", []string{"anna@example.test", "otto@example.test"}, emails(read(t, cfg, nil)))
}

func externalIDs(t *testing.T, s *slapdtest.Server, ou string) {
	anna := addUser(t, s, ou, "anna", slapdtest.Attributes{"employeeNumber": {"4711"}})
	addUser(t, s, ou, "otto", nil)
	cfg := openLDAP(s, ou)
	byDN := user(t, read(t, cfg, nil), "anna@example.test")
	if byDN.ExternalID != anna || byDN.StableID == "" {
		t.Errorf("external id %q and stable id %q of %s", byDN.ExternalID, byDN.StableID, anna)
	}
	cfg.Settings.ExternalIDAttribute = "entryUUID"
	if id := user(t, read(t, cfg, nil), "anna@example.test").ExternalID; len(id) != 36 {
		t.Errorf("entryUUID %q", id)
	}
	cfg.Settings.ExternalIDAttribute = "employeeNumber"
	snapshot := read(t, cfg, nil)
	equal(t, "users with a number", []string{"anna@example.test"}, emails(snapshot))
	equal(t, "external id", "4711", user(t, snapshot, "anna@example.test").ExternalID)
	equal(t, "warnings", []directory.WarningCode{directory.WarnNoExternalID}, codes(snapshot))
}

func disabledAccounts(t *testing.T, s *slapdtest.Server, ou string) {
	addUser(t, s, ou, "anna", nil)
	addUser(t, s, ou, "locked", slapdtest.Attributes{"pwdAccountLockedTime": {"000001010000Z"}})
	addUser(t, s, ou, "tries", slapdtest.Attributes{"pwdAccountLockedTime": {"20260101000000Z"}})
	addUser(t, s, ou, "nsTrue", slapdtest.Attributes{"objectClass": {"inetOrgPerson", "testEntry"}, "nsAccountLock": {"true"}})
	addUser(t, s, ou, "nsFalse", slapdtest.Attributes{"objectClass": {"inetOrgPerson", "testEntry"}, "nsAccountLock": {"FALSE"}})
	// Locked by wrong passwords is not switched off by an administrator.
	want := []string{"-locked@example.test", "-nsTrue@example.test", "anna@example.test", "nsFalse@example.test", "tries@example.test"}
	equal(t, "users", want, emails(read(t, openLDAP(s, ou), nil)))
}

func renamedAndMoved(t *testing.T, s *slapdtest.Server, ou string) {
	people, staff := addOU(t, s, ou, "people"), addOU(t, s, ou, "staff")
	anna := addUser(t, s, people, "anna", nil)
	addGroup(t, s, ou, "team", anna)
	cfg := openLDAP(s, ou)
	before := user(t, read(t, cfg, nil), "anna@example.test")
	s.Rename(t, anna, "uid=anne", staff)
	snapshot := read(t, cfg, nil)
	after := user(t, snapshot, "anna@example.test")
	if after.ExternalID != "uid=anne,"+staff || after.StableID != before.StableID {
		t.Errorf("external id %q, stable id %q; was %q", after.ExternalID, after.StableID, before.StableID)
	}
	equal(t, "members", []string{"anna@example.test"}, members(t, snapshot, "team"))
	identifier := source(t, cfg)
	for other, same := range map[string]bool{
		strings.ToUpper(anna): true, strings.ReplaceAll(anna, ",", ", "): true, after.ExternalID: false, "": false,
	} {
		if (identifier.ExternalIDKey(anna) == identifier.ExternalIDKey(other)) != same {
			t.Errorf("%q and %q are the same: want %v", anna, other, same)
		}
	}
}

func usersOnly(t *testing.T, s *slapdtest.Server, ou string) {
	addGroup(t, s, ou, "team", addUser(t, s, ou, "anna", nil))
	cfg := openLDAP(s, ou)
	cfg.SyncGroups = false
	snapshot := read(t, cfg, nil)
	equal(t, "users", []string{"anna@example.test"}, emails(snapshot))
	equal(t, "groups", 0, len(snapshot.Groups))
	cfg.SyncGroups, cfg.SyncUsers = true, false
	equal(t, "members", []string{"anna@example.test"}, members(t, read(t, cfg, nil), "team"))
}

func filters(t *testing.T, s *slapdtest.Server, ou string) {
	anna := addUser(t, s, ou, "anna", slapdtest.Attributes{"employeeType": {"Ärztin (Kind*)"}})
	addUser(t, s, ou, "otto", nil)
	team := addGroup(t, s, ou, "team", anna)
	cfg := openLDAP(s, ou)
	for filter, want := range map[string][]string{
		`(employeeType=Ärztin \28Kind\2a\29)`:     {"anna@example.test"},
		"employeeType=*":                          {"anna@example.test"},
		"(memberOf=" + team + ")":                 {"anna@example.test"},
		"(&(uid=*)(!(memberOf=" + team + ")))":    {"otto@example.test"},
		"(|(uid=anna)(uid:caseExactMatch:=otto))": {"anna@example.test", "otto@example.test"},
		"(uid=nobody)":                            nil,
		"  (uid=anna)  ":                          {"anna@example.test"},
	} {
		cfg.UserFilter = filter
		equal(t, filter, want, emails(read(t, cfg, nil)))
	}
	for _, filter := range []string{"(uid=anna", "(uid=anna))", "(&)(", "(uid)", "(uid=a(b)", `(uid=\zz)`, "(=x)"} {
		bad := cfg
		bad.UserFilter = filter
		_, err := ldap.New(bad)
		checkError(t, err, directory.ErrConfig, "sync.userFilter")
		bad.UserFilter, bad.GroupFilter = "", filter
		_, err = ldap.New(bad)
		checkError(t, err, directory.ErrConfig, "sync.groupFilter")
	}
	for _, path := range []string{"people", "ou=people;nothing", `ou=a\`} {
		bad := cfg
		bad.UserFilter, bad.Settings.UserPath = "", path
		_, err := ldap.New(bad)
		checkError(t, err, directory.ErrConfig, "ldap.userPath", "DN")
	}
}

func groupNames(t *testing.T, s *slapdtest.Server, ou string) {
	anna := addUser(t, s, ou, "anna", nil)
	s.Add(t, "cn=first,"+ou, slapdtest.Attributes{
		"objectClass": {"groupOfNames"}, "cn": {"first", "second"}, "member": {anna}, "description": {"Described"},
	})
	addGroup(t, s, ou, "plain", anna)
	cfg := openLDAP(s, ou)
	cfg.Settings.GroupNameAttribute = "description"
	var names []string
	for _, g := range read(t, cfg, nil).Groups {
		names = append(names, g.Name)
	}
	slices.Sort(names)
	equal(t, "names", []string{"Described", "plain"}, names)
}

// TestSlapdRootPathByDefault leaves the root path to the server.
func TestSlapdRootPathByDefault(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t, slapdtest.WithLDIF(crowd(3)))
	cfg := openLDAP(s, "")
	equal(t, "users", 3, len(read(t, cfg, nil).Users))
	cfg.Settings.Authentication = config.AuthAnonymous
	refused(t, cfg, directory.ErrConfig)
}
