package e2e

import (
	"encoding/base64"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

// entries asks a server with ldapsearch, which knows nothing of bwdc, and
// returns attributes in lower case by DN as the server writes it.
func entries(t testing.TB, server, url, ca, bindDN, password, base, filter string, attributes ...string) map[string]map[string][]string {
	t.Helper()
	args := append([]string{"-LLL", "-o", "ldif-wrap=no", "-x", "-H", url, "-D", bindDN, "-w", password, "-b", base, "-E", "pr=500/noprompt", filter}, attributes...)
	cmd := exec.CommandContext(t.Context(), needs.Program(t, server, "ldapsearch"), args...)
	cmd.Env = []string{"LDAPTLS_CACERT=" + ca, "LDAPTLS_REQCERT=demand"}
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("ldapsearch: %v", err)
	}
	found := map[string]map[string][]string{}
	var entry map[string][]string
	for line := range strings.SplitSeq(string(out), "\n") {
		name, value, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		if coded, isCoded := strings.CutPrefix(value, ":"); isCoded {
			raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(coded))
			if err != nil {
				t.Fatalf("ldapsearch: %q: %v", line, err)
			}
			value = string(raw)
		} else {
			value = strings.TrimPrefix(value, " ")
		}
		if name = strings.ToLower(name); name == "dn" {
			entry = map[string][]string{}
			found[value] = entry
		} else {
			entry[name] = append(entry[name], value)
		}
	}
	return found
}

// A tree is a part of an OpenLDAP server that belongs to one test.
type tree struct {
	t testing.TB
	*slapdtest.Server
	// root holds people and teams.
	root, people, teams string
}

func newTree(t testing.TB, s *slapdtest.Server) *tree {
	t.Helper()
	root := s.OU(t)
	tr := &tree{t: t, Server: s, root: root, people: "ou=people," + root, teams: "ou=teams," + root}
	for _, name := range []string{"people", "teams", "elsewhere"} {
		s.Add(t, "ou="+name+","+root, slapdtest.Attributes{"objectClass": {"organizationalUnit"}, "ou": {name}})
	}
	return tr
}

// person adds a user below parent; rdn is the value of its cn as it stands in
// a DN, escaped. It returns the DN as the test writes it.
func (tr *tree) person(parent, rdn, uid, mail string) string {
	tr.t.Helper()
	dn := "cn=" + rdn + "," + parent
	attributes := slapdtest.Attributes{"objectClass": {"inetOrgPerson", "testEntry"}, "sn": {"x"}, "uid": {uid}}
	if mail != "" {
		attributes["mail"] = []string{mail}
	}
	tr.Add(tr.t, dn, attributes)
	return dn
}

// team adds a groupOfNames.
func (tr *tree) team(parent, name string, members ...string) string {
	tr.t.Helper()
	dn := "cn=" + name + "," + parent
	tr.Add(tr.t, dn, slapdtest.Attributes{"objectClass": {"groupOfNames"}, "member": members})
	return dn
}

// settings read the tree over StartTLS.
func (tr *tree) settings() settings {
	return settings{
		"directory": "ldap", "ldap.activeDirectory": "false",
		"ldap.hostname": tr.Host, "ldap.port": strconv.Itoa(tr.Port), "ldap.encryption": "starttls", "ldap.caFile": tr.CA.File,
		"ldap.username": slapdtest.ReaderDN, "ldap.rootPath": tr.root, "ldap.userPath": "ou=people", "ldap.groupPath": "ou=teams",
		"sync.maxRemovals": "5000", "sync.maxAdditions": "5000",
	}
}

// dnOf returns the DN that the server writes for the one entry that the
// filter finds, wherever it is.
func (tr *tree) dnOf(filter string) string {
	tr.t.Helper()
	found := entries(tr.t, "slapd", "ldap://"+tr.Address(), tr.CA.File, slapdtest.AdminDN, slapdtest.AdminPassword, slapdtest.BaseDN, filter, "1.1")
	if len(found) != 1 {
		tr.t.Fatalf("%s finds %d entries", filter, len(found))
	}
	for dn := range found {
		return dn
	}
	return ""
}

// newLDAPProfile is a profile that may read the server.
func newLDAPProfile(t testing.TB, o *orgServer, all settings) *profile {
	t.Helper()
	p := newProfile(t)
	p.configure(o, all)
	p.env["THE_PASSWORD"] = slapdtest.ReaderPassword
	p.ok("config", "ldap.password", "--secretenv", "THE_PASSWORD")
	delete(p.env, "THE_PASSWORD")
	return p
}

// crowd adds n users u000… and returns their DNs.
func (tr *tree) crowd(n int, c *company) []string {
	tr.t.Helper()
	var text strings.Builder
	var dns []string
	for i := range n {
		uid := fmt.Sprintf("u%03d", i)
		dn := "cn=" + uid + "," + tr.people
		dns = append(dns, dn)
		fmt.Fprintf(&text, "dn: %s\nobjectClass: inetOrgPerson\ncn: %s\nsn: x\nuid: %s\nmail: %s@example.test\n\n", dn, uid, uid, uid)
		c.people[uid] = person{email: uid + "@example.test", id: dn}
	}
	tr.AddLDIF(tr.t, text.String())
	return dns
}
