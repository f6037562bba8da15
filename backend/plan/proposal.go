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
