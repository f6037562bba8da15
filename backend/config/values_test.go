package config_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/config"
)

func TestDefaultsGoByActiveDirectory(t *testing.T) {
	t.Parallel()
	catalog := config.NewCatalog()
	for _, c := range []struct{ key, ad, other string }{
		{"ldap.userPath", "CN=Users", ""},
		{"ldap.groupPath", "CN=Users", ""},
		{"ldap.userObjectClass", "person", "inetOrgPerson"},
		{"ldap.groupObjectClass", "group", "groupOfNames;groupOfUniqueNames;posixGroup;groupOfMembers;groupOfEntries;groupOfURLs"},
		{"ldap.groupNameAttribute", "name", "cn"},
		{"ldap.memberAttribute", "member", "member;uniqueMember;memberUid"},
		{"ldap.emailPrefixAttribute", "sAMAccountName", "uid"},
		{"ldap.userEmailAttribute", "mail", "mail"},
		{"ldap.encryption", "starttls", "starttls"},
		{"sync.removeMissing", "true", "true"},
	} {
		d, err := catalog.Find(c.key)
		if err != nil {
			t.Fatal(err)
		}
		for value, want := range map[string]string{"true": c.ad, "false": c.other} {
			s, err := catalog.Settings(config.Values{"ldap.activeDirectory": value})
			if err != nil {
				t.Fatal(err)
			}
			if got := d.Text(s); got != want {
				t.Errorf("%s with Active Directory %s: %q, want %q", c.key, value, got, want)
			}
		}
	}
	s, err := catalog.Settings(config.Values{"ldap.userPath": ""})
	if err != nil || s.LDAP.UserPath != "" || s.LDAP.GroupPath != "CN=Users" {
		t.Errorf("a path set to nothing: %q, %q, %v", s.LDAP.UserPath, s.LDAP.GroupPath, err)
	}
}

func TestAllWrongValuesAreNamedAtOnce(t *testing.T) {
	t.Parallel()
	catalog := config.NewCatalog()
	s, err := catalog.Settings(config.Values{"ldap.port": "x", "sync.interval": "1", "ldap.hostname": "ok"})
	problems, ok := errors.AsType[config.Problems](err)
	if !ok || s != nil || len(problems) != 2 || problems[0].Key != "ldap.port" || problems[1].Key != "sync.interval" {
		t.Errorf("got %v, %v", s, err)
	}
	if want := `ldap.port: "x" is not a whole number (example: 636); sync.interval: 1 is not between 5 and 44640 (example: 15)`; err.Error() != want {
		t.Errorf("got %q", err)
	}
	_, err = catalog.Settings(config.Values{"ldap.hostnam": "x"})
	if unknown, ok := errors.AsType[*config.UnknownKeyError](err); !ok || !slices.Equal(unknown.Nearest, []string{"ldap.hostname"}) {
		t.Errorf("got %v", err)
	}
}

func TestUnknownSettingsOfferTheNearest(t *testing.T) {
	t.Parallel()
	catalog := config.NewCatalog()
	for name, want := range map[string]string{
		"ldap.hostnme": "ldap.hostname", "hostname": "ldap.hostname", "LDAP.Pasword": "ldap.password", "sync.removeDisabledUsers": "sync.removeDisabled",
		"azure.kee": "entra.key", "interval": "sync.interval", "group.missing": "groups.missing",
	} {
		_, err := catalog.Find(name)
		unknown, ok := errors.AsType[*config.UnknownKeyError](err)
		if !ok || !slices.Contains(unknown.Nearest, want) || len(unknown.Nearest) > 3 {
			t.Errorf("%s: got %v, want %s", name, err, want)
		}
	}
	_, err := catalog.Find("zzzzzzzzzz")
	if err == nil || err.Error() != `unknown setting "zzzzzzzzzz"` {
		t.Errorf("got %v", err)
	}
	for _, name := range []string{" LDAP.hostname ", "Server", "azure.key", "gsuite.key", "onelogin.secret"} {
		if _, err := catalog.Find(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := config.Nearest("E-Mail", []string{"name", "email", "id", "groups"}); !slices.Equal(got, []string{"email"}) {
		t.Errorf("nearest to E-Mail: %v", got)
	}
}

func TestEnvironmentVariables(t *testing.T) {
	t.Parallel()
	catalog := config.NewCatalog()
	for key, want := range map[string]string{
		"directory": "BWDC_DIRECTORY", "ldap.userObjectClass": "BWDC_LDAP_USER_OBJECT_CLASS", "okta.orgUrl": "BWDC_OKTA_ORG_URL",
		"ldap.externalIdAttribute": "BWDC_LDAP_EXTERNAL_ID_ATTRIBUTE", "sync.inviteUsersAfterProvisioning": "BWDC_SYNC_INVITE_USERS_AFTER_PROVISIONING",
	} {
		d, err := catalog.Find(key)
		if err != nil || d.EnvName() != want {
			t.Errorf("%s: %s, %v", key, d.EnvName(), err)
		}
	}
}

func TestValidate(t *testing.T) {
	t.Parallel()
	catalog := config.NewCatalog()
	ldap := config.Values{"ldap.hostname": "dc1", "ldap.username": "u"}
	for name, c := range map[string]struct {
		base, set config.Values
		want      []string
	}{
		"nothing set":               {nil, nil, []string{"ldap.hostname", "ldap.username"}},
		"a whole LDAP directory":    {ldap, nil, nil},
		"anonymous":                 {nil, config.Values{"ldap.hostname": "h", "ldap.authentication": "anonymous"}, nil},
		"external without a key":    {ldap, config.Values{"ldap.authentication": "external", "ldap.encryption": "none"}, []string{"ldap.certFile", "ldap.encryption"}},
		"a certificate alone":       {ldap, config.Values{"ldap.certFile": "/c"}, []string{"ldap.keyFile"}},
		"a key alone":               {ldap, config.Values{"ldap.keyFile": "/k"}, []string{"ldap.certFile"}},
		"attributes set to nothing": {ldap, config.Values{"ldap.userEmailAttribute": "", "ldap.memberAttribute": "", "ldap.userObjectClass": "", "ldap.groupObjectClass": ""}, []string{"ldap.groupObjectClass", "ldap.memberAttribute", "ldap.userEmailAttribute", "ldap.userObjectClass"}},
		"a file":                    {nil, config.Values{"directory": "file"}, []string{"file.path"}},
		"a file and a command":      {nil, config.Values{"directory": "file", "file.path": "/a.csv", "file.command": "/x", "file.format": "csv"}, []string{"file.command"}},
		"a file and an address":     {nil, config.Values{"directory": "file", "file.path": "/a.csv", "file.url": "https://x/a.csv"}, []string{"file.url"}},
		"a command that writes":     {nil, config.Values{"directory": "file", "file.command": "/x", "file.format": "csv"}, nil},
		"a command of no format":    {nil, config.Values{"directory": "file", "file.command": "/x"}, []string{"file.format"}},
		"an address":                {nil, config.Values{"directory": "file", "file.url": "https://x/a.csv?b=c"}, nil},
		"an address of no format":   {nil, config.Values{"directory": "file", "file.url": "https://x/a"}, []string{"file.format"}},
		"Entra ID":                  {nil, config.Values{"directory": "entra"}, []string{"entra.applicationId", "entra.tenant"}},
		"Google":                    {nil, config.Values{"directory": "google"}, []string{"google.adminUser", "google.clientEmail"}},
		"Okta":                      {nil, config.Values{"directory": "okta"}, []string{"okta.orgUrl"}},
		"OneLogin":                  {nil, config.Values{"directory": "onelogin"}, []string{"onelogin.clientId"}},
		"nothing to sync":           {ldap, config.Values{"sync.users": "false", "sync.groups": "false"}, []string{"sync.users"}},
		"overwriting and revoking":  {ldap, config.Values{"sync.leavers": "revoke", "sync.overwriteExisting": "true"}, []string{"sync.overwriteExisting"}},
		"overwriting without users": {ldap, config.Values{"sync.users": "false", "sync.overwriteExisting": "true"}, []string{"sync.overwriteExisting"}},
		"no email suffix":           {ldap, config.Values{"sync.useEmailPrefixSuffix": "true"}, []string{"sync.emailSuffix"}},
	} {
		v := maps.Clone(c.base)
		if v == nil {
			v = config.Values{}
		}
		maps.Copy(v, c.set)
		s, err := catalog.Settings(v)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		before := *s
		var got []string
		for _, p := range s.Validate() {
			got = append(got, p.Key)
			d, err := catalog.Find(p.Key)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if _, err := d.Normalize(p.Example); err != nil || p.Example == "" {
				t.Errorf("%s: the example of %v: %v", name, p, err)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
		if before != *s {
			t.Errorf("%s: Validate changed the settings", name)
		}
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text        string
		total, want int
	}{
		{"", 10, 5}, {"", 50, 5}, {"", 60, 6}, {"", 0, 5},
		{"0", 100, 0}, {"0%", 100, 0}, {"25", 10, 25}, {"25%", 10, 2}, {"100%", 7, 7}, {" 3 % ", 100, 3},
	} {
		l, err := config.ParseLimit(c.text)
		if err != nil || l.Of(c.total, 5, 10) != c.want {
			t.Errorf("%q of %d: %d, %v; want %d", c.text, c.total, l.Of(c.total, 5, 10), err, c.want)
		}
		again, err := config.ParseLimit(l.String())
		if err != nil || again != l {
			t.Errorf("%q prints as %q, which is %+v, %v", c.text, l, again, err)
		}
	}
	for _, text := range []string{"x", "%", "-1", "-1%", "101%", "1.5%", "99999999999999999999"} {
		if l, err := config.ParseLimit(text); err == nil {
			t.Errorf("%q is %+v", text, l)
		}
	}
}

// FuzzSettings: what Normalize gives it gives again, and Settings takes it.
func FuzzSettings(f *testing.F) {
	for _, seed := range [][2]string{{"ldap.port", "636"}, {"server", "https://x"}, {"sync.maxRemovals", "10%"}, {"ldap.timeout", "1h0m"}, {"directory", "4"}, {"nonsense", ""}, {"ldap.memberAttribute", "a;b"}, {"file.path", `"C:\a b.csv"; "" "D:\b.csv"`}} {
		f.Add(seed[0], seed[1])
	}
	catalog := config.NewCatalog()
	f.Fuzz(func(t *testing.T, key, text string) {
		d, normal, err := catalog.Normalize(key, text)
		if err != nil {
			if strings.TrimSpace(err.Error()) == "" {
				t.Fatal("an error without words")
			}
			return
		}
		if again, err := d.Normalize(normal); err != nil || again != normal {
			t.Fatalf("%s: %q becomes %q, then %q, %v", d.Key, text, normal, again, err)
		}
		s, err := catalog.Settings(config.Values{d.Key: normal})
		if err != nil {
			t.Fatalf("%s: %q: %v", d.Key, normal, err)
		}
		if got := d.Text(s); d.Kind != config.KindSecret && got != normal {
			t.Fatalf("%s: %q reads %q", d.Key, normal, got)
		}
		for _, p := range s.Validate() {
			if p.Key == "" || p.Text == "" {
				t.Fatalf("a problem about nothing: %+v", p)
			}
		}
	})
}
