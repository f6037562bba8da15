package ldap_test

import (
	"testing"

	"directoryconnector/backend/internal/testbed/slapdtest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

// TestSlapdDynamicGroups has a group whose members the server computes: its
// entry shows no sign when they change. The overlays stand in the order in
// which slapd 2.5 dies of a sync request with a current cookie.
func TestSlapdDynamicGroups(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t, slapdtest.WithSchema("dyngroup"), slapdtest.WithModules("syncprov", "dynlist"),
		slapdtest.WithConfig("overlay syncprov\noverlay dynlist\ndynlist-attrset groupOfURLs memberURL member"))
	ou := s.OU(t)
	leaves := addUser(t, s, ou, "leaves", slapdtest.Attributes{"departmentNumber": {"it"}})
	joins := addUser(t, s, ou, "joins", slapdtest.Attributes{"departmentNumber": {"hr"}})
	addUser(t, s, ou, "stays", slapdtest.Attributes{"departmentNumber": {"it"}})
	s.Add(t, "cn=it,"+ou, slapdtest.Attributes{
		"objectClass": {"groupOfURLs"}, "cn": {"it"}, "memberURL": {"ldap:///" + ou + "??sub?(departmentNumber=it)"},
	})
	cfg := openLDAP(s, ou)
	cfg.Settings.GroupObjectClass = "groupOfNames;groupOfURLs"
	base := read(t, cfg, nil)
	equal(t, "it", []string{"leaves@example.test", "stays@example.test"}, members(t, base, "it"))
	s.Set(t, leaves, slapdtest.Attributes{"departmentNumber": {"hr"}})
	s.Set(t, joins, slapdtest.Attributes{"departmentNumber": {"it"}})
	for range 10 {
		base = read(t, cfg, sourcetest.Stored(t, base))
		equal(t, "it, later", []string{"joins@example.test", "stays@example.test"}, members(t, base, "it"))
	}
}
