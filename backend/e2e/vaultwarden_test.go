package e2e

import (
	"fmt"
	"testing"

	"directoryconnector/backend/internal/orgserver"
)

// TestVaultwardenWithoutGroups: ORG_GROUPS_ENABLED is false, and groups are
// passed over in silence: no word claims that anything was done.
func TestVaultwardenWithoutGroups(t *testing.T) {
	t.Parallel()
	c := newCompany()
	c.people["ada"] = person{email: "ada@example.com"}
	c.people["bob"] = person{email: "bob@example.com"}
	c.teams["eng"] = team{name: "Engineering", members: []string{"ada", "bob"}}
	d := newInstallation(t, orgserver.Options{Vaultwarden: true}, c, nil)
	claims := []string{" added", " changed.", "group-added", "user-added"}
	d.ok("check").says("groups can't be seen", "ORG_GROUPS_ENABLED", "bwdc sync --full")
	d.ok("test", "--format", "text").says("2 users sent as new", "1 group sent as new").saysNot(claims...)
	d.ok("sync", "--yes").says("2 users sent as new", "1 group sent as new").saysNot(claims...)
	same(t, "groups", 0, len(d.org.Groups()))
	d.ok("history", "last").says("user-sent", "group-sent").saysNot(claims...)
	d.ok("status").says("nobody can check")
}

// TestVaultwardenOverwriteExisting: members and an owner have external ids of
// another program, and nobody can see whom overwriting would delete.
func TestVaultwardenOverwriteExisting(t *testing.T) {
	t.Parallel()
	c := newCompany()
	for i := range 6 {
		key := fmt.Sprintf("p%d", i)
		c.people[key] = person{email: key + "@example.com"}
	}
	d := newInstallation(t, orgserver.Options{Vaultwarden: true, VaultwardenGroups: true}, c, nil)
	d.org.AddOwner("chief@example.com", "x-chief")
	for i := range 20 {
		d.org.AddUser(fmt.Sprintf("other%d@example.com", i), fmt.Sprintf("x-%d", i))
	}
	d.ok("sync", "--yes")
	before := d.org.image()
	d.ok("config", "sync.overwriteExisting", "true")
	for _, args := range [][]string{{"sync", "--yes"}, {"sync", "--yes", "--full"}} {
		d.exits(1, args...).says("sync.overwriteExisting", "sync.removeMissing")
		same(t, "the organization", before, d.org.image())
	}
}
