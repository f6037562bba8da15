package plan

import "time"

// An Offboarding is what it means to take the access of one person away now.
type Offboarding struct {
	// ExternalID is the one under which the person is remembered; empty for a
	// member whom neither a directory nor a sync knows.
	ExternalID string `json:"externalId,omitempty"`
	// Name is the email.
	Name string `json:"name"`
	// Action is Remove or Revoke.
	Action Action `json:"action"`
	// Already: the access is revoked, or (with Remove) the member was offboarded
	// before and is gone, so that there is nothing to ask the server for.
	Already bool `json:"already,omitempty"`
	// ReadAt is when the directory was last read; zero where no read is kept.
	ReadAt time.Time `json:"readAt,omitzero"`
	// Follows says what follows, in the order in which it is told.
	Follows []Reason `json:"follows"`
	// Findings are what would stop it.
	Findings []Finding `json:"findings"`
}

// What follows an offboarding.
const (
	// StillThere: the directory has the person, enabled, and nobody lets him or
	// her in again before it does not, or --reinvite "who".
	StillThere Code = "directory-has"
	// SwitchedOff: the directory has the person, disabled; GoneThere: it does
	// not have the person; NobodyKnows: no read of it is kept.
	SwitchedOff Code = "directory-disabled"
	GoneThere   Code = "directory-lacks"
	NobodyKnows Code = "directory-unknown"
	// RemovedLater: sync.leavers is remove, so that the membership ends when
	// the directory lets go; StaysMember: it is revoke.
	RemovedLater Code = "removed-later"
	StaysMember  Code = "stays-member"
	// RevokesOnly: vaultwarden revokes the access of whoever has the address
	// "email", an owner's too, and can't remove.
	RevokesOnly Code = "vaultwarden-revokes"
	// ByImport: the server has no call for one member, so that it goes with an
	// import, of which the person's apps hear nothing at once.
	ByImport Code = "by-import"
	// OthersHave: profile "profile" has the person, too.
	OthersHave Code = "other-profile"
	// NotFromHere: no sync of this profile knows the member.
	NotFromHere Code = "not-from-here"
)
