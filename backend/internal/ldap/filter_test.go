package ldap

import (
	"errors"
	"strings"
	"testing"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
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

func TestAMalformedFilterShowsThePosition(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"an end too early", "(&(a=b)(c=d)", `position 13: ")" is missing`},
		{"an end too late", "(a=b))", "position 6: the filter has ended here"},
		{"two filters side by side", "(a=b)(c=d)", "position 6: the filter has ended here"},
		{"no operator", "(cn)", "position 4: one of = ~= <= >= is missing"},
		{"no attribute", "(=x)", "position 2: the name of an attribute is missing"},
		{"a DN escape inside a value", `(memberOf=CN=Smith\, John,DC=x)`, `position 19: "\" without two hexadecimal digits`},
		{"an open parenthesis inside a value", "(cn=a(b)", "position 6: an opening parenthesis"},
		{"nothing to combine", "(&)", `position 3: "&" combines parts`},
		{"two parts for not", "(!(a=b)(c=d))", `position 8: "!" takes one part only`},
		{"empty parentheses", "()", "position 2: the name of an attribute is missing"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := parseFilter(test.text)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
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
		filter, err := parseFilter(text)
		var at *filterError
		if err != nil {
			if !errors.As(err, &at) || at.at > len(at.filter) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if filter == "" {
			return
		}
		if _, err := ldap.CompileFilter(filter); err != nil {
			t.Errorf("%q became %q: %v", text, filter, err)
		}
		if again, err := parseFilter(filter); err != nil || again != filter {
			t.Errorf("%q became %q and then %q, %v", text, filter, again, err)
		}
	})
}
