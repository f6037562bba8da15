package plan

// A Proposal is what would be changed in place, apart from any sync: external
// ids of members and groups.
type Proposal struct {
	// Changes are what would be done, Left what is left as it is although
	// somebody might expect otherwise.
	Changes []Change `json:"changes"`
	Left    []Left   `json:"left"`
	// Then is who the next sync would put into the changed groups and take out
	// of them.
	Then []Change `json:"then"`
}

// Left is a member or a group that is left as it is.
type Left struct {
	Kind Kind `json:"kind"`
	// ExternalID is the one that it has, or would get where it has none; Name
	// the email of a member or the name of a group.
	ExternalID string `json:"externalId,omitempty"`
	Name       string `json:"name"`
	Reason     Reason `json:"reason"`
	// Follows says what the next sync does.
	Follows Code `json:"follows,omitempty"`
}

// Why groups are taken over, and why not.
const (
	// SameName: made by hand with the name of a group of the directory.
	SameName Code = "same-name"
	// SeveralHere: "count" groups of the organization have the name;
	// SeveralThere: "count" groups of the directory.
	SeveralHere  Code = "several-in-organization"
	SeveralThere Code = "several-in-directory"
	// HereAlready: the group of the directory is in the organization already,
	// as another group.
	HereAlready Code = "here-already"
)

// By what a member or a group was found in the directory that gets another
// external id, and why some do not.
const (
	// SameStableID, SameOldID, SameEmail: an entry has the stable id, the old
	// attribute's value, the email. Groups can have the SameName.
	SameStableID Code = "same-stable-id"
	SameOldID    Code = "same-old-id"
	SameEmail    Code = "same-email"
	// Unmatched: no entry can be told to be it. Deleted says that there was one.
	Unmatched Code = "unmatched"
	// SharedID: several entries have the new external id "id"; IDTooLong: the
	// server does not take it; IDTaken: "who" has it and keeps it.
	SharedID  Code = "shared-id"
	IDTooLong Code = "id-too-long"
	IDTaken   Code = "id-taken"
	// IDByHand: somebody gave it the external id "id" by hand.
	IDByHand Code = "id-by-hand"
	// InOtherProfile: the profile "profile" has it, too.
	InOtherProfile Code = "in-other-profile"
)

// What the next sync does with those that keep the old external id.
const (
	// KeepsID: nothing, since a stable id tells who it is.
	KeepsID Code = "keeps-id"
	// IsRemoved: it is removed, under the guards.
	IsRemoved Code = "is-removed"
	// StaysUnsynced: it stays in the organization, and no entry changes it.
	StaysUnsynced Code = "stays-unsynced"
	// SyncStops: two entries of one external id are a conflict.
	SyncStops Code = "sync-stops"
)
