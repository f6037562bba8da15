package syncer

import (
	"strings"
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

func TestTextsThatWereAcknowledgedAreHeldOnce(t *testing.T) {
	t.Parallel()
	made := func() *directory.Snapshot { // of texts that nobody else has
		return &directory.Snapshot{
			Users: []directory.User{
				{ExternalID: "anna", StableID: strings.Clone("entryUUID:1"), Email: strings.Clone("anna@x")},
				{ExternalID: "bert", StableID: "entryUUID:9", Email: "bert@new"},
				{ExternalID: "carl", Email: "carl@x"},
			},
			Groups: []directory.Group{
				{ExternalID: "same", UserMembers: []string{"anna", "bert"}}, {ExternalID: "other", UserMembers: []string{"anna"}}, {ExternalID: "new"},
			},
		}
	}
	state := &organization.State{
		Members: map[string]organization.AckedMember{"anna": {Email: "anna@x", StableID: "entryUUID:1"}, "bert": {Email: "bert@x", StableID: "entryUUID:2"}},
		Groups:  map[string]organization.AckedGroup{"same": {Members: []string{"anna", "bert"}}, "other": {Members: []string{"bert"}}},
	}
	got := made()
	shareTexts(got, state)
	if diff := cmp.Diff(made(), got); diff != "" {
		t.Errorf("another snapshot (-want +got):\n%s", diff)
	}
	anna, acked := &got.Users[0], state.Members["anna"]
	if unsafe.StringData(anna.Email) != unsafe.StringData(acked.Email) || unsafe.StringData(anna.StableID) != unsafe.StringData(acked.StableID) {
		t.Error("texts of a user are held twice")
	}
	if &got.Groups[0].UserMembers[0] != &state.Groups["same"].Members[0] {
		t.Error("the members of a group are held twice")
	}
}

func TestAMemberListThatWasAcknowledgedIsHeldOnce(t *testing.T) {
	t.Parallel()
	made := func() []organization.Member {
		return []organization.Member{
			{ID: "1", ExternalID: strings.Clone("anna"), Email: strings.Clone("anna@x")}, {ID: "2", Email: "owner@x"},
			{ID: "3", ExternalID: "bert", Email: "bert@new"}, {ID: "4", ExternalID: "other", Email: "other@x"},
		}
	}
	state := &organization.State{Members: map[string]organization.AckedMember{"anna": {Email: "anna@x"}, "bert": {Email: "bert@x"}, "gone": {Email: "gone@x"}}}
	got := made()
	shareListed(got, state)
	if diff := cmp.Diff(made(), got); diff != "" {
		t.Errorf("another list (-want +got):\n%s", diff)
	}
	for id, acked := range state.Members {
		if id == "anna" && (unsafe.StringData(got[0].ExternalID) != unsafe.StringData(id) || unsafe.StringData(got[0].Email) != unsafe.StringData(acked.Email)) {
			t.Error("texts of a member are held twice")
		}
	}
}
