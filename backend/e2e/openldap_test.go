package e2e

import (
	"strings"
	"testing"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

// An openLDAP is the story of a company with an OpenLDAP server.
type openLDAP struct {
	*tree
	*profile
	org     *orgServer
	company *company
}

// TestOpenLDAPStory lives through the weeks of a company on a real slapd: it
// is configured, checked, tested and synced, everything changes, and after
// each sync the organization is what the directory says, with requests that
// carry what changed and nothing else.
func TestOpenLDAPStory(t *testing.T) {
	t.Parallel()
	s := &openLDAP{tree: newTree(t, slapdtest.Start(t)), company: newCompany(), org: newOrgServer(t, orgserver.Options{SelfHosted: true})}
	s.found()
	s.profile = newLDAPProfile(t, s.org, s.settings().with(settings{"sync.removeDisabled": "true"}))
	s.company.removesDisabled = true
	s.first(t)
	s.nothing(t)
	s.joinAndLeave(t)
	s.renameAndMove(t)
	s.membersInAnyForm(t)
	s.lostEmail(t)
	s.duplicateEmails(t)
	s.overlongName(t)
	s.nothing(t)
	s.full(t)
}

// found makes the company: DNs with everything that DNs may hold, and groups
// of every kind.
func (s *openLDAP) found() {
	t := s.tree.t
	c := s.company
	add := func(key, rdn, mail string) string {
		dn := s.person(s.people, rdn, key, mail)
		c.people[key] = person{email: mail, id: s.dnOf("(uid=" + key + ")")}
		return dn
	}
	ada := add("ada", "Ada", "Ada.Lovelace@Example.Test")
	bob := add("bob", "Bob", "bob@example.test")
	comma := add("comma", `M\C3\BCller\2C J\C3\B6rg`, "joerg@example.test")
	quote := add("quote", `Eve \22the plus\22 \2B\3D\3C\3E\3B \5C`, "eve@example.test")
	space := add("space", `\20lead and trail\20`, "space@example.test")
	greek := add("greek", "Ωμέγα", "omega@example.test")
	uma := add("uma", "Uma", "uma@example.test")
	vic := add("vic", "Vic", "vic@example.test")
	add("alone", "Alone", "alone@example.test")
	nomail := s.person(s.people, "Nomail", "nomail", "")
	outside := s.person("ou=elsewhere,"+s.root, "Outside", "outside", "outside@example.test")

	eng := s.team(s.teams, "Engineering", ada, strings.ToUpper(comma), quote, nomail, outside)
	spaced := strings.ReplaceAll(bob, ",", " ,  ")
	far := s.team("ou=elsewhere,"+s.root, "Far away", greek, space)
	all := s.team(s.teams, "Everybody", eng, far, spaced)
	// Two that contain each other.
	left := s.team(s.teams, "Left", uma)
	right := s.team(s.teams, "Right", vic, left)
	s.Set(t, left, slapdtest.Attributes{"member": {uma, right}})
	s.Add(t, "cn=Posix,"+s.teams, slapdtest.Attributes{"objectClass": {"posixGroup"}, "gidNumber": {"7"}, "memberUid": {"ada", "VIC", "unknown"}})
	s.Add(t, "cn=Unique,"+s.teams, slapdtest.Attributes{"objectClass": {"groupOfUniqueNames"}, "uniqueMember": {bob + "#'0101'B", all}})

	c.teams["eng"] = team{name: "Engineering", members: []string{"ada", "comma", "quote"}}
	c.teams["far"] = team{name: "Far away", members: []string{"greek", "space"}, unseen: true}
	c.teams["all"] = team{name: "Everybody", members: []string{"eng", "far", "bob"}}
	c.teams["left"] = team{name: "Left", members: []string{"uma", "right"}}
	c.teams["right"] = team{name: "Right", members: []string{"vic", "left"}}
	c.teams["posix"] = team{name: "Posix", members: []string{"ada", "vic"}}
	c.teams["unique"] = team{name: "Unique", members: []string{"bob", "all"}}
}

// syncs syncs, compares the organization and returns what was sent.
func (s *openLDAP) syncs(t *testing.T, left ...string) []string {
	t.Helper()
	s.org.ResetCalls()
	s.ok("sync", "--yes")
	s.org.holds(t, s.company, left...)
	s.honest(s.org)
	return sent(s.org.imports(), s.name)
}

// name shows the external id, a DN, by its first value.
func (s *openLDAP) name(dn string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(strings.ToLower(dn), "cn="), ",ou=")
	return first
}

func (s *openLDAP) first(t *testing.T) {
	a := s.ok("check").saysNot("failed")
	a.says("people", "bind")
	before := s.database()
	var shown struct {
		Groups       []struct{ DisplayName string }
		EnabledUsers []struct{ DisplayName, ExternalID string }
	}
	s.ok("--response", "test").data(&shown)
	same(t, "users in a test", len(s.company.wanted().Members), len(shown.EnabledUsers))
	same(t, "groups in a test", len(s.company.wanted().Groups), len(shown.Groups))
	if n := len(s.org.Imports()); n > 0 || len(s.state().Members) > 0 {
		t.Errorf("a test sent %d imports, or wrote to %s", n, before)
	}
	s.exits(1, "sync").says("first sync", "9 new members", "--yes")
	same(t, "imports without --yes", 0, len(s.org.Imports()))
	s.syncs(t)
}

func (s *openLDAP) nothing(t *testing.T) {
	same(t, "sent although nothing had changed", []string{}, s.syncs(t))
}

func (s *openLDAP) joinAndLeave(t *testing.T) {
	s.person(s.people, "Joiner", "joiner", "joiner@example.test")
	s.company.people["joiner"] = person{email: "joiner@example.test", id: s.dnOf("(uid=joiner)")}
	s.Delete(t, "cn=Alone,"+s.people)
	s.company.leave("alone")
	s.Set(t, "cn=Bob,"+s.people, slapdtest.Attributes{"nsAccountLock": {"TRUE"}})
	s.company.change("bob", func(p *person) { p.disabled = true })
	same(t, "sent", []string{
		"- alone alone@example.test", "- bob bob@example.test", "+ joiner joiner@example.test",
		`# Everybody:  eve, mü, ada, lead`, "# Unique: x",
	}[:3], s.syncs(t)[:3])
	s.Set(t, "cn=Bob,"+s.people, slapdtest.Attributes{"nsAccountLock": {}})
	s.company.change("bob", func(p *person) { p.disabled = false })
	got := s.syncs(t)
	same(t, "sent", "+ bob bob@example.test", got[0])
}

// renameAndMove: the external id is the DN, and stays what it was; the entry
// is known again by its entryUUID.
func (s *openLDAP) renameAndMove(t *testing.T) {
	s.Rename(t, "cn=Uma,"+s.people, "cn=Uma Married", "")
	s.Add(t, "ou=north,"+s.people, slapdtest.Attributes{"objectClass": {"organizationalUnit"}, "ou": {"north"}})
	s.Rename(t, "cn=Vic,"+s.people, "cn=Vic", "ou=north,"+s.people)
	same(t, "sent after a rename and a move within the base", []string{}, s.syncs(t))

	s.Rename(t, "cn=Joiner,"+s.people, "cn=Joiner", "ou=elsewhere,"+s.root)
	s.company.change("joiner", func(p *person) { p.out = true })
	same(t, "sent after a move out of the base", []string{"- joiner joiner@example.test"}, s.syncs(t))
	s.Rename(t, "cn=Joiner,ou=elsewhere,"+s.root, "cn=Joiner", s.people)
	s.company.change("joiner", func(p *person) { p.out = false })
	same(t, "sent after a move back", []string{"+ joiner joiner@example.test"}, s.syncs(t))

	s.Rename(t, "cn=Posix,"+s.teams, "cn=Posix renamed", "")
	s.company.changeTeam("posix", func(t *team) { t.name = "Posix renamed" })
	got := s.syncs(t)
	if len(got) != 1 || !strings.HasPrefix(got[0], "# Posix renamed: ") {
		t.Errorf("sent after a group was renamed: %q", got)
	}
}

// membersInAnyForm: the same member written in another way is no change, and
// members in any case and spacing count.
func (s *openLDAP) membersInAnyForm(t *testing.T) {
	eng := "cn=Engineering," + s.teams
	s.Set(t, eng, slapdtest.Attributes{"member": {
		"CN=ada , OU=PEOPLE," + strings.ToUpper(s.root), `cn=m\C3\BCller\, j\C3\B6rg,` + s.people,
		`cn=Eve \"the plus\" \+\=\<\>\; \\,` + s.people,
	}})
	same(t, "sent after members were written in another way", []string{}, s.syncs(t))
	s.Set(t, eng, slapdtest.Attributes{"member": {"CN=ADA," + s.people}})
	s.company.changeTeam("eng", func(t *team) { t.members = []string{"ada"} })
	got := s.syncs(t)
	if len(got) != 3 { // Engineering, Everybody, Unique
		t.Errorf("sent after a group lost members: %q", got)
	}
}

// lostEmail: who loses the email is held: stays a member, and in its groups.
func (s *openLDAP) lostEmail(t *testing.T) {
	s.Set(t, "cn=Ada,"+s.people, slapdtest.Attributes{"mail": {}})
	same(t, "sent after an email was cleared", []string{}, s.syncs(t))
	s.ok("sync").says("cn=Ada", "no email", "is held as the member ada.lovelace@example.test")
	s.Set(t, "cn=Ada,"+s.people, slapdtest.Attributes{"mail": {"new.ada@example.test"}})
	// The server never changes a member's email: it is said, and kept.
	s.company.change("ada", func(p *person) { p.as = "ada.lovelace@example.test" })
	s.ok("sync").says("new.ada@example.test", "ada.lovelace@example.test")
	s.org.holds(t, s.company)
	s.Set(t, "cn=Ada,"+s.people, slapdtest.Attributes{"mail": {"ada.lovelace@example.test"}})
	s.syncs(t)
}

// duplicateEmails stop the sync, every entry is named, and nothing is sent.
func (s *openLDAP) duplicateEmails(t *testing.T) {
	for _, name := range []string{"Twin 1", "Twin 2", "Twin 3", "Twin 4", "Twin 5"} {
		s.person(s.people, name, strings.ReplaceAll(name, " ", ""), "twin@example.test")
	}
	s.org.ResetCalls()
	a := s.exits(1, "sync").says("twin@example.test", "cn=twin 1,ou=people", "cn=twin 2,", "cn=twin 3,", "cn=twin 4,", "cn=twin 5,")
	a.says("sync.duplicateEmails")
	same(t, "imports", 0, len(s.org.Imports()))
	s.org.holds(t, s.company)
	for _, name := range []string{"Twin 2", "Twin 3", "Twin 4", "Twin 5"} {
		s.Delete(t, "cn="+name+","+s.people)
	}
	s.company.people["twin"] = person{email: "twin@example.test", id: s.dnOf("(uid=Twin1)")}
	same(t, "sent", []string{"+ twin 1 twin@example.test"}, s.syncs(t))
}

// overlongName: a group that comes with a name that the server refuses is left
// out by name, one that gets such a name keeps its last one; both go on
// otherwise.
func (s *openLDAP) overlongName(t *testing.T) {
	long := strings.Repeat("very ", 20) + "long"
	s.team(s.teams, long, "cn=Ada,"+s.people)
	s.org.ResetCalls()
	s.ok("sync").says("very very", "104 characters", "100")
	s.org.holds(t, s.company)
	same(t, "sent", []string{}, sent(s.org.imports(), s.name))
	s.Delete(t, "cn="+long+","+s.teams)

	s.Rename(t, "cn=Right,"+s.teams, "cn=Right "+long, "")
	s.Set(t, "cn=Right "+long+","+s.teams, slapdtest.Attributes{"member": {"cn=Ada," + s.people, "cn=Left," + s.teams}})
	s.company.changeTeam("right", func(t *team) { t.members = []string{"ada", "left"} })
	s.ok("sync").says("keeps its last accepted name", "right")
	s.org.holds(t, s.company)
	s.Rename(t, "cn=Right "+long+","+s.teams, "cn=Right", "")
	s.syncs(t)
}

// full: who was removed by hand is named in every run and stays out, also in a
// complete one, until an administrator says otherwise. Another member is
// healed.
func (s *openLDAP) full(t *testing.T) {
	s.org.RemoveMember("omega@example.test")
	s.org.EditMember("space@example.test", func(m *member) { m.ExternalID = "" })
	s.company.change("greek", func(p *person) { p.out = true })
	for range 2 {
		s.ok("sync", "--full").says("omega@example.test", "--reinvite")
		s.org.holds(t, s.company)
		s.honest(s.org)
	}
	s.ok("sync", "--reinvite", "omega@example.test")
	s.company.change("greek", func(p *person) { p.out = false })
	s.org.holds(t, s.company)
	s.honest(s.org)
}
