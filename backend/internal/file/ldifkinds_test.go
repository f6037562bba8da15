package file_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/directory"
)

// TestReplicationDataOf389MeansWhatItSays has two exports of 389 Directory Server
// with --replication: bob was deleted, ada taken out of eng.
func TestReplicationDataOf389MeansWhatItSays(t *testing.T) {
	t.Parallel()
	const ada, bob = "uid=ada,ou=people,dc=example,dc=com", "uid=bob,ou=people,dc=example,dc=com"
	read := func(name string) *directory.Snapshot {
		s, err := newSource(t, filepath.Join("testdata", name), nil).Fetch(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	before, after := read("389-before.ldif"), read("389-after.ldif")
	if diff := cmp.Diff([]string{ada, bob}, before.Groups[0].UserMembers); diff != "" {
		t.Errorf("eng before (-want +got):\n%s", diff)
	}
	if got := after.Groups[0].UserMembers; len(got) != 0 {
		t.Errorf("eng after has %v", got)
	}
	want := []directory.User{before.Users[0], before.Users[1]}
	want[1].Deleted, want[1].ReferenceID = true, "nsuniqueid=ce83229e-ebe311f1-85da92d9-cde9af04,"+bob
	if diff := cmp.Diff(want, after.Users); diff != "" {
		t.Errorf("users after: bob is deleted under the name that he had (-want +got):\n%s", diff)
	}
}

// A name that was given to somebody else is not the tombstone's any more.
func TestATombstoneDoesNotTakeANameFromSomebody(t *testing.T) {
	t.Parallel()
	tombstone := func(id string) string {
		return "dn: nsuniqueid=" + id + ",uid=bob,dc=x\nobjectClass: inetOrgPerson\nobjectClass: nsTombstone\nnsUniqueId: " + id + "\nnscpEntryDN: uid=bob,dc=x\n\n"
	}
	live := "dn: uid=bob,dc=x\nobjectClass: inetOrgPerson\nmail: new@example.com\nnsUniqueId: 3\n\n"
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		"another bob":   {tombstone("1") + live, []string{"nsuniqueid=1,uid=bob,dc=x", "uid=bob,dc=x"}},
		"deleted twice": {tombstone("1") + tombstone("2"), []string{"nsuniqueid=2,uid=bob,dc=x", "uid=bob,dc=x"}},
	} {
		s, err := fetch(t, "x.ldif", test.text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var got []string
		for _, u := range s.Users {
			got = append(got, u.ExternalID)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestLDIFEntriesOfAllServers(t *testing.T) {
	t.Parallel()
	s, err := fetch(t, "x.ldif", strings.Join([]string{
		"dn: uid=ada,dc=x\nobjectClass: inetOrgPerson\nuid: ada\nmail: private@example.com\nmailPrimaryAddress: ada@example.com\nmail;lang-de: andere@example.com\n",
		"dn: uid=bob,dc=x\nobjectClass: inetOrgPerson\nuid: bob\nproxyAddresses: smtp:alias@example.com\nproxyAddresses: SMTP:bob@example.com\nloginDisabled: TRUE\n",
		"dn: cn=sales,dc=x\nobjectClass: posixGroup\ncn;lang-ja:: 5Za25qWt6YOo\ncn: sales\nmemberUid: UID=Ada, DC=X\nmemberUid: bob\n",
	}, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []directory.User{
		{ReferenceID: "uid=ada,dc=x", ExternalID: "uid=ada,dc=x", Email: "ada@example.com"},
		{ReferenceID: "uid=bob,dc=x", ExternalID: "uid=bob,dc=x", Email: "SMTP:bob@example.com", Disabled: true},
	}
	if diff := cmp.Diff(want, s.Users); diff != "" {
		t.Errorf("users (-want +got):\n%s", diff)
	}
	group := []directory.Group{{ReferenceID: "cn=sales,dc=x", ExternalID: "cn=sales,dc=x", Name: "sales", UserMembers: []string{"uid=ada,dc=x", "uid=bob,dc=x"}}}
	if diff := cmp.Diff(group, s.Groups); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
}
