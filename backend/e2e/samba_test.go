package e2e

import (
	"crypto/tls"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/adproxy"
	"directoryconnector/backend/internal/testbed/sambatest"
)

// A forest is the story of a company with Active Directory: a Samba domain
// controller behind a proxy that answers as Active Directory does.
type forest struct {
	*sambatest.Server
	*profile
	proxy   *adproxy.Proxy
	org     *orgServer
	company *company
	// ou holds everything, people the people.
	ou, people string
}

// inDepartment is how many there are in the large department: more than two
// ranges of member values.
const inDepartment = 3010

// TestActiveDirectoryStory lives through the weeks of a company on a real
// domain controller.
func TestActiveDirectoryStory(t *testing.T) {
	t.Parallel()
	s := &forest{Server: sambatest.Start(t), company: newCompany(), org: newOrgServer(t, orgserver.Options{})}
	s.proxy = adproxy.Start(t, adproxy.Config{
		Upstream: s.TLSAddress(), UpstreamTLS: s.TLS(),
		TLS: &tls.Config{Certificates: []tls.Certificate{s.CA.Server(t, sambatest.HostName).TLS}, MinVersion: tls.VersionTLS12},
	})
	s.ou = s.OU(t)
	s.people = "OU=People," + s.ou
	s.Add(t, s.people, sambatest.Attributes{"objectClass": {"organizationalUnit"}})
	s.Add(t, "OU=Elsewhere,"+s.ou, sambatest.Attributes{"objectClass": {"organizationalUnit"}})
	s.found(t)
	s.profile = newProfile(t)
	s.configure(s.org, settings{
		"directory": "ldap", "ldap.hostname": s.proxy.Host, "ldap.port": strconv.Itoa(s.proxy.Port), "ldap.tlsServerName": sambatest.HostName,
		"ldap.caFile": s.CA.File, "ldap.username": "administrator@example.test", "ldap.rootPath": s.ou,
		"ldap.userPath": "OU=People", "ldap.groupPath": "OU=Teams",
		"sync.removeDisabled": "true", "sync.maxRemovals": "5000", "sync.maxAdditions": "5000",
	})
	s.company.removesDisabled = true
	s.env["BWDC_LDAP_PASSWORD"] = sambatest.AdminPassword

	s.ok("check").saysNot("failed")
	s.syncs(t)
	for _, search := range s.proxy.Searches() {
		if search.Scope != 0 && search.PageSize == 0 {
			t.Errorf("a search without pages: %+v", search)
		}
	}
	s.ids(t)
	same(t, "sent although nothing had changed", []string{}, s.syncs(t))
	s.leaveAndJoin(t)
	s.disable(t)
	s.move(t)
	s.department(t)
	s.wrongPassword(t)
	same(t, "sent although nothing had changed", []string{}, s.syncs(t))
	s.ok("sync", "--full")
	s.org.holds(t, s.company)
}

func (s *forest) user(t *testing.T, name, account string) string {
	t.Helper()
	mail := strings.ToLower(account) + "@example.test"
	s.company.people[account] = person{email: mail}
	return s.AddUser(t, s.people, name, account, sambatest.Attributes{"mail": {mail}})
}

// found makes the company.
func (s *forest) found(t *testing.T) {
	teams := "OU=Teams," + s.ou
	s.Add(t, teams, sambatest.Attributes{"objectClass": {"organizationalUnit"}})
	ada := s.user(t, "Ada", "ada")
	comma := s.user(t, `Müller, "Jörg" <x>`, "joerg")
	plus := s.user(t, `A+B;D\E #1`, "plus")
	uma := s.user(t, "Uma", "uma")
	vic := s.user(t, "Vic", "vic")
	s.user(t, "Leaver", "leaver")
	s.user(t, "Expirer", "expirer")
	prim := s.user(t, "Primary only", "prim")
	s.AddUser(t, s.people, "Nomail", "nomail", nil)

	eng := s.AddGroup(t, teams, "Engineering", "engineering", ada, comma, plus)
	far := s.AddGroup(t, "OU=Elsewhere,"+s.ou, "Far", "far", uma)
	s.AddGroup(t, teams, "Everybody", "everybody", eng, far)
	left := s.AddGroup(t, teams, "Left", "left", uma)
	right := s.AddGroup(t, teams, "Right", "right", vic, left)
	s.Set(t, left, sambatest.Attributes{"member": {uma, right}})
	base := s.AddGroup(t, teams, "Base staff", "base-staff", prim)
	s.Set(t, prim, sambatest.Attributes{"primaryGroupID": {s.rid(t, "base-staff")}})
	s.AddGroup(t, teams, "Around", "around", base)

	c := s.company
	c.teams["eng"] = team{name: "Engineering", members: []string{"ada", "joerg", "plus"}}
	c.teams["far"] = team{name: "Far", members: []string{"uma"}, unseen: true}
	c.teams["all"] = team{name: "Everybody", members: []string{"eng", "far"}}
	c.teams["left"] = team{name: "Left", members: []string{"uma", "right"}}
	c.teams["right"] = team{name: "Right", members: []string{"vic", "left"}}
	c.teams["base"] = team{name: "Base staff", members: []string{"prim"}}
	c.teams["around"] = team{name: "Around", members: []string{"base"}}
	s.fillDepartment(t, teams)
}

// fillDepartment makes one group of very many.
func (s *forest) fillDepartment(t *testing.T, teams string) {
	t.Helper()
	var ldif strings.Builder
	department := team{name: "Department"}
	members := make([]string, inDepartment)
	for i := range inDepartment {
		account := fmt.Sprintf("d%04d", i)
		members[i] = "CN=" + account + "," + s.people
		fmt.Fprintf(&ldif, "dn: %s\nobjectClass: user\nsAMAccountName: %s\nuserAccountControl: 544\nmail: %s@example.test\n\n", members[i], account, account)
		s.company.people[account] = person{email: account + "@example.test"}
		department.members = append(department.members, account)
	}
	fmt.Fprintf(&ldif, "dn: CN=Department,%s\nobjectClass: group\nsAMAccountName: department\nmember: %s\n\n", teams, strings.Join(members, "\nmember: "))
	s.Fill(t, ldif.String())
	s.company.teams["department"] = department
}

// attributes asks the domain controller itself.
func (s *forest) attributes(t *testing.T, filter string, names ...string) map[string]map[string][]string {
	t.Helper()
	return entries(t, "samba", "ldaps://"+s.TLSAddress(), s.CA.File, sambatest.AdminDN, sambatest.AdminPassword, s.ou, filter, names...)
}

// rid is the last part of a group's SID.
func (s *forest) rid(t *testing.T, account string) string {
	t.Helper()
	for _, e := range s.attributes(t, "(sAMAccountName="+account+")", "objectSid") {
		sid := e["objectsid"][0]
		return fmt.Sprint(binary.LittleEndian.Uint32([]byte(sid[len(sid)-4:])))
	}
	t.Fatalf("no %s", account)
	return ""
}

// ids compares external ids with the objectGUIDs of the server, and from here
// on expects them never to change.
func (s *forest) ids(t *testing.T) {
	t.Helper()
	byMail := map[string]string{}
	for _, e := range s.attributes(t, "(mail=*)", "mail", "objectGUID") {
		g := []byte(e["objectguid"][0])
		byMail[e["mail"][0]] = fmt.Sprintf("%08x-%04x-%04x-%x-%x", binary.LittleEndian.Uint32(g), binary.LittleEndian.Uint16(g[4:]),
			binary.LittleEndian.Uint16(g[6:]), g[8:10], g[10:])
	}
	for account := range s.company.people {
		s.company.change(account, func(p *person) { p.id = byMail[p.email] })
	}
	s.org.holds(t, s.company)
}

// syncs syncs, compares the organization and returns what was sent.
func (s *forest) syncs(t *testing.T) []string {
	t.Helper()
	s.org.ResetCalls()
	s.ok("sync", "--yes")
	s.org.holds(t, s.company)
	s.honest(s.org)
	names := map[string]string{}
	for email, id := range s.org.world().Members {
		names[id], _, _ = strings.Cut(email, "@")
	}
	return sent(s.org.imports(), func(id string) string { return names[id] })
}

// leaveAndJoin: deleted accounts have lost their mail and are removed all the
// same, by what is known of them.
func (s *forest) leaveAndJoin(t *testing.T) {
	s.Delete(t, "CN=Leaver,"+s.people)
	s.company.leave("leaver")
	s.user(t, "Joiner", "joiner")
	got := s.syncs(t)
	same(t, "sent", []string{"-  leaver@example.test", "+ joiner joiner@example.test"}, got)
	// The same person, made anew: another objectGUID, the same address.
	s.Delete(t, "CN=Joiner,"+s.people)
	s.user(t, "Joiner", "joiner")
	s.syncs(t)
}

// disable: switched off, and expired by a date.
func (s *forest) disable(t *testing.T) {
	off := strconv.Itoa(sambatest.NormalAccount | sambatest.AccountDisable)
	s.Set(t, "CN=Vic,"+s.people, sambatest.Attributes{"userAccountControl": {off}})
	past := (time.Now().Add(-time.Hour).Unix() + 11644473600) * 10_000_000
	s.Set(t, "CN=Expirer,"+s.people, sambatest.Attributes{"accountExpires": {strconv.FormatInt(past, 10)}})
	s.company.change("vic", func(p *person) { p.disabled = true })
	s.company.change("expirer", func(p *person) { p.disabled = true })
	got := s.syncs(t)
	if removed := slices.DeleteFunc(slices.Clone(got), func(line string) bool { return !strings.HasPrefix(line, "- ") }); len(removed) != 2 {
		t.Errorf("sent: %q", got)
	}
	s.Set(t, "CN=Vic,"+s.people, sambatest.Attributes{"userAccountControl": {strconv.Itoa(sambatest.NormalAccount)}})
	s.Set(t, "CN=Expirer,"+s.people, sambatest.Attributes{"accountExpires": {"0"}})
	s.company.change("vic", func(p *person) { p.disabled = false })
	s.company.change("expirer", func(p *person) { p.disabled = false })
	s.syncs(t)
}

// move: objectGUID survives renames and moves; who leaves the base leaves.
func (s *forest) move(t *testing.T) {
	s.Rename(t, "CN=Uma,"+s.people, "CN=Uma Married", "")
	s.Add(t, "OU=North,"+s.people, sambatest.Attributes{"objectClass": {"organizationalUnit"}})
	s.Rename(t, "CN=Ada,"+s.people, "CN=Ada", "OU=North,"+s.people)
	same(t, "sent after a rename and a move within the base", []string{}, s.syncs(t))
	s.Rename(t, "CN=Ada,OU=North,"+s.people, "CN=Ada", "OU=Elsewhere,"+s.ou)
	s.company.change("ada", func(p *person) { p.out = true })
	got := s.syncs(t)
	if len(got) != 3 || !strings.HasSuffix(got[0], " ada@example.test") { // Ada, Engineering, Everybody
		t.Errorf("sent after a move out of the base: %q", got)
	}
	s.Rename(t, "CN=Ada,OU=Elsewhere,"+s.ou, "CN=Ada", s.people)
	s.company.change("ada", func(p *person) { p.out = false })
	s.syncs(t)
	s.Rename(t, "CN=Engineering,OU=Teams,"+s.ou, "CN=Engineers", "")
	s.company.changeTeam("eng", func(t *team) { t.name = "Engineers" })
	if got := s.syncs(t); len(got) != 1 || !strings.HasPrefix(got[0], "# Engineers: ") {
		t.Errorf("sent after a group was renamed: %q", got)
	}
}

// department: the large group changes between two ranges of its members, and
// the connection breaks within them.
func (s *forest) department(t *testing.T) {
	cut := 0
	s.proxy.SetHooks(adproxy.Hooks{Range: func(_ string, low int) { cut = max(cut, low) }})
	s.Delete(t, "CN=d0007,"+s.people)
	s.company.leave("d0007")
	s.syncs(t)
	s.ok("sync", "--full")
	s.org.holds(t, s.company)
	if cut < 1500 {
		t.Errorf("members were not read by ranges: the largest began at %d", cut)
	}

	// Some are deleted between two ranges: the values move up, and whoever
	// stood at the border would be lost. The group's uSNChanged does not tell.
	once, gone := false, []string{"d0100", "d0200", "d0300", "d0400", "d0500", "d0600"}
	s.proxy.SetHooks(adproxy.Hooks{Range: func(_ string, low int) {
		if !once && low > 0 {
			once = true
			for _, account := range gone {
				s.Delete(t, "CN="+account+","+s.people)
			}
		}
	}})
	s.company.leave(gone...)
	s.ok("sync", "--full")
	s.proxy.SetHooks(adproxy.Hooks{})
	shown := s.org.world().Groups["Department"]
	for _, email := range s.company.wanted().Groups["Department"] {
		if !slices.Contains(shown, email) {
			t.Errorf("%s was lost at the border of two ranges", email)
		}
	}
	s.syncs(t)

	before := s.cache()
	s.org.ResetCalls()
	s.proxy.SetHooks(adproxy.Hooks{Entry: func(n int, _ string) bool { return n < 1700 }})
	s.exits(1, "sync", "--full").inWords()
	s.proxy.SetHooks(adproxy.Hooks{})
	same(t, "imports", 0, len(s.org.Imports()))
	same(t, "sync cache", before, s.cache())
}

func (s *forest) wrongPassword(t *testing.T) {
	s.env["BWDC_LDAP_PASSWORD"] = "wrong"
	s.exits(1, "sync").says("wrong user name or password", "administrator@example.test").inWords().saysNot("52e")
	s.env["BWDC_LDAP_PASSWORD"] = sambatest.AdminPassword
}
