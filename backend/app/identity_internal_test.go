package app

import (
	"path/filepath"
	"strings"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/organization"
)

// TestBasesOfTheCacheIdentity: caches hold the text, so it must not change
// with the program; two texts that mean the same are one identity.
func TestBasesOfTheCacheIdentity(t *testing.T) {
	t.Parallel()
	identity := func(root, users, groups, cached string) string {
		var s config.Settings
		s.Directory = config.DirectoryLDAP
		s.LDAP.RootPath, s.LDAP.UserPath, s.LDAP.GroupPath = root, users, groups
		return identityOf(&s, Account{}, organization.Identity{Bases: cached}).Bases
	}
	for _, c := range []struct{ root, users, groups, want string }{
		{"DC=Example, DC=com", "ou=People;OU=Staff", "", "dc=example,dc=com | ou=people;ou=staff | "},
		{"dc=M\u00dcLLER", `ou=a\, b`, "ou=Mu\u0308ller", "dc=m\u00fcller | ou=a\\,b | ou=mu\u0308ller"},
		{"", "", "", " |  | "},
	} {
		if got := identity(c.root, c.users, c.groups, ""); got != c.want {
			t.Errorf("%q, %q, %q became %q, want %q", c.root, c.users, c.groups, got, c.want)
		}
	}
	const cached = "dc=m\u00fcller | ou=a;ou=b | "
	for _, c := range []struct {
		root, users, groups string
		same                bool
	}{
		{"dc=Mu\u0308ller", "ou=a;ou=b", "", true},
		{"domainComponent = M\u00fcller", `ou="A" ; ou = b`, "", true},
		{"dc=Muller", "ou=a;ou=b", "", false},
		{"dc=m\u00fcller", "ou=a,ou=b", "", false},
		{"dc=m\u00fcller", "ou=b;ou=a", "", false},
		{"dc=m\u00fcller", "ou=a;ou=b", "ou=a", false},
	} {
		if got := identity(c.root, c.users, c.groups, cached); (got == cached) != c.same {
			t.Errorf("%q, %q, %q is %q, cached is %q", c.root, c.users, c.groups, got, cached)
		}
	}
}

// TestCacheIdentityOfAFile: what is read and the column that identifies who
// stands there make the identity; how it is read otherwise does not.
func TestCacheIdentityOfAFile(t *testing.T) {
	t.Parallel()
	root, err := filepath.Abs("/") // on Windows of the drive
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		set      config.File
		host, id string
	}{
		{config.File{Path: "/a.csv; /b.csv", Columns: "email=Mail"}, "/a.csv;/b.csv", ""},
		{config.File{Path: "/a.csv", Columns: "id=Nr;ID=Nummer;email=Mail"}, "/a.csv", "nr | nummer"},
		{config.File{Command: "/x --all"}, "command /x --all", ""},
		{config.File{URL: "https://x/a.csv"}, "https://x/a.csv", ""},
	} {
		got := identityOf(&config.Settings{Directory: config.DirectoryFile, File: c.set}, Account{}, organization.Identity{})
		host := strings.ReplaceAll(filepath.ToSlash(got.Host), filepath.ToSlash(root), "/")
		if host != c.host || got.IDAttribute != c.id {
			t.Errorf("%+v: got %q, %q", c.set, got.Host, got.IDAttribute)
		}
	}
}
