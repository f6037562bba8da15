package directory

import "time"

// A User is a person (or account) that the directory holds.
type User struct {
	// ReferenceID is what memberships point at: a DN or the directory's id,
	// as the server wrote it.
	ReferenceID string `json:"ref"`
	// ExternalID is the identity of the user inside the organization.
	ExternalID string `json:"id"`
	// StableID tells the same entry across renames and moves where ExternalID
	// does not (an entryUUID beside an external id that is a DN). Empty where
	// ExternalID is stable itself or nothing better is known.
	StableID string `json:"stable,omitempty"`
	// Email is as the directory has it; trimming and lower-casing is the
	// syncer's work. A deleted user has often lost it.
	Email string `json:"email,omitempty"`
	// Name is what people call the user. It is shown and searched; nothing is
	// decided by it, and it is never sent.
	Name string `json:"name,omitempty"`
	// Disabled says that the account is switched off in the directory.
	Disabled bool `json:"disabled,omitempty"`
	// ExpiresAt is the moment from which the account counts as disabled
	// although nothing in the directory changes at that moment (Active
	// Directory's accountExpires). Zero means never.
	ExpiresAt time.Time `json:"expires,omitzero"`
	// Deleted marks a tombstone: the directory says that the user is gone.
	Deleted bool `json:"deleted,omitempty"`
}

// DisabledAt tells whether the account is switched off at that moment.
func (u User) DisabledAt(now time.Time) bool {
	return u.Disabled || (!u.ExpiresAt.IsZero() && !u.ExpiresAt.After(now))
}

// A Group is a set of users and of other groups.
type Group struct {
	// ReferenceID is what other groups' NestedGroups point at.
	ReferenceID string `json:"ref"`
	// ExternalID is the identity of the group inside the organization.
	ExternalID string `json:"id"`
	// StableID is as User.StableID.
	StableID string `json:"stable,omitempty"`
	// Name is the name to show.
	Name string `json:"name"`
	// UserMembers holds the external ids of the users that are direct members
	// and part of the same Snapshot, sorted, each once. Ids are not copied:
	// they share memory with the User they name.
	UserMembers []string `json:"users,omitempty"`
	// NestedGroups holds the ReferenceIDs of direct member groups that are
	// part of the same Snapshot, sorted, each once. Cycles are legal.
	NestedGroups []string `json:"groups,omitempty"`
	// Outside marks a group that the group search does not find and that was
	// read only because a group of the Snapshot nests it: its members count,
	// itself is never sent.
	Outside bool `json:"outside,omitempty"`
}
