package ldap

import (
	"errors"
	"strings"
	"testing"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/filter"
)

func TestFiltersAreReadAsWritten(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"none stays none", "  ", ""},
		{"outer parentheses may be missing", "mail=*@example.com", "(mail=*@example.com)"},
		{"also around a combination", "&(a=b)(c=d)", "(&(a=b)(c=d))"},
		{"white space between parts goes", "(& (a=b)\n  (| (c=d) (!(e=f)) ) )", "(&(a=b)(|(c=d)(!(e=f))))"},
		{"white space in values stays", "(cn=Anna  Bo )", "(cn=Anna  Bo )"},
		{"all operators", "(&(a>=1)(b<=2)(c~=d)(e=*))", "(&(a>=1)(b<=2)(c~=d)(e=*))"},
		{"extensible match", "(userAccountControl:1.2.840.113556.1.4.803:=2)", "(userAccountControl:1.2.840.113556.1.4.803:=2)"},
		{"escapes", `(memberOf=CN=Smith\5c, John\28x\29,DC=x)`, `(memberOf=CN=Smith\5c, John\28x\29,DC=x)`},
		{"beyond ASCII", "(cn=Jürgen*)", "(cn=Jürgen*)"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := parseFilter(test.text)
			if err != nil || got != test.want {
				t.Errorf("got %q, %v; want %q", got, err, test.want)
			}
		})
	}
}

func TestNewRefusesWhatCanNotBeRight(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		cfg  Config
		want string
	}{
		{"a user filter", Config{UserFilter: "(a=b"}, "sync.userFilter: position 5"},
		{"a group filter", Config{GroupFilter: "(a"}, "sync.groupFilter: position 3"},
		{"a path that is no DN", withPaths("dc=x", "people", ""), `ldap.userPath: "people" is not a DN`},
		{"a root that is no DN", withPaths("example.com", "", ""), `ldap.rootPath: "example.com" is not a DN`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			test.cfg.Settings.UserObjectClass, test.cfg.Settings.GroupObjectClass = "person", "group"
			_, err := New(test.cfg)
			if !errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error(), test.want) || directory.HintOf(err) == "" {
				t.Errorf("got %v (hint %q), want %q", err, directory.HintOf(err), test.want)
			}
		})
	}
}

func withPaths(root, users, groups string) Config {
	var c Config
	c.Settings.RootPath, c.Settings.UserPath, c.Settings.GroupPath = root, users, groups
	return c
}

func TestClassesAreCombined(t *testing.T) {
	t.Parallel()
	if got, want := and(classFilter("person"), ""), "(objectClass=person)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := and(classFilter("group; posixGroup;"), "(cn=a*)"), "(&(|(objectClass=group)(objectClass=posixGroup))(cn=a*))"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := classFilter("a*)(b"), `(objectClass=a\2a\29\28b)`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// FuzzParseFilter proves that what is accepted is a filter for go-ldap, and
// that reading it again changes nothing.
func FuzzParseFilter(f *testing.F) {
	for _, seed := range []string{"", "a=b", "(&(a=b)(!(c>=d)))", `(cn=\2a*x)`, "(a:=b)", "(a:dn:2.4.6.8.10:=b)", "(&(a=b)", "(| (a=b) )", "((a=b))"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		parsed, err := filter.ParseLDAP(text)
		if err != nil {
			if at, ok := errors.AsType[*filter.LDAPError](err); !ok || at.Error() == "" {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if parsed == "" {
			return
		}
		if _, err := ldap.CompileFilter(parsed); err != nil {
			t.Errorf("%q became %q: %v", text, parsed, err)
		}
		if again, err := filter.ParseLDAP(parsed); err != nil || again != parsed {
			t.Errorf("%q became %q and then %q, %v", text, parsed, again, err)
		}
	})
}
