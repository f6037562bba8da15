package file_test

import (
	"encoding/base64"
	"encoding/csv"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/file"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

func TestConformance(t *testing.T) {
	t.Parallel()
	for format, write := range map[config.FileFormat]func(*company) string{
		config.FormatJSON: (*company).json, config.FormatCSV: (*company).csv, config.FormatLDIF: (*company).ldif,
	} {
		t.Run(string(format), func(t *testing.T) {
			t.Parallel()
			sourcetest.Run(t, func(t *testing.T) sourcetest.Harness {
				c := &company{
					path: filepath.Join(t.TempDir(), "company"), format: format, write: write,
					users: map[string]sourcetest.User{}, groups: map[string]sourcetest.Group{},
				}
				c.save(t)
				return c
			})
		})
	}
}

// A company is a directory that is written to a file after each change.
type company struct {
	path   string
	format config.FileFormat
	write  func(*company) string
	users  map[string]sourcetest.User
	groups map[string]sourcetest.Group
}

func (c *company) Traits() sourcetest.Traits {
	return sourcetest.Traits{StableIDs: c.format != config.FormatLDIF, Nested: true}
}

func (c *company) Source(t testing.TB) directory.Source {
	t.Helper()
	s, err := file.New(file.Config{Settings: config.File{Path: c.path, Format: c.format}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (c *company) PutUser(t testing.TB, u sourcetest.User) {
	t.Helper()
	c.users[u.Key] = u
	c.save(t)
}

func (c *company) PutGroup(t testing.TB, g sourcetest.Group) {
	t.Helper()
	c.groups[g.Key] = g
	c.save(t)
}

func (c *company) Delete(t testing.TB, key string) {
	t.Helper()
	delete(c.users, key)
	delete(c.groups, key)
	for k, g := range c.groups {
		g.Members = slices.DeleteFunc(slices.Clone(g.Members), func(m string) bool { return m == key })
		c.groups[k] = g
	}
	c.save(t)
}

func (c *company) save(t testing.TB) {
	t.Helper()
	if err := os.WriteFile(c.path, []byte(c.write(c)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// FailPages leaves the file as a writer leaves it that dies on its way.
func (c *company) FailPages(t testing.TB, fail bool) {
	t.Helper()
	if !fail {
		c.save(t)
		return
	}
	text := c.write(c)
	if err := os.WriteFile(c.path, []byte(text[:len(text)-len(text)/4]), 0o600); err != nil {
		t.Fatal(err)
	}
}

// split tells users from groups among members.
func (c *company) split(members []string) (users, groups []string) {
	users, groups = []string{}, []string{}
	for _, m := range members {
		if _, ok := c.users[m]; ok {
			users = append(users, m)
		} else {
			groups = append(groups, m)
		}
	}
	return users, groups
}

func (c *company) json() string {
	type entry map[string]any
	users, groups := []entry{}, []entry{}
	for _, k := range slices.Sorted(maps.Keys(c.users)) {
		u := c.users[k]
		users = append(users, entry{"id": k, "name": u.Name, "email": u.Email, "disabled": u.Disabled})
	}
	for _, k := range slices.Sorted(maps.Keys(c.groups)) {
		g := c.groups[k]
		m, n := c.split(g.Members)
		groups = append(groups, entry{"id": k, "name": g.Name, "members": m, "memberGroups": n})
	}
	text, err := json.Marshal(map[string]any{"users": users, "groups": groups})
	if err != nil {
		panic(err)
	}
	return string(text)
}

func (c *company) csv() string {
	rows := [][]string{{"type", "id", "name", "email", "disabled", "members", "memberGroups"}}
	for _, k := range slices.Sorted(maps.Keys(c.users)) {
		u := c.users[k]
		rows = append(rows, []string{"user", k, u.Name, u.Email, strconv.FormatBool(u.Disabled), "", ""})
	}
	for _, k := range slices.Sorted(maps.Keys(c.groups)) {
		g := c.groups[k]
		m, n := c.split(g.Members)
		rows = append(rows, []string{"group", k, g.Name, "", "", strings.Join(m, "|"), strings.Join(n, "|")})
	}
	var b strings.Builder
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		panic(err)
	}
	return b.String()
}

func (c *company) dn(key string) string {
	name := c.users[key].Name
	if g, ok := c.groups[key]; ok {
		name = g.Name
	}
	r := strings.NewReplacer(`\`, `\5c`, ",", `\,`, "+", `\2B`, `"`, `\"`, ";", `\;`, "<", `\3c`, ">", `\3e`, "#", `\#`, "=", `\=`)
	return "CN=" + r.Replace(name) + ",DC=example,DC=test"
}

func (c *company) ldif() string {
	var b strings.Builder
	line := func(name, value string) {
		b.WriteString(name + ":: " + base64.StdEncoding.EncodeToString([]byte(value)) + "\n")
	}
	b.WriteString("version: 1\n")
	for _, k := range slices.Sorted(maps.Keys(c.users)) {
		u := c.users[k]
		line("dn", c.dn(k))
		b.WriteString("objectClass: inetOrgPerson\nuid: " + k + "\nentryUUID: " + k + "\n")
		if u.Email != "" {
			b.WriteString("mail: " + u.Email + "\n")
		}
		if u.Disabled {
			b.WriteString("nsAccountLock: TRUE\n")
		}
		b.WriteString("\n")
	}
	for _, k := range slices.Sorted(maps.Keys(c.groups)) {
		g := c.groups[k]
		line("dn", c.dn(k))
		line("cn", g.Name)
		b.WriteString("objectClass: groupOfNames\nnsUniqueId: " + k + "\n")
		for i, m := range g.Members {
			if _, user := c.users[m]; user && i%3 == 2 {
				b.WriteString("memberUid: " + m + "\n")
			} else {
				line("member", strings.ToLower(c.dn(m)))
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}
