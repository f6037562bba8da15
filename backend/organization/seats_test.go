package organization_test

import (
	"testing"

	"directoryconnector/backend/organization"
)

func TestWhoTakesASeat(t *testing.T) {
	t.Parallel()
	var members []organization.Member
	for status, takes := range map[organization.MemberStatus]bool{
		organization.StatusRevoked: false, organization.StatusStaged: false,
		organization.StatusInvited: true, organization.StatusAccepted: true, organization.StatusConfirmed: true,
	} {
		members = append(members, organization.Member{Status: status})
		if status.Occupies() != takes {
			t.Errorf("status %d takes a seat: %v", status, !takes)
		}
	}
	if n := organization.Occupied(members); n != 3 {
		t.Errorf("%d seats are taken, want 3", n)
	}
}
