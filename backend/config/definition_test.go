package config_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/config"
)

func TestEveryDefinitionIsComplete(t *testing.T) {
	t.Parallel()
	keys, envs := map[string]string{}, map[string]string{}
	for _, d := range config.Definitions() {
		for _, name := range append([]string{d.Key}, d.Aliases...) {
			if first, again := keys[strings.ToLower(name)]; again {
				t.Errorf("%s: the name %s belongs to %s, too", d.Key, name, first)
			}
			keys[strings.ToLower(name)] = d.Key
		}
		if first, again := envs[d.EnvName()]; again {
			t.Errorf("%s and %s share the variable %s", d.Key, first, d.EnvName())
		}
		envs[d.EnvName()] = d.Key
		if d.Label == "" || d.Help == "" || d.Example == "" || strings.TrimSpace(d.Help) != d.Help {
			t.Errorf("%s: label %q, help %q, example %q", d.Key, d.Label, d.Help, d.Example)
		}
		if group, _, nested := strings.Cut(d.Key, "."); nested && d.Directory != "" && group != string(d.Directory) {
			t.Errorf("%s belongs to the directory %s", d.Key, d.Directory)
		}
	}
	for _, d := range config.Definitions() {
		for key := range keys {
			if strings.HasPrefix(key, strings.ToLower(d.Key)+".") {
				t.Errorf("%s is a setting and the group of %s", d.Key, key)
			}
		}
	}
}

func TestDefaultsAndExamplesAreAllowed(t *testing.T) {
	t.Parallel()
	for _, d := range config.Definitions() {
		if d.Kind == config.KindSecret {
			continue
		}
		for _, ad := range []bool{true, false} {
			s := &config.Settings{LDAP: config.LDAP{ActiveDirectory: ad}}
			text := d.DefaultIn(s)
			if normal, err := d.Normalize(text); err != nil || normal != text {
				t.Errorf("%s: the default %q becomes %q, %v", d.Key, text, normal, err)
			}
		}
		if normal, err := d.Normalize(d.Example); err != nil || normal != d.Example {
			t.Errorf("%s: the example %q becomes %q, %v", d.Key, d.Example, normal, err)
		}
		for spelling, choice := range d.Synonyms {
			if normal, err := d.Normalize(strings.ToUpper(spelling)); err != nil || normal != choice || !slices.Contains(d.Allowed, choice) {
				t.Errorf("%s: %q becomes %q, %v", d.Key, spelling, normal, err)
			}
		}
	}
}

// leaves lists the fields of a struct that are no struct themselves, but for
// Limit.
func leaves(v reflect.Value, path string, each func(path string, v reflect.Value)) {
	for i := range v.NumField() {
		f, name := v.Field(i), path+"."+v.Type().Field(i).Name
		if f.Kind() == reflect.Struct && f.Type() != reflect.TypeFor[config.Limit]() {
			leaves(f, name, each)
		} else {
			each(name, f)
		}
	}
}

// other returns texts that a setting of that kind may have, two of which
// differ.
func other(d *config.Definition) []string {
	switch d.Kind {
	case config.KindBool:
		return []string{"true", "false"}
	case config.KindNumber:
		return []string{"7", "8"}
	case config.KindChoice:
		return d.Allowed
	case config.KindDuration:
		return []string{"7s", "8s"}
	case config.KindLimit:
		return []string{"7", "8%"}
	}
	for _, pair := range [][]string{
		{"/a", "/b"}, {"a", "b"}, {"@a.example", "@b.example"}, {"http://a.example", "http://b.example"},
		{"https://a.example", "https://b.example"}, {"id=a", "id=b"}, {"yes=a", "yes=b"},
		{"7-8", "8-9"}, {"at 1", "at 2"}, {"7:00", "8:00"}, {"2027-03-01 a", "2027-03-01 b"}, {"failure", "drift"}, {"a@x.test", "b@x.test"}, {";", ","},
	} {
		if _, err := d.Normalize(pair[0]); err == nil {
			return pair
		}
	}
	return nil
}

// Each setting changes one field of Settings, and each field belongs to one
// setting.
func TestEveryFieldOfSettingsHasOneDefinition(t *testing.T) {
	t.Parallel()
	catalog := config.NewCatalog()
	owner := map[string]string{}
	for _, d := range catalog.All() {
		if d.Kind == config.KindSecret {
			continue
		}
		seen := map[string]map[string]bool{}
		for _, text := range other(d) {
			// Derived defaults are pinned, so that only this setting moves.
			v := config.Values{"ldap.activeDirectory": "true"}
			for _, p := range catalog.All() {
				if p.Directory == config.DirectoryLDAP && p.Kind == config.KindText && p.DefaultIn(&config.Settings{}) != "" {
					v[p.Key] = p.Example
				}
			}
			v["ldap.userPath"], v["ldap.groupPath"] = "", ""
			v[d.Key] = text
			s, err := catalog.Settings(v)
			if err != nil {
				t.Fatalf("%s: %v", d.Key, err)
			}
			if got := d.Text(s); got != text {
				t.Errorf("%s: set to %q, reads %q", d.Key, text, got)
			}
			leaves(reflect.ValueOf(*s), "", func(path string, f reflect.Value) {
				if seen[path] == nil {
					seen[path] = map[string]bool{}
				}
				seen[path][fmt.Sprint(f.Interface())] = true
			})
		}
		var moved []string
		for path, values := range seen {
			if len(values) > 1 {
				moved = append(moved, path)
			}
		}
		if len(moved) != 1 {
			t.Errorf("%s changes %v, not one field", d.Key, moved)
			continue
		}
		if first, again := owner[moved[0]]; again {
			t.Errorf("%s and %s change %s", first, d.Key, moved[0])
		}
		owner[moved[0]] = d.Key
	}
	leaves(reflect.ValueOf(config.Settings{}), "", func(path string, _ reflect.Value) {
		if owner[path] == "" {
			t.Errorf("no definition sets %s", path)
		}
	})
}

func TestNormalize(t *testing.T) {
	t.Parallel()
	catalog := config.NewCatalog()
	for _, c := range []struct{ key, text, want, wantErr string }{
		{"file.path", `"C:\Users\hr\My people.csv"`, `C:\Users\hr\My people.csv`, ""}, // as "Copy as path" copies it
		{"file.path", `"C:\a b.csv"; "D:\b.csv" ;c.csv`, `C:\a b.csv;D:\b.csv;c.csv`, ""},
		{"ldap.caFile", `"`, `"`, ""},
		{"directory", " 0 ", "ldap", ""},
		{"DIRECTORY", "GSuite", "google", ""},
		{"directory", "5", "", `"5" is not one of ldap, entra, google, okta, onelogin, file`},
		{"server", "vault.example.com", "vault.example.com", ""},
		{"server.url", "https://user:hush@vault.example.com", "", "holds a user name or password"},
		{"server.url", "ftp://vault.example.com", "", "starts with ftp://"},
		{"server.url", "https://vault.example.com/?a=b", "", "goes on after the path"},
		{"server.url", "https://", "", "is not the address of a server"},
		{"server.url", "", "", ""},
		{"file.command", "/usr/bin/psql -c 'select 1' \"a b\"", "/usr/bin/psql -c 'select 1' \"a b\"", ""},
		{"file.command", `C:\Tools\export.exe /all`, `C:\Tools\export.exe /all`, ""},
		{"file.command", "export-people", "", "not the whole path of a program"},
		{"file.command", "/x 'a", "", "has a ' that is never closed"},
		{"file.url", "http://hr.example.com/a.csv", "", "starts with http://"},
		{"file.url", "https://user:hush@hr.example.com/a.csv", "", "set file.username and file.token"},
		{"file.url", "https://hr.example.com/a.csv?key=b", "https://hr.example.com/a.csv?key=b", ""},
		{"file.columns", `id=Object ID; email="a;b"`, `id=Object ID; email="a;b"`, ""},
		{"file.columns", "mail=Mail", "", `names the field "mail", which is not one of`},
		{"file.columns", "id", "", `holds "id", which is not name=value`},
		{"file.columns", `id="a`, "", "has a double quote that is never closed"},
		{"file.values", "Yes=X|Y;disabled=gone", "Yes=X|Y;disabled=gone", ""},
		{"file.values", "yes=X;no=x", "", `gives "x" two meanings`},
		{"file.values", "left=X", "", "which is not yes, no, disabled or enabled"},
		{"file.listSeparator", "::", "", "is not one of"},
		{"network.proxy", "socks5://p.example:1080", "socks5://p.example:1080", ""},
		{"network.proxy", "http://u@p.example", "", "network.proxyUsername"},
		{"network.proxy", "p.example:3128", "", "proxy"},
		{"ldap.hostname", "ldap://dc1", "", "leave out ldap://"},
		{"ldap.hostname", "dc1\ndc2", "", "separate several by semicolons"},
		{"ldap.hostname", "dc1\x00", "", "control character"},
		{"ldap.userPath", "ou=\x1b[2J", "", "control character"},
		{"sync.userFilter", "(|\n\t(uid=a)\n)", "(|\n\t(uid=a)\n)", ""},
		{"ldap.port", "636", "636", ""},
		{"ldap.port", "65536", "", "65536 is not between 0 and 65535"},
		{"ldap.port", "-1", "", "not between"},
		{"ldap.port", "12a", "", `"12a" is not a whole number`},
		{"ldap.pageSize", "0", "", "0 is not between 1 and 10000"},
		{"ldap.encryption", "TLS", "ldaps", ""},
		{"ldap.activeDirectory", "YES", "true", ""},
		{"ldap.activeDirectory", "off", "false", ""},
		{"ldap.activeDirectory", "maybe", "", `"maybe" is neither true nor false`},
		{"ldap.timeout", "300s", "5m", ""},
		{"ldap.timeout", "90m", "", "90m is not between 1s and 1h"},
		{"ldap.timeout", "5", "", "not a duration"},
		{"ldap.memberAttribute", "member; uniqueMember", "member; uniqueMember", ""},
		{"ldap.memberAttribute", "member,x", "", `"member,x" is not the name of an attribute`},
		{"ldap.userEmailAttribute", "-mail", "", "not the name of an attribute"},
		{"sync.emailSuffix", "example.com", "", "does not start with @"},
		{"sync.emailSuffix", "@", "", "not the end of an email"},
		{"sync.emailSuffix", "@a@b", "", "not the end of an email"},
		{"sync.maxRemovals", " 10 % ", "10%", ""},
		{"sync.maxRemovals", "101%", "", "more than 100%"},
		{"sync.maxRemovals", "-1", "", "neither a number nor a percentage"},
		{"sync.fullSyncEvery", "24h", "24h", ""},
		{"sync.fullSyncEvery", "24h1s", "", "not between"},
		{"sync.interval", "4", "", "4 is not between 5 and 44640"},
	} {
		_, got, err := catalog.Normalize(c.key, c.text)
		switch {
		case c.wantErr == "" && (err != nil || got != c.want):
			t.Errorf("%s %q: got %q, %v", c.key, c.text, got, err)
		case c.wantErr != "" && (err == nil || !strings.Contains(err.Error(), c.wantErr)):
			t.Errorf("%s %q: got %v, want %q", c.key, c.text, err, c.wantErr)
		case err != nil && (strings.Contains(err.Error(), "hush") || !strings.Contains(err.Error(), "(example: ")):
			t.Errorf("%s %q: %v", c.key, c.text, err)
		}
	}
}
