package ldap_test

import (
	"maps"
	"strconv"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

// foreign is a schema with the ways of other servers.
const foreign = `attributetype ( 1.3.6.1.4.1.99999.1.3 NAME 'loginDisabled' EQUALITY booleanMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.7 SINGLE-VALUE )
attributetype ( 1.3.6.1.4.1.99999.1.4 NAME 'loginExpirationTime' EQUALITY generalizedTimeMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.24 SINGLE-VALUE )
attributetype ( 1.3.6.1.4.1.99999.1.22 NAME 'sambaAcctFlags' EQUALITY caseIgnoreIA5Match SYNTAX 1.3.6.1.4.1.1466.115.121.1.26 SINGLE-VALUE )
attributetype ( 1.3.6.1.4.1.99999.1.23 NAME 'mailPrimaryAddress' EQUALITY caseIgnoreIA5Match SYNTAX 1.3.6.1.4.1.1466.115.121.1.26 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.2.210 NAME 'proxyAddresses' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
objectclass ( 1.3.6.1.4.1.99999.2.1 NAME 'otherServers' SUP top AUXILIARY MAY ( loginDisabled $ loginExpirationTime $ shadowExpire $ sambaAcctFlags $ mailPrimaryAddress $ proxyAddresses $ gidNumber ) )`

// TestSlapdKinds has what servers of all kinds write into their entries.
func TestSlapdKinds(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t, slapdtest.WithSchema(foreign))
	for _, story := range []struct {
		name string
		run  func(*testing.T, *slapdtest.Server, string)
	}{
		{"an attribute with an option is another one", optionIsAnother},
		{"user ids and DNs side by side", memberUIDsOfBothKinds},
		{"a DN that only the server can compare", dnOfAnotherForm},
		{"members that nobody knows are counted", unknownMembers},
		{"primary groups by gidNumber", posixPrimaryGroups},
		{"disabled in the ways of other servers", disabledElsewhere},
		{"disabled by a filter", disabledByFilter},
		{"several attributes of addresses", severalEmails},
	} {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			story.run(t, s, s.OU(t))
		})
	}
}

func addForeign(t testing.TB, s *slapdtest.Server, ou, uid string, more slapdtest.Attributes) string {
	t.Helper()
	all := slapdtest.Attributes{"objectClass": {"inetOrgPerson", "otherServers"}}
	maps.Copy(all, more)
	return addUser(t, s, ou, uid, all)
}

func optionIsAnother(t *testing.T, s *slapdtest.Server, ou string) {
	anna := addUser(t, s, ou, "anna", slapdtest.Attributes{"mail;lang-ja": {"other@example.test"}})
	s.Add(t, "cn=sales,"+ou, slapdtest.Attributes{
		"objectClass": {"groupOfNames"}, "cn": {"sales"}, "cn;lang-ja": {"営業部"}, "member": {anna}, "member;lang-de": {"uid=otto," + ou},
	})
	addUser(t, s, ou, "otto", nil)
	cfg := openLDAP(s, ou)
	snapshot := read(t, cfg, nil)
	equal(t, "sales", []string{"anna@example.test"}, members(t, snapshot, "sales"))
	equal(t, "users", []string{"anna@example.test", "otto@example.test"}, emails(snapshot))
	cfg.Settings.GroupNameAttribute = "cn;lang-ja"
	members(t, read(t, cfg, nil), "営業部")
}

func memberUIDsOfBothKinds(t *testing.T, s *slapdtest.Server, ou string) {
	anna := addUser(t, s, ou, "anna", nil)
	addUser(t, s, ou, "otto", nil)
	s.Add(t, "cn=unix,"+ou, slapdtest.Attributes{
		"objectClass": {"posixGroup"}, "cn": {"unix"}, "gidNumber": {"1"}, "memberUid": {strings.ToUpper(anna), "otto"},
	})
	equal(t, "unix", []string{"anna@example.test", "otto@example.test"}, members(t, read(t, openLDAP(s, ou), nil), "unix"))
}

// dnOfAnotherForm: telephone numbers are the same with and without hyphens (RFC
// 4517, 4.2.29).
func dnOfAnotherForm(t *testing.T, s *slapdtest.Server, ou string) {
	s.Add(t, "telephoneNumber=555123,"+ou, slapdtest.Attributes{
		"objectClass": {"inetOrgPerson"}, "telephoneNumber": {"555123"}, "cn": {"Seven"}, "sn": {"X"}, "mail": {"seven@example.test"},
	})
	s.Add(t, "cn=team,"+ou, slapdtest.Attributes{"objectClass": {"groupOfUniqueNames"}, "cn": {"team"}, "uniqueMember": {"telephoneNumber=555-123," + ou}})
	snapshot := read(t, openLDAP(s, ou), nil)
	equal(t, "team", []string{"seven@example.test"}, members(t, snapshot, "team"))
	equal(t, "warnings", 0, len(snapshot.Warnings))
}

func unknownMembers(t *testing.T, s *slapdtest.Server, ou string) {
	device := "cn=printer," + ou
	s.Add(t, device, slapdtest.Attributes{"objectClass": {"device"}, "cn": {"printer"}})
	addGroup(t, s, ou, "first", addUser(t, s, ou, "anna", nil), device)
	addGroup(t, s, ou, "second", device)
	s.Add(t, "cn=unix,"+ou, slapdtest.Attributes{"objectClass": {"posixGroup"}, "cn": {"unix"}, "gidNumber": {"1"}, "memberUid": {"nobody"}})
	snapshot := read(t, openLDAP(s, ou), nil)
	equal(t, "warnings", []directory.WarningCode{directory.WarnMemberUnknown}, codes(snapshot))
	if text := snapshot.Warnings[0].Text; !strings.Contains(text, "3 in 3 of the groups") || !strings.Contains(text, device) {
		t.Errorf("the warning says %q", text)
	}
}

func posixPrimaryGroups(t *testing.T, s *slapdtest.Server, ou string) {
	anna := addForeign(t, s, ou, "anna", slapdtest.Attributes{"gidNumber": {"100"}})
	addForeign(t, s, ou, "otto", slapdtest.Attributes{"gidNumber": {"100"}})
	addUser(t, s, ou, "none", nil)
	s.Add(t, "cn=staff,"+ou, slapdtest.Attributes{"objectClass": {"posixGroup"}, "cn": {"staff"}, "gidNumber": {"100"}, "memberUid": {"anna"}})
	addGroup(t, s, ou, "without", anna)
	cfg := openLDAP(s, ou)
	equal(t, "staff without the option", []string{"anna@example.test"}, members(t, read(t, cfg, nil), "staff"))
	cfg.Settings.POSIXPrimaryGroup = true
	snapshot := read(t, cfg, nil)
	equal(t, "staff", []string{"anna@example.test", "otto@example.test"}, members(t, snapshot, "staff"))
	equal(t, "a group without a number", []string{"anna@example.test"}, members(t, snapshot, "without"))
}

func disabledElsewhere(t *testing.T, s *slapdtest.Server, ou string) {
	later := time.Now().Add(48 * time.Hour)
	addForeign(t, s, ou, "ok", slapdtest.Attributes{
		"loginDisabled": {"FALSE"}, "sambaAcctFlags": {"[UL         ]"}, "shadowExpire": {strconv.FormatInt(later.Unix()/86400, 10)},
		"loginExpirationTime": {later.UTC().Format("20060102150405Z")},
	})
	addForeign(t, s, ou, "edir", slapdtest.Attributes{"loginDisabled": {"TRUE"}})
	addForeign(t, s, ou, "edir2", slapdtest.Attributes{"loginExpirationTime": {"20200101000000Z"}})
	addForeign(t, s, ou, "posix", slapdtest.Attributes{"shadowExpire": {"1"}})
	addForeign(t, s, ou, "samba", slapdtest.Attributes{"sambaAcctFlags": {"[UD         ]"}})
	cfg := openLDAP(s, ou)
	equal(t, "users", []string{"-edir2@example.test", "-edir@example.test", "-posix@example.test", "-samba@example.test", "ok@example.test"}, emails(read(t, cfg, nil)))
	cfg.Settings.AccountExpires = false
	equal(t, "without expiry", []string{"-edir@example.test", "-samba@example.test", "edir2@example.test", "ok@example.test", "posix@example.test"}, emails(read(t, cfg, nil)))
}

func disabledByFilter(t *testing.T, s *slapdtest.Server, ou string) {
	addUser(t, s, ou, "anna", slapdtest.Attributes{"employeeType": {"suspended"}})
	addUser(t, s, ou, "otto", slapdtest.Attributes{"employeeType": {"staff"}})
	cfg := openLDAP(s, ou)
	cfg.Settings.DisabledFilter = "employeeType=suspended"
	equal(t, "users", []string{"-anna@example.test", "otto@example.test"}, emails(read(t, cfg, nil)))
}

func severalEmails(t *testing.T, s *slapdtest.Server, ou string) {
	addForeign(t, s, ou, "one", slapdtest.Attributes{"mail": nil, "proxyAddresses": {"smtp:alias@example.test", "SMTP:one@example.test", "x500:/o=ex/cn=one"}})
	addForeign(t, s, ou, "two", slapdtest.Attributes{"mail": {"private@example.test"}, "mailPrimaryAddress": {"two@example.test"}})
	addForeign(t, s, ou, "three", slapdtest.Attributes{"mail": {"three@example.test"}})
	cfg := openLDAP(s, ou)
	cfg.Settings.UserEmailAttribute = "mailPrimaryAddress; mail; proxyAddresses"
	equal(t, "users", []string{"SMTP:one@example.test", "three@example.test", "two@example.test"}, emails(read(t, cfg, nil)))
}

// TestSlapdBaseThatCanNotBeRead: an account may search below the base and not
// read the base's own entry. A check agrees with a sync.
func TestSlapdBaseThatCanNotBeRead(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t, slapdtest.WithAccess(`access to dn.base="`+slapdtest.BaseDN+`" by * search`))
	addUser(t, s, slapdtest.BaseDN, "ada", nil)
	cfg := openLDAP(s, slapdtest.BaseDN)
	cfg.Settings.Encryption, cfg.Settings.CAFile = config.EncryptionStartTLS, s.CA.File
	checkSteps(t, cfg, nil, "")
	equal(t, "users", []string{"ada@example.test"}, emails(read(t, cfg, nil)))
}
