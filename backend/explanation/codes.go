package explanation

import "directoryconnector/backend/plan"

// Why a step ended as it did. Those of package plan say why somebody leaves.
const (
	// NotInDirectory: neither the directory nor the filter of the read has it.
	NotInDirectory plan.Code = "not-in-directory"

	// KnownByStableID and its like say by what an entry was recognized: as
	// "id". The first had the directory's external id "was" else.
	KnownByStableID   plan.Code = "known-by-stable-id"
	KnownByExternalID plan.Code = "known-by-external-id"
	KnownByEmail      plan.Code = "known-by-listed-email"
	NewHere           plan.Code = "new-here"
	// NewUnderStableID: the external id "taken" is somebody else's.
	NewUnderStableID plan.Code = "new-under-stable-id"
	// IDTaken: the external id is somebody else's, and there is no other.
	IDTaken plan.Code = "id-taken"
	// SameEntry: another entry ("entry") stands for it.
	SameEntry plan.Code = "same-entry"

	// NotSynced: the setting "setting" is off.
	NotSynced plan.Code = "not-synced"
	// FilteredOut: the set filter "setting" leaves "name" out.
	FilteredOut plan.Code = "filtered-out"
	// OutsideSearch: the group search does not find the group, another one
	// nests it.
	OutsideSearch plan.Code = "outside-search"
	// InChosenGroup and InNoChosenGroup: groups are chosen, and only their
	// members become members; "group" is one of them.
	InChosenGroup   plan.Code = "in-chosen-group"
	InNoChosenGroup plan.Code = "in-no-chosen-group"

	// NoEmail, EmailRefused, IDRefused, NameRefused: the server would not take
	// it, for the "problem".
	NoEmail      plan.Code = "no-email"
	EmailRefused plan.Code = "email-refused"
	IDRefused    plan.Code = "id-refused"
	NameRefused  plan.Code = "name-refused"

	// NotInvited: disabled, and no member.
	NotInvited plan.Code = "not-invited"

	// DisabledTwin yields to "entry", Shared is the same for all "entries":
	// of the same "what" ("email", "external id"), which is "value".
	DisabledTwin plan.Code = "disabled-twin"
	Shared       plan.Code = "shared"

	// OtherProfile: another profile of this organization has the member, or the
	// external id.
	OtherProfile plan.Code = "other-profile"
	// EmailTaken: the member "email" has another external id, "id".
	EmailTaken plan.Code = "email-taken"
	// EmailShared: another member is to be sent with that email.
	EmailShared plan.Code = "email-shared"
	// ByHand: somebody removed the member from the organization.
	ByHand plan.Code = "removed-by-hand"
	// IsMember, WillBeMember and WillBeAdopted: has the external id there, is
	// new, or is a member without an external id.
	IsMember      plan.Code = "is-member"
	WillBeMember  plan.Code = "will-be-member"
	WillBeAdopted plan.Code = "will-be-adopted"
	// Revoked: without access, taken by somebody else.
	Revoked plan.Code = "revoked"
	// IsGroup and WillBeGroup are the same of a group.
	IsGroup     plan.Code = "is-group"
	WillBeGroup plan.Code = "will-be-group"

	// Owner: no import removes one.
	Owner plan.Code = "owner"
	// NeverSent: nobody whom this profile sent, or the organization shows.
	NeverSent plan.Code = "never-sent"
	// RemoveMissingOff: sync.removeMissing is off.
	RemoveMissingOff plan.Code = "remove-missing-off"
	// NoAddress: no address by which vaultwarden would find it.
	NoAddress plan.Code = "no-address"
	// NoID: it lost the external id by which a sync would find it.
	NoID plan.Code = "no-id"
	// RevokedBefore: by this program.
	RevokedBefore plan.Code = "revoked-before"
	// AlreadyGone: the organization has it no more.
	AlreadyGone plan.Code = "already-gone"
	// NotOurs: the organization has it, with an external id that is not from
	// this directory; MadeByHand: without an external id.
	NotOurs    plan.Code = "not-ours"
	MadeByHand plan.Code = "made-by-hand"
	// GroupsKept, GroupsEmptied and GroupsDeleted are what groups.missing says.
	GroupsKept    plan.Code = "missing-kept"
	GroupsEmptied plan.Code = "missing-emptied"
	GroupsDeleted plan.Code = "missing-deleted"
	// GroupUnseen: nobody knows who is in a missing group, and it can't be read now.
	GroupUnseen plan.Code = "group-unseen"

	// NotAMember: a group does not list who is no member.
	NotAMember plan.Code = "not-a-member"
	// ListedAs: under another external id, since that member has the email.
	ListedAs plan.Code = "listed-as"
	// GroupNotSynced: the group is not to be in the organization.
	GroupNotSynced plan.Code = "group-not-synced"
	// KeptThere: the directory does not have the person in the group, which
	// keeps whom it was accepted with.
	KeptThere plan.Code = "kept-there"
	// GroupHeld: the group keeps what was accepted.
	GroupHeld plan.Code = "group-held"
)
