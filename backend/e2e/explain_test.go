package e2e

import (
	"strings"
	"testing"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

// TestExplainAsksTheDirectory: somebody whom the filter, the base or the class
// leaves out looked like somebody who does not exist, and a filter was saved
// before anybody saw what it does.
func TestExplainAsksTheDirectory(t *testing.T) {
	t.Parallel()
	tr := newTree(t, slapdtest.Start(t))
	c := newCompany()
	dns := tr.crowd(3, c)
	tr.team(tr.teams, "Team", dns[1], dns[2])
	guest := "uid=guest," + tr.people
	tr.Add(t, guest, slapdtest.Attributes{"objectClass": {"inetOrgPerson"}, "uid": {"guest"}, "cn": {"Guest Visitor"}, "sn": {"Visitor"}, "mail": {"guest@example.test"}, "employeeType": {"guest"}})
	tr.Add(t, "cn=printer,"+tr.teams, slapdtest.Attributes{"objectClass": {"organizationalRole"}, "cn": {"printer"}})
	o := newOrgServer(t, orgserver.Options{SelfHosted: true})
	p := newLDAPProfile(t, o, tr.settings().with(settings{"sync.userFilter": "(&(uid=*)(!(employeeType=guest)))"}))
	p.ok("sync", "--yes")

	for _, who := range []string{"guest@example.test", "Guest Visitor", strings.ToUpper(guest)} {
		p.ok("explain", who).says("In the directory, but not read", "user "+guest, "sync.userFilter leaves it out: (!(employeeType=guest)) is not true for it")
	}
	p.ok("explain", "printer").says("cn=printer,"+tr.teams, "of the class organizationalRole")
	p.ok("explain", "Team").says(`Group "Team" is to be a group of the organization`, "2 users in all")
	p.exits(1, "explain", "nobody@example.test").says("nobody and no group of that name")

	// Moved outside the base, she is told of as the member that she was.
	tr.Rename(t, dns[1], strings.Split(dns[1], ",")[0], "ou=elsewhere,"+tr.root)
	p.ok("explain", "u001@example.test").says("leaves the organization", "outside the search base", "user-removed: u001@example.test", "invited as u001@example.test")
	p.ok("explain", "--cached", "u001@example.test").says("is to be a member of the organization", "Team")

	p.ok("try-filter", "users", "(employeeType=guest)").says("1 user passes", "guest@example.test", "Go (")
	p.exits(1, "try-filter", "users", "(&(uid=*)(mail=a)").says("sync.userFilter: position 18")
	p.ok("config", "sync.userFilter").says("(&(uid=*)(!(employeeType=guest)))")
}
