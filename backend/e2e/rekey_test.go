package e2e

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/internal/testbed/slapdtest"
	"directoryconnector/backend/organization"
)

// A rekeying is a company on a real LDAP server whose external ids were DNs and
// are descriptions now, and the organization as it is to be afterwards.
type rekeying struct {
	*profile
	t       *testing.T
	org     *orgServer
	members []orgserver.Member
	groups  []orgserver.Group
}

// rekeyTree has two people and a group, each with a description.
func rekeyTree(t *testing.T, server *slapdtest.Server) *tree {
	tr := newTree(t, server)
	var members []string
	for i, name := range []string{"anna", "bob"} {
		members = append(members, "uid="+name+","+tr.root)
		tr.Add(t, "uid="+name+","+tr.root, slapdtest.Attributes{
			"objectClass": {"inetOrgPerson"}, "sn": {"x"}, "cn": {name}, "mail": {name + "@example.com"}, "description": {fmt.Sprint(1001 + i)},
		})
	}
	tr.Add(t, "cn=board,"+tr.root, slapdtest.Attributes{"objectClass": {"groupOfNames"}, "member": members, "description": {"2001"}})
	return tr
}

// syncedByDN is a profile that has synced by DN, and then the attribute was
// changed.
func syncedByDN(t *testing.T, tr *tree) *rekeying {
	t.Helper()
	r := &rekeying{t: t, org: newOrgServer(t, orgserver.Options{SelfHosted: true})}
	r.profile = newLDAPProfile(t, r.org, tr.settings().with(settings{"ldap.userPath": "", "ldap.groupPath": ""}))
	r.ok("sync", "--yes")
	vault := r.org.AddCollection()
	r.org.EditMember("anna@example.com", func(m *orgserver.Member) {
		m.Role, m.Status, m.Permissions = organization.RoleCustom, organization.StatusConfirmed, map[string]bool{"manageGroups": true, "manageUsers": false}
		m.Collections = []orgserver.Access{{ID: vault, HidePasswords: true}}
	})
	r.org.GiveGroup(r.org.Groups()[0].ID, orgserver.Access{ID: vault, Manage: true})
	r.members, r.groups = r.org.Members(), r.org.Groups()
	for i := range r.members {
		r.members[i].ExternalID = map[string]string{"anna@example.com": "1001", "bob@example.com": "1002"}[r.members[i].Email]
	}
	r.groups[0].ExternalID, r.groups[0].MemberExternalIDs = "2001", []string{"1001", "1002"}
	r.ok("config", "ldap.externalIdAttribute", "description")
	r.org.setGate(gate{})
	return r
}

// isDone compares the organization with what it is to be, and syncs: then
// nothing is to be sent.
func (r *rekeying) isDone() {
	r.t.Helper()
	if diff := cmp.Diff(r.members, r.org.Members(), cmpopts.EquateEmpty()); diff != "" {
		r.t.Errorf("members (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(r.groups, r.org.Groups(), cmpopts.EquateEmpty()); diff != "" {
		r.t.Errorf("groups (-want +got):\n%s", diff)
	}
	r.org.ResetCalls()
	r.ok("sync").says("nothing had changed")
	same(r.t, "sent", []string{}, sent(r.org.imports(), itself))
}

// age makes what may be at work a minute older, so that nobody has to wait.
func (r *rekeying) age() {
	r.t.Helper()
	if begun := r.state().Rekeying; begun != nil && !begun.At.IsZero() {
		c := organization.Change{Rekey: &organization.Rekeying{At: begun.At.Add(-time.Minute)}}
		if err := store.New(r.database(), store.Options{}).Commit(r.t.Context(), c); err != nil {
			r.t.Fatal(err)
		}
	}
}

// TestRekeyKilledAtEachRequest kills bwdc rekey with SIGKILL when a request
// arrives, before it is passed on, or after it was carried out and before the
// answer goes back. Called again it comes to its end, and nothing but the
// external ids has changed.
func TestRekeyKilledAtEachRequest(t *testing.T) {
	t.Parallel()
	tr := rekeyTree(t, slapdtest.Start(t))
	whole := syncedByDN(t, tr)
	whole.exits(1, "sync").says("the sync cache belongs to another configuration", "bwdc rekey")
	whole.ok("rekey", "--dry-run").says("anna@example.com", "-> 1001", `group "board"`, "-> 2001", "found by its stable id", "Nothing was changed")
	whole.org.setGate(gate{})
	whole.ok("rekey", "--yes").says("2 members and 1 group re-keyed")
	requests := whole.org.requests()
	whole.isDone()
	changes := 0
	for _, kind := range requests {
		if kind == "other" {
			changes++
		}
	}
	if changes != 6 { // each is read, and sent back
		t.Fatalf("requests %v", requests)
	}
	t.Run("killed", func(t *testing.T) {
		for i, kind := range requests {
			for _, applied := range []bool{false, true} {
				t.Run(fmt.Sprintf("request %d %s, carried out %v", i+1, kind, applied), func(t *testing.T) {
					t.Parallel()
					r := syncedByDN(t, tr)
					r.killedAt(i+1, applied)
					if begun := r.state().Rekeying; begun == nil && slices.Contains(requests[:i], "other") {
						t.Error("nothing says that it was begun")
					}
					r.exits(1, "sync").says("bwdc rekey")
					r.age()
					r.ok("rekey", "--yes")
					r.isDone()
				})
			}
		}
	})
}

// killedAt runs rekey and kills it at the n-th request.
func (r *rekeying) killedAt(n int, applied bool) {
	r.t.Helper()
	running := make(chan *child, 1)
	kill := func(seen int, _ string) bool {
		if seen != n {
			return true
		}
		c := <-running
		c.kill()
		running <- c
		return false
	}
	g := gate{before: kill}
	if applied {
		g = gate{after: kill}
	}
	r.org.setGate(g)
	c := r.start("rekey", "--yes")
	running <- c
	if a := c.wait(patience); !a.killed {
		r.t.Fatalf("%s", a.report("was not killed"))
	}
	r.org.setGate(gate{})
	r.org.Wait()
}
