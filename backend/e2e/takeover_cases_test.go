package e2e

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

// TestTakeoverCases takes over a data.json of testdata for each thing that the
// other connector puts up with, and tests: what it gave is what is given here.
func TestTakeoverCases(t *testing.T) {
	t.Parallel()
	server := slapdtest.Start(t)
	both := []string{"ann@example.com", "bob@example.com"}
	none := map[string][]string{"By DN": {}, "By uid": {}}
	all := map[string][]string{"By DN": both, "By uid": both}
	byPrefix := []string{"ann@corp.example", "bob@corp.example"}
	cases := map[string]struct {
		users  []string
		groups map[string][]string
		says   []string // of import-data
	}{
		"memberuid-dn.json":           {both, all, nil},
		"email-attribute-empty.json":  {byPrefix, map[string][]string{"By DN": byPrefix, "By uid": byPrefix}, nil},
		"suffix-missing.json":         {both, all, []string{"sync.useEmailPrefixSuffix = false", "sync.emailSuffix is not set"}},
		"ca-file-gone.json":           {both, all, []string{"/nonexistent/ca.pem", "there is no such file"}},
		"ad-attributes-by-hand.json":  {[]string{}, none, []string{"ldap.userEmailAttribute = uid", "ldap.groupObjectClass = posixGroup"}},
		"users-missing.json":          {[]string{}, nil, []string{"sync.users = false", "missing"}},
		"vaultwarden-first-sync.json": {both, all, []string{"Last syncs"}},
	}
	found, err := filepath.Glob(filepath.Join("testdata", "takeover", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	t.Run("files", func(t *testing.T) {
		for _, path := range found {
			name := filepath.Base(path)
			want, ok := cases[name]
			if !ok {
				t.Errorf("what is right for %s?", name)
			}
			t.Run(strings.TrimSuffix(name, ".json"), func(t *testing.T) {
				t.Parallel()
				tr := newTree(t, server)
				people, err := os.ReadFile(filepath.Join("testdata", "takeover", "people.ldif"))
				if err != nil {
					t.Fatal(err)
				}
				_, text, _ := strings.Cut(string(people), "\n\n") // the base is there
				tr.AddLDIF(t, strings.ReplaceAll(text, "dc=example,dc=com", tr.root))

				p := newProfile(t)
				p.ok("import-data", tr.dataJSON(t, path)).says(want.says...)
				var shown struct {
					EnabledUsers []struct{ ExternalID, DisplayName string }
					Groups       []struct {
						DisplayName string
						UserIDs     []string
					}
				}
				p.ok("--response", "test").data(&shown)
				emails, groups := map[string]string{}, map[string][]string{}
				for _, u := range shown.EnabledUsers {
					emails[u.ExternalID] = u.DisplayName
				}
				for _, g := range shown.Groups {
					groups[g.DisplayName] = []string{}
					for _, id := range g.UserIDs {
						groups[g.DisplayName] = append(groups[g.DisplayName], emails[id])
					}
					slices.Sort(groups[g.DisplayName])
				}
				same(t, "users", want.users, append([]string{}, slices.Sorted(maps.Values(emails))...))
				if want.groups != nil { // else they list members that nobody here made
					same(t, "groups", want.groups, groups)
				}
			})
		}
	})
}

// dataJSON is the file with the tree in the place of its server. The server
// has no port for LDAPS: StartTLS instead.
func (tr *tree) dataJSON(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var file map[string]any
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	l := file["directoryLdap"].(map[string]any)
	if l["ssl"] == true {
		l["startTls"], l["tlsCaPath"] = true, l["sslCaPath"]
	}
	// Half of the base is in the paths: what is below dc= counts.
	l["hostname"], l["port"], l["rootPath"] = tr.Host, tr.Port, slapdtest.BaseDN
	l["username"], l["password"] = slapdtest.AdminDN, slapdtest.AdminPassword
	sync := file["sync"].(map[string]any)
	base := strings.TrimSuffix(tr.root, ","+slapdtest.BaseDN)
	sync["userPath"], sync["groupPath"] = base, base
	if data, err = json.Marshal(file); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "data.json")
	write(t, out, string(data))
	return out
}

// TestFirstSyncOfVaultwardenAfterATakeOver: the other connector has synced, and
// the server can't list members: cron has nobody who says yes.
func TestFirstSyncOfVaultwardenAfterATakeOver(t *testing.T) {
	t.Parallel()
	tr := newTree(t, slapdtest.Start(t))
	for _, name := range []string{"ann", "bob"} {
		tr.person(tr.root, name, name, name+"@example.com")
	}
	s := newOrgServer(t, orgserver.Options{Vaultwarden: true, VaultwardenGroups: true})
	p := newProfile(t)
	p.ok("import-data", tr.dataJSON(t, filepath.Join("testdata", "takeover", "vaultwarden-first-sync.json")))
	p.env["BWDC_SERVER_URL"] = s.URL
	p.env["BW_CLIENTID"], p.env["BW_CLIENTSECRET"] = s.ClientID(), s.ClientSecret()
	p.ok("sync", "--nointeraction")
	same(t, "members", []string{"ann@example.com", "bob@example.com"}, slices.Sorted(maps.Keys(s.world().Members)))
}
