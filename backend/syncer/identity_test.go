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

func TestIdentityErrorOfAnotherDirectoryTellsNoSettings(t *testing.T) {
	err := &syncer.IdentityError{
		Cached:     organization.Identity{Directory: "file", Host: "/people.csv", IDAttribute: "personalnummer"},
		Configured: organization.Identity{Directory: "ldap", Host: "dc1", Bases: " | ou=people | "},
	}
	if got, want := err.Error(), `the sync cache belongs to another configuration: directory type was "file" and is "ldap", host was "/people.csv" and is "dc1"`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
