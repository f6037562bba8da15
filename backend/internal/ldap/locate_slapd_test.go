package ldap_test

import (
	"fmt"
	"strings"
	"testing"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/ldap"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

// located tells in one line each where the entries of a name are.
func located(t *testing.T, cfg ldap.Config, names ...string) []string {
	t.Helper()
	locations, err := source(t, cfg).Locate(t.Context(), names...)
	if err != nil {
		t.Fatalf("locate %q: %v", names, err)
	}
	lines := []string{}
	for _, l := range locations {
		line := l.Kind + " " + l.Reference
		for _, x := range l.Exclusions {
			line += fmt.Sprintf(" | %s %s%s%s%s", x.Code, x.Params["bases"], x.Params["part"], x.Params["wants"], x.Params["attribute"])
		}
		lines = append(lines, strings.TrimSpace(line))
	}
	return lines
}

// TestSlapdLocate asks why somebody is not read. Each of base, class, part of
// the filter and external id is one reason.
func TestSlapdLocate(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t)
	ou := s.OU(t)
	people, guests := addOU(t, s, ou, "people"), addOU(t, s, ou, "guests")
	ada := addUser(t, s, people, "ada", slapdtest.Attributes{"employeeType": {"staff"}, "title": {"Countess (of Lovelace)"}})
	bob := addUser(t, s, people, "bob", slapdtest.Attributes{"employeeType": {"guest"}})
	eve := addUser(t, s, guests, "eve", slapdtest.Attributes{"employeeType": {"staff"}, "employeeNumber": {"7"}})
	role := "cn=printer," + people
	s.Add(t, role, slapdtest.Attributes{"objectClass": {"organizationalRole"}, "cn": {"printer"}})
	team := addGroup(t, s, people, "team", ada)

	cfg := openLDAP(s, ou)
	cfg.Settings.UserPath, cfg.Settings.GroupPath = people, guests
	cfg.UserFilter = "(&(&(objectClass=person)(employeeType=staff))(!(title=Countess \\28of Lovelace\\29))(|(uid=*)(cn=*)))"
	wants := "inetOrgPerson, groupOfNames, groupOfUniqueNames, posixGroup"
	for _, test := range []struct {
		name string
		want []string
	}{
		{"ada@example.test", []string{"user " + ada + " | filter-part (!(title=Countess \\28of Lovelace\\29))"}},
		{"BOB@example.test", []string{"user " + bob + " | filter-part (employeeType=staff)"}},
		{strings.ToUpper(bob), []string{"user " + bob + " | filter-part (employeeType=staff)"}},
		{"eve", []string{"user " + eve + " | outside-base " + people}},
		{"printer", []string{role + " | other-class " + wants}},
		{"team", []string{"group " + team + " | outside-base " + guests}},
		{"uid=nobody," + ou, []string{}},
		{"*", []string{}},
		{"nobody(", []string{}},
	} {
		equal(t, test.name, test.want, located(t, cfg, test.name))
	}
	equal(t, "several names", []string{"user " + eve + " | outside-base " + people, "group " + team + " | outside-base " + guests}, located(t, cfg, "eve", "team", "eve@example.test"))

	cfg.UserFilter, cfg.Settings.UserPath = "", ou
	equal(t, "nothing speaks against it", []string{"user " + ada}, located(t, cfg, "ada"))
	cfg.Settings.ExternalIDAttribute = "employeeNumber"
	equal(t, "without an external id", []string{"user " + ada + " | no-external-id employeeNumber"}, located(t, cfg, "ada"))
	equal(t, "by external id", []string{"user " + eve}, located(t, cfg, "7"))
	cfg.SyncGroups = false
	equal(t, "no groups", []string{team + " | other-class inetOrgPerson"}, located(t, cfg, "team"))

	stable := snapshotOf(t, cfg).Users[0].StableID
	equal(t, "by stable id", []string{"user " + eve}, located(t, cfg, directory.StableValue(stable)))
}

func snapshotOf(t *testing.T, cfg ldap.Config) *directory.Snapshot {
	t.Helper()
	snapshot := read(t, cfg, nil)
	if len(snapshot.Users) == 0 {
		t.Fatal("nobody was read")
	}
	return snapshot
}
