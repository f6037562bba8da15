package syncer_test

import (
	"testing"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer"
)

func TestIdentityErrorLeavesOutEmptyBases(t *testing.T) {
	err := &syncer.IdentityError{
		Cached:     organization.Identity{Host: "dc1", Bases: " |  | "},
		Configured: organization.Identity{Host: "dc1", Bases: " | ou=people | "},
	}
	if got, want := err.Error(), `the sync cache belongs to another configuration: search base was "" and is "ou=people"`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
