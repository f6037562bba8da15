package e2e

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

// What hurt administrators before, and must not happen here. Some of it is
// proven elsewhere in this package:
//
//   - Members vanish because a member DN differs in case or spacing:
//     TestOpenLDAPStory, membersInAnyForm.
//   - A wrong LDAP password prints a code: TestLDAPErrorsAreToldInWords.
//   - Of duplicate emails only three are named, without their entries:
//     TestOpenLDAPStory, duplicateEmails.
//   - The command line needs a keyring, a display or hand-edited JSON: no test
//     here has any of them, and see TestEnvironmentAlone.

// TestAttributeNamesInAnyCase: an attribute typed Mail instead of mail gave 0
// users and success.
func TestAttributeNamesInAnyCase(t *testing.T) {
	t.Parallel()
	tr := newTree(t, slapdtest.Start(t))
	c := newCompany()
	dns := tr.crowd(4, c)
	tr.team(tr.teams, "Team", dns[1], dns[2])
	c.teams["t"] = team{name: "Team", members: []string{"u001", "u002"}}
	o := newOrgServer(t, orgserver.Options{SelfHosted: true})
	p := newLDAPProfile(t, o, tr.settings().with(settings{
		"ldap.userEmailAttribute": "Mail", "ldap.memberAttribute": "MEMBER", "ldap.groupNameAttribute": "CN",
		"ldap.userObjectClass": "INETORGPERSON",
	}))
	p.ok("sync", "--yes")
	o.holds(t, c)
}

// TestEmptyAnswerWipesNothing: an empty answer of the directory together with
// overwriteExisting emptied the organization.
func TestEmptyAnswerWipesNothing(t *testing.T) {
	t.Parallel()
	for _, overwrite := range []string{"true", "false"} {
		t.Run("overwriteExisting "+overwrite, func(t *testing.T) {
			t.Parallel()
			c := smallCompany()
			d := newInstallation(t, orgserver.Options{SelfHosted: true}, c, settings{"sync.overwriteExisting": overwrite})
			d.syncs()
			d.org.ResetCalls()
			nobody := newCompany()
			nobody.save(t, d.path)
			for _, command := range [][]string{{"sync"}, {"sync", "--yes"}, {"sync", "--full"}} {
				d.exits(1, command...).says("no user is left", "p1@example.test", "--allow-removals 10")
			}
			write(t, d.path, "")
			d.exits(1, "sync").says("empty")
			same(t, "imports", 0, len(d.org.Imports()))
			d.org.holds(t, c)
			d.now(c)
			d.syncs()
		})
	}
}

// TestHalfAnExportRemovesNobody: an export that stopped in the middle, and one
// that lost a third of its rows without a trace.
func TestHalfAnExportRemovesNobody(t *testing.T) {
	t.Parallel()
	c := smallCompany()
	d := newInstallation(t, orgserver.Options{SelfHosted: true}, c, settings{"sync.maxRemovals": ""})
	for i := range 90 {
		key := fmt.Sprintf("m%02d", i)
		c.people[key] = person{email: key + "@example.test", id: key}
	}
	d.now(c)
	d.syncs()
	d.org.ResetCalls()
	less := c.clone()
	for i := range 30 {
		less.leave(fmt.Sprintf("m%02d", i))
	}
	less.save(t, d.path)
	d.exits(1, "sync").says("30 members would lose access", "m07@example.test", "--allow-removals 30")
	d.exits(1, "sync", "--allow-removals", "29")
	same(t, "imports", 0, len(d.org.Imports()))
	d.org.holds(t, c)
	// The allowance covers exactly the list that was shown.
	other := less.clone()
	other.leave("m31")
	other.people["m00"] = c.people["m00"]
	other.save(t, d.path)
	d.exits(1, "sync", "--allow-removals", "30").says("m31@example.test")
	d.now(less)
	d.exits(1, "sync").says("--allow-removals 30")
	d.ok("sync", "--allow-removals", "30")
	d.org.holds(t, less)
}

// TestUsersWhoLeftAreRemoved: users removed from the directory were never
// removed from the organization.
func TestUsersWhoLeftAreRemoved(t *testing.T) {
	t.Parallel()
	c := smallCompany()
	d := newInstallation(t, orgserver.Options{SelfHosted: true}, c, nil)
	d.syncs()
	day := c.clone()
	day.leave("p1", "p3")
	d.now(day)
	d.syncs().says("2 users removed")
}

// TestRefusedTokenDuringImport: a 401 during an import crashed the program and
// logged the administrator out.
func TestRefusedTokenDuringImport(t *testing.T) {
	t.Parallel()
	t.Run("once: a new token, and on it goes", func(t *testing.T) {
		t.Parallel()
		d := newInstallation(t, orgserver.Options{SelfHosted: true}, smallCompany(), nil)
		d.org.Fail(orgserver.RouteImport, 1, orgserver.Fault{Status: http.StatusUnauthorized})
		d.syncs()
	})
	t.Run("always: said in words, and still logged in", func(t *testing.T) {
		t.Parallel()
		d := newInstallation(t, orgserver.Options{SelfHosted: true}, smallCompany(), nil)
		d.org.Fail(orgserver.RouteImport, 20, orgserver.Fault{Status: http.StatusUnauthorized})
		// That is no refused key: automatic sync would go on.
		d.exits(1, "sync", "--yes").says("nothing was sent", "a new token was not accepted", "clocks").inWords()
		d.honest(d.org)
		d.org.ClearFaults()
		d.syncs()
	})
}

// TestOneBadAnswerDoesNotFailTheSync: one 429, one refused token request or
// one 502 failed the sync. After a 502 nobody knows what the server did: that
// one takes more than a minute of true waiting.
func TestOneBadAnswerDoesNotFailTheSync(t *testing.T) {
	t.Parallel()
	secondDay := func(t *testing.T) *installation {
		d := newInstallation(t, orgserver.Options{SelfHosted: true}, smallCompany(), nil)
		d.syncs()
		day := d.company.clone()
		day.leave("p4")
		day.people["new"] = person{email: "new@example.test", id: "new"}
		day.changeTeam("t-1", func(t *team) { t.members = append(t.members, "new") })
		d.now(day)
		d.org.ResetCalls()
		return d
	}
	t.Run("429 with Retry-After", func(t *testing.T) {
		t.Parallel()
		d := secondDay(t)
		for _, route := range []orgserver.Route{orgserver.RouteToken, orgserver.RouteMembers, orgserver.RouteImport} {
			d.org.Throttle(route, 1, time.Second)
		}
		d.syncs()
	})
	t.Run("502 for the member list", func(t *testing.T) {
		t.Parallel()
		d := secondDay(t)
		d.org.Fail(orgserver.RouteMembers, 1, orgserver.Fault{Status: http.StatusBadGateway})
		d.syncs()
	})
	for name, apply := range map[string]orgserver.Apply{
		"502 for an import that was not carried out": orgserver.ApplyNothing,
		"502 for an import that was carried out":     orgserver.ApplyFirst,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := secondDay(t)
			d.org.Fail(orgserver.RouteImport, 1, orgserver.Fault{Status: http.StatusBadGateway, Body: "<html>Bad gateway</html>", ContentType: "text/html", Apply: apply})
			start := time.Now()
			d.syncs()
			if waited := time.Since(start); waited < time.Minute {
				t.Errorf("went on after %v: an import may be at work for a minute after its answer was lost", waited)
			}
			want := 4 // removal, its repetition, new member, groups
			if apply == orgserver.ApplyFirst {
				want = 3
			}
			if got := len(d.org.Imports()); got != want {
				t.Errorf("%d imports, want %d", got, want)
			}
		})
	}
}

// TestInvitedNobodyIsSaid: "Synced 71 users", although the server had invited
// none of them.
func TestInvitedNobodyIsSaid(t *testing.T) {
	t.Parallel()
	d := newInstallation(t, orgserver.Options{SelfHosted: true}, smallCompany(), nil)
	d.syncs()
	day := d.company.clone()
	day.people["new"] = person{email: "new@example.test", id: "new"}
	day.changeTeam("t-2", func(t *team) { t.members = append(t.members, "new") })
	d.now(day)
	// Somebody invites that address by another way, just before the import.
	d.org.setGate(gate{before: func(_ int, kind string) bool {
		if kind == "people" {
			d.org.AddUser("new@example.test", "of-another-connector")
		}
		return true
	}})
	a := d.exits(0, "sync").says("new@example.test", "does not show", "of-another-connector")
	a.saysNot("1 user added")
	d.exits(3, "sync", "--strict").says("new@example.test")
	if _, acknowledged := d.state().Members["new"]; acknowledged {
		t.Error("counts as acknowledged, but the organization does not have it")
	}
}

// TestNoSeatsLeft: the server takes no more members. The groups are synced all
// the same, the run fails, and says why; with a seat more all is good.
func TestNoSeatsLeft(t *testing.T) {
	t.Parallel()
	d := newInstallation(t, orgserver.Options{SelfHosted: true}, smallCompany(), nil)
	d.syncs()
	day := d.company.clone()
	day.people["new"] = person{email: "new@example.test", id: "new"}
	day.changeTeam("t-2", func(t *team) { t.members = append(t.members, "new", "p5") })
	d.now(day)
	d.org.SetSeats(11)
	d.exits(1, "sync").says("Cannot autoscale on self-hosted instance.", "buy more seats")
	same(t, "members of Two", []string{"p3@example.test", "p5@example.test"}, d.org.world().Groups["Two"])
	d.honest(d.org)
	d.org.SetSeats(12)
	d.syncs()
}

// TestDeletedWithoutEmailAreRemoved: deleted entries without an email were
// dropped silently.
func TestDeletedWithoutEmailAreRemoved(t *testing.T) {
	t.Parallel()
	d := newInstallation(t, orgserver.Options{SelfHosted: true}, smallCompany(), settings{"sync.removeMissing": "false"})
	d.syncs()
	d.org.ResetCalls()
	day := d.company.clone()
	day.change("p3", func(p *person) { p.deleted, p.email = true, "" })
	d.now(day)
	d.syncs()
	if got := sent(d.org.imports(), itself); len(got) == 0 || !strings.HasPrefix(got[0], "- p3 ") {
		t.Errorf("sent: %q", got)
	}
}

// TestGroupsListMembersOnly: groups listed members that were never imported,
// and who lost the email lost all groups.
func TestGroupsListMembersOnly(t *testing.T) {
	t.Parallel()
	c := smallCompany()
	c.people["room"] = person{email: ""}
	c.people["bad"] = person{email: "not an address", out: true}
	c.people["gone"] = person{email: "gone@example.test", deleted: true}
	c.changeTeam("t-2", func(t *team) { t.members = append(t.members, "room", "bad", "gone") })
	d := newInstallation(t, orgserver.Options{SelfHosted: true}, c, nil)
	d.syncs().says("room", "no email", "not an address")
	for _, r := range d.org.imports() {
		for _, g := range r.Groups {
			for _, id := range []string{"room", "bad", "gone"} {
				if slices.Contains(g.MemberExternalIDs, id) {
					t.Errorf("group %s lists %s, who is no member", g.Name, id)
				}
			}
		}
	}
	day := c.clone()
	day.change("p3", func(p *person) { p.email, p.as = "", "p3@example.test" })
	d.now(day)
	d.syncs().says("p3", "no email")
	same(t, "sent", []string{}, sent(d.org.imports(), itself))
	d.ok("sync", "--full")
	d.org.holds(t, day)
}

// TestAccountMadeAnewStaysInGroups: a re-created account with the same email
// vanished from its groups.
func TestAccountMadeAnewStaysInGroups(t *testing.T) {
	t.Parallel()
	for _, tombstone := range []bool{false, true} {
		t.Run(fmt.Sprintf("the old one stays as deleted: %t", tombstone), func(t *testing.T) {
			t.Parallel()
			d := newInstallation(t, orgserver.Options{SelfHosted: true}, smallCompany(), nil)
			d.syncs()
			d.org.ResetCalls()
			day := d.company.clone()
			day.people["p3-again"] = person{email: "P3@Example.test", id: "p3-again"}
			day.changeTeam("t-2", func(t *team) { t.members = []string{"p3-again"} })
			if tombstone {
				day.change("p3", func(p *person) { p.deleted = true })
			} else {
				day.leave("p3")
			}
			d.now(day)
			d.syncs()
			got := sent(d.org.imports(), itself)
			want := []string{"- p3 removed@directory-connector.invalid", "+ p3-again p3@example.test", "# One: p1, p2, p3-again", "# Two: p3-again"}
			same(t, "sent", want, got)
		})
	}
}

// TestProfilesKeepTheirOwnSecrets: several configurations overwrote each
// other's secrets.
func TestProfilesKeepTheirOwnSecrets(t *testing.T) {
	t.Parallel()
	first := newInstallation(t, orgserver.Options{SelfHosted: true}, smallCompany(), nil)
	other := newOrgServer(t, orgserver.Options{SelfHosted: true, OrganizationID: "0a0a0a0a-1111-4222-8333-444444444444", ClientSecret: "secret-of-the-other"})
	c := newCompany()
	c.people["x"] = person{email: "x@other.test", id: "x"}
	path := first.path + ".other.json"
	c.save(t, path)
	p := first.profile
	p.ok("profile", "create", "second")
	p.ok("--profile", "second", "config", "directory", "file")
	p.ok("--profile", "second", "config", "file.path", path)
	p.ok("--profile", "second", "config", "server", other.URL)
	p.env["SECRET"] = other.ClientSecret()
	p.ok("--profile", "second", "login", other.ClientID(), "--secretenv", "SECRET")
	p.ok("--profile", "second", "config", "ldap.password", "password-of-the-other")
	p.ok("config", "ldap.password", "password-of-the-first")
	delete(p.env, "SECRET")

	first.syncs()
	p.ok("--profile", "second", "sync", "--yes")
	other.holds(t, c)
	p.ok("--profile", "second", "profile", "list").says("default", "second", other.OrganizationID())
	p.ok("config", "export", "--include-secrets").says("password-of-the-first").saysNot("password-of-the-other", "secret-of-the-other")
	p.ok("--profile", "second", "config", "export", "--include-secrets").says("password-of-the-other", "secret-of-the-other").saysNot("password-of-the-first")
	p.ok("profile", "rename", "second", "renamed")
	p.ok("--profile", "renamed", "sync")
	p.ok("profile", "delete", "renamed", "--yes")
	p.exits(1, "--profile", "renamed", "sync").says("renamed", "profile")
	first.syncs()
}
