package organization_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"directoryconnector/backend/organization"
)

func TestWithIDs(t *testing.T) {
	t.Parallel()
	member := func(email string) organization.AckedMember { return organization.AckedMember{Email: email} }
	s := &organization.State{
		Members: map[string]organization.AckedMember{"1": member("ada"), "2": member("bob"), "3": member("carol"), "9": member("nobody")},
		Groups: map[string]organization.AckedGroup{
			"g": {Name: "G", Members: []string{"\x00hand", "1", "2", "3", "9"}}, "h": {Name: "H", Members: []string{"3"}}, "i": {Name: "I"},
		},
		Removed:       map[string]struct{}{"8": {}},
		Revoked:       map[string]organization.RevokedMember{"4": {AckedMember: member("dan"), Days: 3}},
		RemovedByHand: map[string]organization.AckedMember{"5": member("eve"), "1": member("ada")},
		Offboarded:    map[string]organization.AckedMember{"6": member("out"), "1": member("ada")},
		Known:         organization.KnownBefore{Members: map[string]organization.AckedMember{"6": member("flo"), "7": member("gus")}, Groups: map[string]organization.AckedGroup{"j": {Name: "J"}}},
		InFlight: []organization.Flight{
			{Kind: organization.FlightMember, ExternalID: "1", Email: "ada"}, {Kind: organization.FlightGroup, ExternalID: "j"}, {Kind: organization.FlightRemoval, ExternalID: "9"},
		},
	}
	// Ada and Bob swap, 9 is taken by Carol, groups have ids of their own.
	c := s.WithIDs(map[string]string{"1": "2", "2": "1", "3": "9", "4": "d", "5": "e", "6": "f"}, map[string]string{"g": "1", "j": "k"})
	want := organization.Change{
		SetMembers: map[string]organization.AckedMember{"2": member("ada"), "1": member("bob"), "9": member("carol")}, DeleteMembers: []string{"1", "2", "3", "9"},
		SetGroups: map[string]organization.AckedGroup{
			"1": {Name: "G", Members: []string{"\x00hand", "1", "2", "9"}}, "h": {Name: "H", Members: []string{"9"}}, "i": {Name: "I", Members: []string{}},
		}, DeleteGroups: []string{"g", "h", "i"},
		DeleteRemoved: []string{"8"},
		SetRevoked:    map[string]organization.RevokedMember{"d": {AckedMember: member("dan"), Days: 3}}, DeleteRevoked: []string{"4"},
		SetRemovedByHand: map[string]organization.AckedMember{"e": member("eve"), "2": member("ada")}, DeleteRemovedByHand: []string{"1", "5"},
		SetOffboarded: map[string]organization.AckedMember{"2": member("ada"), "f": member("out")}, DeleteOffboarded: []string{"1", "6"},
		Known: &organization.KnownBefore{
			Members: map[string]organization.AckedMember{"f": member("flo"), "7": member("gus")}, Groups: map[string]organization.AckedGroup{"k": {Name: "J"}},
		},
		AddFlights:    []organization.Flight{{Kind: organization.FlightMember, ExternalID: "2", Email: "ada"}, {Kind: organization.FlightGroup, ExternalID: "k"}},
		DeleteFlights: s.InFlight,
	}
	if diff := cmp.Diff(want, c, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if s.Members["1"].Email != "ada" || s.Groups["g"].Members[1] != "1" {
		t.Error("the state was changed")
	}
}
