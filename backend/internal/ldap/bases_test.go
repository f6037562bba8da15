package ldap

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/ldapconn"
)

func TestPathsAreBelowTheRootOrWhole(t *testing.T) {
	t.Parallel()
	const root = "dc=example,dc=com"
	tests := []struct {
		name, paths string
		want        []string
	}{
		{"nothing is the root", "", []string{root}},
		{"relative", "ou=people", []string{"ou=people," + root}},
		{"whole, by meaning", "ou=People, DC=Example, DC=Com", []string{"ou=People, DC=Example, DC=Com"}},
		{"several", "ou=people; ou=contractors ;", []string{"ou=people," + root, "ou=contractors," + root}},
		{"the root itself", "DC=example,dc=com", []string{"DC=example,dc=com"}},
		{"a base below another one is no base", "ou=a,ou=people;ou=people;OU=People", []string{"ou=people," + root}},
		{"semicolons in names", `ou=a\;b;ou=c`, []string{`ou=a\;b,` + root, "ou=c," + root}},
		{"a name that only looks like the root", `cn=x\,dc=example,dc=com`, []string{`cn=x\,dc=example,dc=com,` + root}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := searchBases("ldap.userPath", test.paths, root)
			if diff := cmp.Diff(test.want, got); err != nil || diff != "" {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		})
	}
}

func TestAnEmptyRootIsWhatTheServerHolds(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		dse  ldapconn.RootDSE
		want string
		says string
	}{
		{"the default one", ldapconn.RootDSE{DefaultContext: "DC=a", NamingContexts: []string{"DC=a", "CN=Configuration,DC=a"}}, "DC=a", ""},
		{"the only one", ldapconn.RootDSE{NamingContexts: []string{"dc=b", "cn=changelog", "DC=DomainDnsZones,dc=b"}}, "dc=b", ""},
		{"one of several", ldapconn.RootDSE{NamingContexts: []string{"dc=a", "o=b"}}, "", "dc=a; o=b"},
		{"nobody knows", ldapconn.RootDSE{}, "", "does not say"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := (&Source{set: config.LDAP{}}).root(&test.dse)
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if test.says != "" && (!errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error(), test.says)) {
				t.Errorf("got %v, want %q", err, test.says)
			}
		})
	}
}

func TestExternalIDsThatAreTheSame(t *testing.T) {
	t.Parallel()
	byDN, byAttribute := &Source{}, &Source{set: config.LDAP{ExternalIDAttribute: "uid"}}
	const guid = "00112233-4455-6677-8899-aabbccddeeff"
	tests := []struct {
		name string
		s    *Source
		a, b string
		want bool
	}{
		{"one text", byAttribute, "x", "x", true},
		{"a GUID in capitals", byDN, guid, strings.ToUpper(guid), true},
		{"a DN written otherwise", byDN, "CN=Anna,DC=x", "cn=anna, dc=x", true},
		{"a DN in other code points", byDN, "cn=J\u00fcrgen,dc=x", "cn=ju\u0308rgen,dc=x", true},
		{"another DN", byDN, "cn=anna,dc=x", "cn=bert,dc=x", false},
		{"another GUID", byDN, guid, "1" + guid[1:], false},
		{"what merely looks like a DN", byAttribute, "CN=Anna", "cn=anna", false},
		{"neither", byDN, "Anna", "anna", false},
	}
	for _, test := range tests {
		if got := test.s.ExternalIDKey(test.a) == test.s.ExternalIDKey(test.b); got != test.want {
			t.Errorf("%s: got %t", test.name, got)
		}
	}
}
