package e2e

import (
	"os"
	"path/filepath"
	"testing"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

// caseFile is an input of testdata, to be replaced by another one under the
// same name.
type caseFile struct {
	t    testing.TB
	path string
}

// newCase is a new profile that reads a file of testdata under a name of its
// own.
func newCase(t testing.TB, o orgserver.Options, name string) (*orgServer, *profile, caseFile) {
	t.Helper()
	f := caseFile{t, filepath.Join(t.TempDir(), "company"+filepath.Ext(name))}
	f.becomes(name)
	org, p := newOrgServer(t, o), newProfile(t)
	p.configure(org, settings{"directory": "file", "file.path": f.path})
	return org, p, f
}

func (f caseFile) becomes(name string) {
	f.t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "organization", name))
	if err != nil {
		f.t.Fatal(err)
	}
	write(f.t, f.path, string(data))
}

// TestChangedByHand: three members and a group were synced; then an
// administrator removes bob, revokes ada and deletes the group Eng.
func TestChangedByHand(t *testing.T) {
	t.Parallel()
	org, p, _ := newCase(t, orgserver.Options{SelfHosted: true}, "changed-by-hand/company.json")
	p.ok("sync", "--yes")
	org.RemoveMember("bob@example.com")
	revoked := func(m *member) { m.Status = organization.StatusRevoked }
	org.EditMember("ada@example.com", revoked)
	org.RemoveGroup("g1")

	named := []string{"bob@example.com", "ada@example.com", "Eng", "--reinvite"}
	p.ok("test").says(named...)
	p.ok("sync", "--yes").says(named...)
	check := func(members map[string]string) {
		t.Helper()
		got := org.world()
		same(t, "members with access", members, got.Members)
		// Whoever is revoked is not shown as its member.
		want := []string{}
		if _, back := members["bob@example.com"]; back {
			want = []string{"bob@example.com"}
		}
		same(t, "groups", map[string][]string{"Eng": want}, got.Groups)
		if m := org.Members()[0]; m.Email != "ada@example.com" || m.Status != organization.StatusRevoked {
			t.Errorf("ada is %v", m)
		}
	}
	check(map[string]string{"cy@example.com": "3"})
	p.ok("sync", "--yes", "--full").says("bob@example.com", "ada@example.com")
	check(map[string]string{"cy@example.com": "3"})
	p.ok("sync", "--yes", "--reinvite", "bob@example.com").says("bob@example.com")
	check(map[string]string{"bob@example.com": "2", "cy@example.com": "3"})
	p.ok("sync", "--yes", "--full").saysNot("bob@example.com")
}

// TestDisabledStranger: two of three people are disabled and never were
// members.
func TestDisabledStranger(t *testing.T) {
	t.Parallel()
	org, p, _ := newCase(t, orgserver.Options{SelfHosted: true}, "disabled-stranger/company.csv")
	for range 2 {
		p.ok("sync", "--yes", "--full").says("left2019@example.com", "sync.inviteDisabled")
		same(t, "members", map[string]string{"ada@example.com": "1"}, org.world().Members)
	}
}

// TestGroupsThatLeft: four groups leave the directory; later the group Staff
// is emptied by mistake.
func TestGroupsThatLeft(t *testing.T) {
	t.Parallel()
	org, p, f := newCase(t, orgserver.Options{SelfHosted: true}, "groups-that-left/1-start.json")
	p.ok("sync", "--yes")
	f.becomes("groups-that-left/2-four-groups-left.json")
	p.ok("sync", "--yes").says("Old project 0", "Old project 3")
	f.becomes("groups-that-left/3-staff-is-empty.json")
	before := org.world()
	p.exits(1, "sync", "--yes").says("40 of 40", "Staff")
	same(t, "the organization", before, org.world())
}
