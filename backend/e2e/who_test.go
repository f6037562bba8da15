package e2e

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

// A way is how the same directory is read, and what happens to what is
// remembered of it.
type way struct {
	name     string
	settings settings
	// exported: an LDIF file is read that ldapsearch has written.
	exported bool
	// cleared: the sync cache is cleared before each sync. anew: each sync is
	// the first one of a new profile, which knows only the member list.
	cleared, anew bool
}

var ways = []way{
	{name: "by DN"},
	{name: "by uid and cn", settings: settings{"ldap.externalIdAttribute": "cn"}},
	{name: "without changes only", settings: settings{"ldap.incremental": "false"}},
	{name: "from a file", exported: true},
	{name: "after a clear", cleared: true},
	{name: "after a clear, by cn", cleared: true, settings: settings{"ldap.externalIdAttribute": "cn"}},
	{name: "in a new profile", anew: true},
}

// A renaming is a directory whose people and groups change their names, and
// the organization that it feeds.
type renaming struct {
	*tree
	*profile
	t   *testing.T
	way way
	org *orgServer
	// path is the exported file.
	path string
}

// inEachWay plays a story in every way but those that know too little for it.
func inEachWay(t *testing.T, story func(t *testing.T, s *renaming), but ...string) {
	t.Parallel()
	server := slapdtest.Start(t)
	t.Run("ways", func(t *testing.T) {
		for _, w := range ways {
			if slices.Contains(but, w.name) {
				continue
			}
			t.Run(w.name, func(t *testing.T) {
				t.Parallel()
				s := &renaming{tree: newTree(t, server), t: t, way: w, org: newOrgServer(t, orgserver.Options{SelfHosted: true})}
				s.path = filepath.Join(t.TempDir(), "export.ldif")
				s.newProfile()
				story(t, s)
			})
		}
	})
}

func (s *renaming) newProfile() {
	s.t.Helper()
	all := s.tree.settings().with(settings{"ldap.userPath": "", "ldap.groupPath": ""}).with(s.way.settings)
	if s.way.exported {
		s.export()
		all = settings{"directory": "file", "file.path": s.path}
	}
	s.profile = newLDAPProfile(s.t, s.org, all)
}

// export writes what the server has into the file.
func (s *renaming) export() {
	s.t.Helper()
	cmd := exec.CommandContext(s.t.Context(), needs.Program(s.t, "slapd", "ldapsearch"), "-LLL", "-x", "-H", "ldap://"+s.Address(),
		"-D", slapdtest.AdminDN, "-w", slapdtest.AdminPassword, "-b", s.root, "(objectClass=*)", "*", "+")
	out, err := cmd.Output()
	if err != nil {
		s.t.Fatalf("ldapsearch: %v", err)
	}
	write(s.t, s.path, string(out))
}

// load adds entries, or changes them, as a file has them.
func (s *renaming) load(name string) {
	s.t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "who", name))
	if err != nil {
		s.t.Fatal(err)
	}
	text := string(data)
	if strings.Contains(text, "changetype:") {
		s.ModifyLDIF(s.t, strings.ReplaceAll(text, "dc=example,dc=com", s.root))
		return
	}
	_, text, _ = strings.Cut(text, "\n\n") // the base is there
	s.AddLDIF(s.t, strings.ReplaceAll(text, "dc=example,dc=com", s.root))
}

// user adds somebody with the address uid@example.com, or another one.
func (s *renaming) user(name string, mail ...string) {
	s.t.Helper()
	s.Add(s.t, "uid="+name+","+s.root, slapdtest.Attributes{
		"objectClass": {"inetOrgPerson"}, "sn": {"x"}, "cn": {name}, "mail": append(mail, name+"@example.com")[:1],
	})
}

func (s *renaming) group(name string, members ...string) {
	s.t.Helper()
	var dns []string
	for _, m := range members {
		dns = append(dns, "uid="+m+","+s.root)
	}
	s.Add(s.t, "cn="+name+","+s.root, slapdtest.Attributes{"objectClass": {"groupOfNames"}, "member": dns})
}

// rename gives somebody another uid, and the cn that goes with it.
func (s *renaming) rename(from, to string) {
	s.t.Helper()
	s.Rename(s.t, "uid="+from+","+s.root, "uid="+to, "")
	s.Set(s.t, "uid="+to+","+s.root, slapdtest.Attributes{"cn": {to}})
}

// syncs syncs in the story's way, and compares the organization: the groups
// with their members, and the number of members beside the owner.
func (s *renaming) syncs(members int, groups map[string][]string) answer {
	s.t.Helper()
	if s.way.exported {
		s.export()
	}
	switch {
	case s.way.cleared:
		s.ok("clear-cache")
	case s.way.anew:
		s.newProfile()
	}
	s.org.ResetCalls()
	a := s.ok("sync", "--yes")
	got := s.org.world()
	same(s.t, "groups", groups, got.Groups)
	if len(got.Members) != members {
		s.t.Errorf("%d members, want %d: %v", len(got.Members), members, got.Members)
	}
	return a
}

// nobodyElse fails the test unless each address has the external id that it
// had before.
func (s *renaming) nobodyElse(before world) {
	s.t.Helper()
	now := s.org.world().Members
	for email, id := range before.Members {
		if has, there := now[email]; there && has != id {
			s.t.Errorf("%s was %s and is %s", email, id, has)
		}
	}
	if ids := slices.Sorted(maps.Values(now)); len(slices.Compact(ids)) != len(now) {
		s.t.Errorf("an external id twice: %v", now)
	}
}

// sentNothing fails the test if something was sent, where the program knows
// what it sent before.
func (s *renaming) sentNothing() {
	s.t.Helper()
	if !s.way.cleared && !s.way.anew {
		same(s.t, "sent", []string{}, sent(s.org.imports(), itself))
	}
}

// TestDNGivenAway: Anna (uid=asmith) is renamed to uid=ajones; later Alan
// comes and gets uid=asmith.
func TestDNGivenAway(t *testing.T) {
	inEachWay(t, func(t *testing.T, s *renaming) {
		anna, alan, bob := "anna@example.com", "alan@example.com", "bob@example.com"
		s.load("dn-given-away/1-start.ldif")
		s.syncs(2, map[string][]string{"board": {anna, bob}, "interns": {bob}})
		before := s.org.world()
		s.load("dn-given-away/2-anna-is-renamed.ldif")
		s.syncs(2, map[string][]string{"board": {anna, bob}, "interns": {bob}})
		s.sentNothing()
		s.load("dn-given-away/3-alan-comes.ldif")
		for range 2 {
			s.syncs(3, map[string][]string{"board": {anna, bob}, "interns": {alan, bob}})
			s.nobodyElse(before)
		}
		s.sentNothing()
	})
}

// TestUIDReused: between two syncs uid=ada is deleted and made again for Adam.
// Whoever has seen only the member list can't tell.
func TestUIDReused(t *testing.T) {
	inEachWay(t, func(t *testing.T, s *renaming) {
		s.load("uid-reused/1-start.ldif")
		s.syncs(2, map[string][]string{})
		ada := s.org.world().Members["ada@example.com"]
		s.load("uid-reused/2-between-two-syncs.ldif")
		if s.way.cleared {
			// Nobody is removed in the first sync after a clear.
			s.syncs(3, map[string][]string{}).says("ada@example.com")
			s.way.cleared = false
		}
		s.syncs(2, map[string][]string{})
		now := s.org.world().Members
		if id := now["adam.new@example.com"]; id == "" || id == ada {
			t.Errorf("Adam is the member %q, Ada was %q: %v", id, ada, now)
		}
		s.syncs(2, map[string][]string{})
		s.sentNothing()
	}, "in a new profile", "by uid and cn", "after a clear, by cn")
}

// TestNamesAreSwapped: two people swap names, then three in a ring, and nothing
// is swapped in the organization.
func TestNamesAreSwapped(t *testing.T) {
	inEachWay(t, func(_ *testing.T, s *renaming) {
		anna, bob, cy := "anna@example.com", "bob@example.com", "cy@example.com"
		s.user("anna")
		s.user("bob")
		s.user("cy")
		s.group("board", "anna")
		s.group("interns", "bob", "cy")
		want := map[string][]string{"board": {anna}, "interns": {bob, cy}}
		s.syncs(3, want)
		before := s.org.world()
		check := func() {
			s.syncs(3, want)
			s.nobodyElse(before)
			s.sentNothing()
		}
		s.rename("anna", "away")
		s.rename("bob", "anna")
		s.rename("away", "bob")
		check()
		// anna has bob's name now: on in a ring.
		s.rename("bob", "away")
		s.rename("cy", "bob")
		s.rename("anna", "cy")
		s.rename("away", "anna")
		check()
		// A chain: each gets the name of the one before, who gets a new one.
		s.rename("bob", "new")
		s.rename("cy", "bob")
		s.rename("anna", "cy")
		check()
	})
}

// TestGroupsChangeNames: a group is renamed while another one gets its DN.
func TestGroupsChangeNames(t *testing.T) {
	inEachWay(t, func(t *testing.T, s *renaming) {
		anna, bob := "anna@example.com", "bob@example.com"
		s.user("anna")
		s.user("bob")
		s.group("board", "anna")
		s.syncs(2, map[string][]string{"board": {anna}})
		id := s.org.Groups()[0].ExternalID
		s.Rename(t, "cn=board,"+s.root, "cn=council", "")
		s.group("board", "bob")
		for range 2 {
			s.syncs(2, map[string][]string{"board": {bob}, "council": {anna}})
			for _, g := range s.org.Groups() {
				if (g.ExternalID == id) != (g.Name == "council") {
					t.Errorf("the group %s has the external id %s; the board had %s", g.Name, g.ExternalID, id)
				}
			}
		}
		s.sentNothing()
	}, "in a new profile")
}

// TestServerBuiltAnew: every entry is made again, with another entryUUID and
// the same address: nothing changes.
func TestServerBuiltAnew(t *testing.T) {
	inEachWay(t, func(t *testing.T, s *renaming) {
		anna, bob := "anna@example.com", "bob@example.com"
		build := func() {
			s.user("anna")
			s.user("bob")
			s.group("board", "anna", "bob")
		}
		build()
		want := map[string][]string{"board": {anna, bob}}
		s.syncs(2, want)
		before := s.org.world()
		for _, name := range []string{"cn=board", "uid=anna", "uid=bob"} {
			s.Delete(t, name+","+s.root)
		}
		build()
		s.syncs(2, want)
		s.nobodyElse(before)
		s.sentNothing()
		// The new stable ids were learnt without a change.
		s.rename("anna", "bobby")
		s.rename("bob", "anna")
		s.syncs(2, want)
		s.nobodyElse(before)
		s.sentNothing()
	})
}
