package e2e

import (
	"fmt"
	"slices"
	"testing"

	"directoryconnector/backend/internal/orgserver"
)

// TestKindsOfServer lives through some days with each kind of server.
func TestKindsOfServer(t *testing.T) {
	t.Parallel()
	tests := map[string]orgserver.Options{
		"the cloud, which throttles": {Limits: orgserver.CloudLimits()},
		"self-hosted below a path":   {SelfHosted: true, BasePath: "/password/vault"},
		"without a member list":      {SelfHosted: true, NoMemberList: true},
		"vaultwarden":                {Vaultwarden: true, VaultwardenGroups: true, BasePath: "/vw"},
	}
	for name, o := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := smallCompany()
			d := newInstallation(t, o, c, settings{"sync.removeDisabled": "true"})
			c.removesDisabled = true
			d.org.AddUser("by-hand@example.test", "")
			d.ok("check").saysNot("failed")
			d.syncs()

			day := c.clone()
			day.leave("p1")
			day.change("p2", func(p *person) { p.disabled = true })
			day.change("p5", func(p *person) { p.deleted = true })
			day.people["by-hand"] = person{email: "By-Hand@example.test", id: "by-hand"}
			for i := range 3 {
				key := fmt.Sprintf("n%d", i)
				day.people[key] = person{email: key + "@example.test", id: key}
				day.changeTeam("t-2", func(t *team) { t.members = append(t.members, key) })
			}
			d.now(day)
			d.syncs()
			d.org.imports()
			d.syncs()
			same(t, "sent although nothing had changed", []string{}, sent(d.org.imports(), itself))

			// Some come back.
			back := day.clone()
			back.change("p2", func(p *person) { p.disabled = false })
			back.people["p1"] = c.people["p1"]
			back.changeTeam("t-1", func(t *team) { t.members = append(t.members, "p1") })
			d.now(back)
			d.syncs()
			d.ok("sync", "--full")
			d.org.holds(t, back)
		})
	}
}

// TestManyNeedNoOption: more members and groups than one request may carry,
// against a server that refuses larger requests.
func TestManyNeedNoOption(t *testing.T) {
	t.Parallel()
	c := newCompany()
	for i := range 4200 {
		key := fmt.Sprintf("u%04d", i)
		c.people[key] = person{email: key + "@example.test", id: key}
		if i < 2100 {
			c.teams["t"+key] = team{name: "Team " + key, members: []string{key, "u4199"}}
		}
	}
	d := newInstallation(t, orgserver.Options{}, c, nil)
	d.syncs()
	for _, r := range d.org.imports() {
		if len(r.Members) > 500 || len(r.Groups) > 2000 || r.LargeImport || r.OverwriteExisting {
			t.Errorf("a request with %d members, %d groups, large %t", len(r.Members), len(r.Groups), r.LargeImport)
		}
		if len(r.Members) > 0 && len(r.Groups) > 0 {
			t.Error("members and groups in one request")
		}
	}
	d.ok("sync", "--full")
	for _, r := range d.org.imports() {
		if !slices.IsSortedFunc(r.Members, func(a, b requestMember) int { return compare(a.ExternalID, b.ExternalID) }) {
			t.Error("members are not sorted by external id")
		}
	}
	d.org.holds(t, c)
}
