package ldap_test

import (
	"testing"

	goldap "github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/internal/testbed/sambatest"
)

// sambaLocate asks a domain controller why somebody is not read: by account
// name, GUID and DN, with the part of the filter that is not true.
func sambaLocate(t *testing.T, s *sambatest.Server) {
	ou := s.OU(t)
	anna, otto := addAccount(t, s, ou, "anna", nil), addAccount(t, s, ou, "otto", sambatest.Attributes{"userAccountControl": {"514"}})
	team := s.AddGroup(t, ou, "Team", prefix(ou)+"Team", anna, otto)
	other := s.OU(t)
	berta := addAccount(t, s, other, "berta-"+prefix(other), nil)

	cfg := activeDirectory(s, ou)
	before := read(t, cfg, nil)
	id := user(t, before, "otto@example.test").ExternalID
	cfg.UserFilter = "(&(memberOf=" + goldap.EscapeFilter(team) + ")(!(userAccountControl:1.2.840.113556.1.4.803:=2)))"
	left := []string{"user " + otto + " | filter-part (!(userAccountControl:1.2.840.113556.1.4.803:=2))"}
	equal(t, "by account name", left, located(t, cfg, prefix(ou)+"otto"))
	equal(t, "by GUID", left, located(t, cfg, id))
	equal(t, "by DN", left, located(t, cfg, otto))
	equal(t, "who is read", []string{"user " + anna}, located(t, cfg, prefix(ou)+"anna"))
	equal(t, "elsewhere", []string{"user " + berta + " | outside-base " + ou + " | filter-part (memberOf=" + goldap.EscapeFilter(team) + ")"}, located(t, cfg, berta))
	equal(t, "nobody", []string{}, located(t, cfg, prefix(ou)+"nobody", "00000000-0000-4000-8000-000000000000"))
}
