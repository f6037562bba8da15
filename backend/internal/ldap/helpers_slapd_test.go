package ldap_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/ldap"
	"directoryconnector/backend/internal/testbed/slapdtest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

// openLDAP returns settings for the entries below root, as an administrator
// has them who sets nothing else.
func openLDAP(s *slapdtest.Server, root string) ldap.Config {
	return ldap.Config{
		Settings: config.LDAP{
			Hostname: s.Host, Port: s.Port, Encryption: config.EncryptionNone,
			Authentication: config.AuthSimple, Username: slapdtest.ReaderDN, RootPath: root,
			UserObjectClass: "inetOrgPerson", GroupObjectClass: "groupOfNames;groupOfUniqueNames;posixGroup",
			UserEmailAttribute: "mail", GroupNameAttribute: "cn", MemberAttribute: "member;uniqueMember;memberUid",
			EmailPrefixAttribute: "uid",
			PrimaryGroup:         true, AccountExpires: true, DeletedObjects: true, Incremental: true,
			PagedSearch: true, PageSize: 1000, Timeout: time.Minute,
		},
		SyncUsers: true, SyncGroups: true, ResolveOutside: true,
		Password: config.NewSecret(slapdtest.ReaderPassword),
	}
}

func source(t testing.TB, cfg ldap.Config) *ldap.Source {
	t.Helper()
	s, err := ldap.New(cfg)
	if err != nil {
		t.Fatalf("new source: %v", err)
	}
	return s
}

// read reads completely, or from base on if it is not nil.
func read(t testing.TB, cfg ldap.Config, base *directory.Snapshot) *directory.Snapshot {
	t.Helper()
	s, err := source(t, cfg).Fetch(t.Context(), base)
	if err != nil {
		t.Fatalf("fetch: %v (hint: %s)", err, directory.HintOf(err))
	}
	sourcetest.CheckSnapshot(t, s)
	return s
}

// refused reads and wants an error of that kind, with the texts in it or in
// its hint, and nothing else.
func refused(t testing.TB, cfg ldap.Config, kind error, texts ...string) {
	t.Helper()
	s, err := source(t, cfg).Fetch(t.Context(), nil)
	checkError(t, err, kind, texts...)
	if s != nil {
		t.Error("a snapshot came with the error")
	}
}

func checkError(t testing.TB, err, kind error, texts ...string) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Fatalf("error %v, want %q", err, kind)
	}
	all := err.Error() + "\n" + directory.HintOf(err)
	t.Logf("refused: %s", all)
	for _, text := range texts {
		if !strings.Contains(all, text) {
			t.Errorf("the error lacks %q: %s", text, all)
		}
	}
	for _, technical := range []string{"LDAP Result Code", "0x31", "asn1", "%!"} {
		if strings.Contains(all, technical) {
			t.Errorf("the error has %q in it: %s", technical, all)
		}
	}
}

// emails returns those of the living, with "-" before those of the disabled.
func emails(s *directory.Snapshot) []string {
	var list []string
	for _, u := range s.Users {
		switch {
		case u.Deleted:
		case u.DisabledAt(s.ReadAt):
			list = append(list, "-"+u.Email)
		default:
			list = append(list, u.Email)
		}
	}
	slices.Sort(list)
	return list
}

// members returns the emails of a group's users and the names of its groups.
func members(t testing.TB, s *directory.Snapshot, group string) []string {
	t.Helper()
	names := map[string]string{}
	for _, u := range s.Users {
		names[u.ExternalID] = u.Email
	}
	for _, g := range s.Groups {
		names[g.ReferenceID] = g.Name
	}
	for _, g := range s.Groups {
		if g.Name == group {
			var list []string
			for _, member := range slices.Concat(g.UserMembers, g.NestedGroups) {
				list = append(list, names[member])
			}
			slices.Sort(list)
			return list
		}
	}
	t.Fatalf("no group %q among %d", group, len(s.Groups))
	return nil
}

func user(t testing.TB, s *directory.Snapshot, email string) directory.User {
	t.Helper()
	for _, u := range s.Users {
		if u.Email == email {
			return u
		}
	}
	t.Fatalf("no user %q among %v", email, emails(s))
	return directory.User{}
}

func codes(s *directory.Snapshot) []directory.WarningCode {
	var list []directory.WarningCode
	for _, w := range s.Warnings {
		list = append(list, w.Code)
	}
	return slices.Compact(list)
}

func equal[T any](t testing.TB, what string, want, got T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// steps runs the test of the connection and returns its steps as
// "name: status".
func steps(t testing.TB, cfg ldap.Config) ([]directory.Step, error) {
	t.Helper()
	checker, ok := any(source(t, cfg)).(directory.Checker)
	if !ok {
		t.Fatal("the source can't test its connection")
	}
	var list []directory.Step
	err := checker.Check(context.Background(), func(s directory.Step) {
		t.Logf("%s %s: %s (%s)", s.Status, s.Name, s.Detail, s.Hint)
		list = append(list, s)
	})
	return list, err
}

// adder is a server of any make.
type adder interface {
	Add(testing.TB, string, slapdtest.Attributes)
}

func addUser(t testing.TB, s adder, parent, uid string, more slapdtest.Attributes) string {
	t.Helper()
	dn := "uid=" + uid + "," + parent
	all := slapdtest.Attributes{"objectClass": {"inetOrgPerson"}, "uid": {uid}, "cn": {uid}, "sn": {uid}, "mail": {uid + "@example.test"}}
	for k, v := range more {
		if all[k] = v; v == nil {
			delete(all, k)
		}
	}
	s.Add(t, dn, all)
	return dn
}

func addGroup(t testing.TB, s *slapdtest.Server, parent, name string, members ...string) string {
	t.Helper()
	dn := "cn=" + name + "," + parent
	s.Add(t, dn, slapdtest.Attributes{"objectClass": {"groupOfNames"}, "cn": {name}, "member": members})
	return dn
}

func addOU(t testing.TB, s *slapdtest.Server, parent, name string) string {
	t.Helper()
	dn := "ou=" + name + "," + parent
	s.Add(t, dn, slapdtest.Attributes{"objectClass": {"organizationalUnit"}, "ou": {name}})
	return dn
}

func writeFile(t testing.TB, path, text string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func containsFold(text, part string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(part))
}

// crowd is LDIF of n users below the base of the server.
func crowd(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "dn: uid=user%03[1]d,%[2]s\nobjectClass: inetOrgPerson\nuid: user%03[1]d\ncn: User\nsn: %[1]d\nmail: user%03[1]d@example.test\n\n", i, slapdtest.BaseDN)
	}
	return b.String()
}
