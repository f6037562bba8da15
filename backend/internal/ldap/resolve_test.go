package ldap

import (
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/go-ldap/ldap/v3"
	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/ldapconn"
)

// offline makes a reading without connections.
func offline(t *testing.T, change func(*Config)) *reading {
	t.Helper()
	cfg := Config{SyncUsers: true, SyncGroups: true, Logger: slog.New(slog.DiscardHandler)}
	cfg.Settings = config.LDAP{
		UserObjectClass: "person", GroupObjectClass: "group", UserEmailAttribute: "mail", GroupNameAttribute: "name",
		MemberAttribute: "member;uniqueMember;memberUid", PrimaryGroup: true, AccountExpires: true,
	}
	if change != nil {
		change(&cfg)
	}
	s, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	r := s.newReading(time.Now(), func() {})
	r.plan = s.makePlan(&ldapconn.RootDSE{})
	return r
}

func entry(dn string, attributes map[string][]string) *ldap.Entry {
	return ldap.NewEntry(dn, attributes)
}

// snapshotOf resolves entries.
func snapshotOf(t *testing.T, r *reading, users, groups []*ldap.Entry) *directory.Snapshot {
	t.Helper()
	var p people
	for _, e := range users {
		r.addUser(&p, e)
	}
	var list []*groupEntry
	for _, e := range groups {
		list = append(list, r.decodeGroup(e))
	}
	result, err := r.resolve(t.Context(), &p, list)
	if err != nil {
		t.Fatal(err)
	}
	return r.finish(&p, result, nil)
}

const (
	usersSID = "\x01\x05\x00\x00\x00\x00\x00\x05\x15\x00\x00\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03\x00\x00\x00\x01\x02\x00\x00"
	annaSID  = "\x01\x05\x00\x00\x00\x00\x00\x05\x15\x00\x00\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03\x00\x00\x00\x57\x04\x00\x00"
	otherSID = "\x01\x05\x00\x00\x00\x00\x00\x05\x15\x00\x00\x00\x09\x00\x00\x00\x02\x00\x00\x00\x03\x00\x00\x00\x57\x04\x00\x00"
)

func TestMembersAreFoundHoweverTheyAreWritten(t *testing.T) {
	t.Parallel()
	r := offline(t, nil)
	s := snapshotOf(t, r,
		[]*ldap.Entry{
			entry("uid=anna,ou=people,dc=x", map[string][]string{"MAIL": {" ", "anna@x"}, "uid": {"anna"}, "primaryGroupID": {"513"}, "objectSid": {annaSID}}),
			entry(`cn=Bert\, B,ou=people,dc=x`, map[string][]string{"mail": {"bert@x"}, "uid": {"bert", "bb"}, "primaryGroupID": {"513"}, "objectSid": {otherSID}}),
			entry("uid=anna,ou=people,dc=x", map[string][]string{"mail": {"twice@x"}}),
		},
		[]*ldap.Entry{
			entry("cn=dn,dc=x", map[string][]string{"cn": {"dn"}, "member": {"UID=Anna, OU=People, DC=x", `cn=bert\2c B,ou=people,dc=x`, "uid=anna,ou=people,dc=x", "cn=nobody,dc=x"}}),
			entry("cn=optional,dc=x", map[string][]string{"name": {"shown"}, "cn": {"optional"}, "uniqueMember": {"uid=anna,ou=people,dc=x#'0101'B"}}),
			entry("cn=posix,dc=x", map[string][]string{"cn": {"posix"}, "memberUid": {"BB", "nobody"}}),
			entry("cn=nests,dc=x", map[string][]string{"cn": {"nests"}, "member": {"CN=DN,dc=x", "cn=nests,dc=x"}}),
			entry("cn=primary,dc=x", map[string][]string{"cn": {"primary"}, "objectSid": {usersSID}}),
		})
	anna, bert := "uid=anna,ou=people,dc=x", `cn=Bert\, B,ou=people,dc=x`
	wantUsers := []directory.User{
		{ReferenceID: bert, ExternalID: bert, Email: "bert@x"},
		{ReferenceID: anna, ExternalID: anna, Email: "anna@x"},
	}
	if diff := cmp.Diff(wantUsers, s.Users); diff != "" {
		t.Errorf("users (-want +got):\n%s", diff)
	}
	group := func(dn, name string, users, nested []string) directory.Group {
		return directory.Group{ReferenceID: dn, ExternalID: dn, Name: name, UserMembers: users, NestedGroups: nested}
	}
	wantGroups := []directory.Group{
		group("cn=dn,dc=x", "dn", []string{bert, anna}, nil),
		group("cn=nests,dc=x", "nests", nil, []string{"cn=dn,dc=x", "cn=nests,dc=x"}),
		group("cn=optional,dc=x", "shown", []string{anna}, nil),
		group("cn=posix,dc=x", "posix", []string{bert}, nil),
		group("cn=primary,dc=x", "primary", []string{anna}, nil),
	}
	if diff := cmp.Diff(wantGroups, s.Groups); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
	if len(s.Warnings) != 1 || s.Warnings[0].Code != directory.WarnMemberUnknown || !strings.Contains(s.Warnings[0].Text, `2 in 2 of the groups, such as "cn=nobody,dc=x" in "cn=dn,dc=x"`) {
		t.Errorf("warnings %v", s.Warnings)
	}
}

func TestUsersAreUnderstood(t *testing.T) {
	t.Parallel()
	guid := "\x33\x22\x11\x00\x55\x44\x77\x66\x88\x99\xaa\xbb\xcc\xdd\xee\xff"
	const dn, guidText = "uid=a,dc=x", "00112233-4455-6677-8899-aabbccddeeff"
	prefixed := func(c *Config) {
		c.UseEmailPrefixSuffix, c.EmailSuffix, c.Settings.EmailPrefixAttribute = true, "@x", "sAMAccountName"
	}
	tests := []struct {
		name   string
		change func(*Config)
		attrs  map[string][]string
		want   directory.User
	}{
		{"objectGUID identifies", nil, map[string][]string{"objectGUID": {guid}, "entryUUID": {"u"}}, directory.User{ExternalID: guidText}},
		{"entryUUID stands beside a DN", nil, map[string][]string{"nsUniqueId": {"n"}, "entryUUID": {"AB-1"}}, directory.User{ExternalID: dn, StableID: "entryUUID:ab-1"}},
		{"nsUniqueId where there is no other", nil, map[string][]string{"nsuniqueid": {"n-2"}}, directory.User{ExternalID: dn, StableID: "nsUniqueId:n-2"}},
		{"an attribute of choice, in any case", func(c *Config) { c.Settings.ExternalIDAttribute = "EMPLOYEENUMBER" }, map[string][]string{"employeeNumber": {"7"}, "objectGUID": {guid}}, directory.User{ExternalID: "7", StableID: "objectGUID:" + guidText}},
		{"a stable id beside it", func(c *Config) { c.Settings.ExternalIDAttribute = "uid" }, map[string][]string{"uid": {"a"}, "ipaUniqueID": {"I"}, "NSUNIQUEID": {"N-1"}}, directory.User{ExternalID: "a", StableID: "nsUniqueId:n-1"}},
		{"no other beside one that is stable", func(c *Config) { c.Settings.ExternalIDAttribute = "entryuuid" }, map[string][]string{"entryUUID": {"u"}, "nsUniqueId": {"n"}}, directory.User{ExternalID: "u"}},
		{"disabled in Active Directory", nil, map[string][]string{"objectGUID": {guid}, "userAccountControl": {"514"}}, directory.User{ExternalID: guidText, Disabled: true}},
		{"enabled in Active Directory", nil, map[string][]string{"objectGUID": {guid}, "userAccountControl": {"66048"}}, directory.User{ExternalID: guidText}},
		{"disabled in 389", nil, map[string][]string{"objectGUID": {guid}, "nsAccountLock": {"true"}}, directory.User{ExternalID: guidText, Disabled: true}},
		{"disabled by ppolicy", nil, map[string][]string{"objectGUID": {guid}, "pwdAccountLockedTime": {"000001010000Z"}}, directory.User{ExternalID: guidText, Disabled: true}},
		{"locked for a while by ppolicy", nil, map[string][]string{"objectGUID": {guid}, "pwdAccountLockedTime": {"20260101000000Z"}}, directory.User{ExternalID: guidText}},
		{"expires", nil, map[string][]string{"objectGUID": {guid}, "accountExpires": {"132223104000000000"}}, directory.User{ExternalID: guidText, ExpiresAt: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)}},
		{"expiry that nobody asked for", func(c *Config) { c.Settings.AccountExpires = false }, map[string][]string{"objectGUID": {guid}, "accountExpires": {"132223104000000000"}}, directory.User{ExternalID: guidText}},
		{"a name", nil, map[string][]string{"objectGUID": {guid}, "cn": {"a7"}, "displayName": {" Ada Müller "}}, directory.User{ExternalID: guidText, Name: "Ada Müller"}},
		{"a name where there is no other", nil, map[string][]string{"objectGUID": {guid}, "cn": {"Ada Müller"}, "displayName": {" "}}, directory.User{ExternalID: guidText, Name: "Ada Müller"}},
		{"an email", prefixed, map[string][]string{"objectGUID": {guid}, "mail": {"a@y"}, "sAMAccountName": {"a"}}, directory.User{ExternalID: guidText, Email: "a@y"}},
		{"an email made of prefix and suffix", prefixed, map[string][]string{"objectGUID": {guid}, "mail": {" "}, "sAMAccountName": {"a"}}, directory.User{ExternalID: guidText, Email: "a@x"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := offline(t, test.change)
			got, _ := r.decodeUser(&people{}, entry(dn, test.attrs))
			test.want.ReferenceID = dn
			if diff := cmp.Diff(test.want, got.User); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatIsLeftOutIsSaid(t *testing.T) {
	t.Parallel()
	r := offline(t, func(c *Config) {
		c.Settings.ExternalIDAttribute = "employeeNumber"
		c.Settings.UserEmailAttribute = "email"
	})
	s := snapshotOf(t, r,
		[]*ldap.Entry{
			entry("uid=a,dc=x", map[string][]string{"mail": {"a@x"}}),
			entry("uid=b,dc=x", map[string][]string{"employeeNumber": {"1"}, "userAccountControl": {"many"}}),
		},
		[]*ldap.Entry{
			entry("cn=g,dc=x", map[string][]string{"employeeNumber": {"2"}, "member": {"no dn"}}),
			entry("cn=h,dc=x", map[string][]string{"cn": {"h"}}),
		})
	r.notes.referral("ldap://b")
	r.notes.referral("ldap://a")
	want := []directory.Warning{
		{Code: directory.WarnAttribute, Entry: "email", Text: `none of the 1 users has the attribute "email" (ldap.userEmailAttribute): its name may be misspelt, or the account may not read it`},
		{Code: directory.WarnAttribute, Entry: "uid=b,dc=x", Text: `"uid=b,dc=x": the value "many" of userAccountControl means nothing and is ignored`},
		{Code: directory.WarnMemberUnreadable, Entry: "cn=g,dc=x", Text: `group "cn=g,dc=x": the member "no dn" is not a DN and is ignored`},
		{Code: directory.WarnNoExternalID, Entry: "cn=h,dc=x", Text: `group "cn=h,dc=x" is left out: it has no employeeNumber, which identifies entries (ldap.externalIdAttribute)`},
		{Code: directory.WarnNoExternalID, Entry: "uid=a,dc=x", Text: `user "uid=a,dc=x" is left out: it has no employeeNumber, which identifies entries (ldap.externalIdAttribute)`},
		{Code: directory.WarnNoName, Entry: "cn=g,dc=x", Text: `group "cn=g,dc=x" has no name: neither name nor cn`},
		{Code: directory.WarnReferral, Text: "2 parts of the directory are held by other servers and were skipped, such as ldap://a"},
	}
	if diff := cmp.Diff(want, r.notes.sorted()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(s.Users) != 1 || len(s.Groups) != 1 {
		t.Errorf("got %d users and %d groups", len(s.Users), len(s.Groups))
	}
}

func TestTheOrderOfEntriesMeansNothing(t *testing.T) {
	t.Parallel()
	var users, groups []*ldap.Entry
	const n, each = 150, 80 // so many members that they are found side by side
	for i := range n {
		members := []string{fmt.Sprintf("uid=U%d,dc=x", i*7%n), fmt.Sprintf("cn=g%d,dc=x", (i+1)%n), fmt.Sprintf("no dn %d", i)}
		for k := range each {
			members = append(members, fmt.Sprintf("uid=u%d,dc=x", (i*3+k)%n))
		}
		users = append(users, entry(fmt.Sprintf("uid=u%d,dc=x", i), map[string][]string{"mail": {"a@x"}}))
		groups = append(groups, entry(fmt.Sprintf("cn=g%d,dc=x", i), map[string][]string{"cn": {"g"}, "member": members}))
	}
	want := snapshotOf(t, offline(t, nil), users, groups)
	for range 5 {
		rand.Shuffle(len(users), func(i, j int) { users[i], users[j] = users[j], users[i] })
		rand.Shuffle(len(groups), func(i, j int) { groups[i], groups[j] = groups[j], groups[i] })
		got := snapshotOf(t, offline(t, nil), users, groups)
		got.ReadAt = want.ReadAt
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	}
}

func TestRangesOfValues(t *testing.T) {
	t.Parallel()
	r := offline(t, nil)
	g := r.decodeGroup(entry("cn=g,dc=x", map[string][]string{"member": {}, "member;range=0-1": {"cn=a", "cn=b"}}))
	first := valueRange{"member", 2, "cn=b"}
	if len(g.members) != 2 || len(g.ranges) != 1 || g.ranges[0] != first {
		t.Errorf("got members %v, ranges %v", g.members, g.ranges)
	}
	// Each range begins with the last value of the one before.
	next, err := r.addRange(g, first, entry("cn=g,dc=x", map[string][]string{"member;range=1-2": {"cn=b", "cn=c"}}))
	if next != (valueRange{"member", 3, "cn=c"}) || err != nil || len(g.members) != 3 {
		t.Errorf("got %v, %v, %d members", next, err, len(g.members))
	}
	next, err = r.addRange(g, next, entry("cn=g,dc=x", map[string][]string{"member;range=2-*": {"cn=c", "cn=d"}}))
	if next != (valueRange{}) || err != nil || len(g.members) != 4 {
		t.Errorf("got %v, %v, %d members", next, err, len(g.members))
	}
	if _, err := r.addRange(g, first, entry("cn=g,dc=x", map[string][]string{"member;range=1-*": {"cn=c", "cn=d"}})); !errors.Is(err, errMoved) {
		t.Errorf("values that moved up gave %v", err)
	}
	g.usn = "7"
	if _, err := r.addRange(g, first, entry("cn=g,dc=x", map[string][]string{"member;range=1-*": {"cn=b", "cn=c"}, "uSNChanged": {"8"}})); !errors.Is(err, errMoved) {
		t.Errorf("a change between two ranges gave %v", err)
	}
}
