package plan

import "directoryconnector/backend/directory"

// Action is what happens to a member or a group.
type Action string

// The actions, in the order in which they are shown: losses first.
const (
	Remove Action = "remove"
	Revoke Action = "revoke"
	// Invite and Stage add a new member; Adopt gives an existing member or
	// group an external id.
	Restore Action = "restore"
	Invite  Action = "invite"
	Stage   Action = "stage"
	Adopt   Action = "adopt"
	// Rekey gives a member or a group another external id, in place.
	Rekey Action = "rekey"
	// Update changes what is recorded of a member, or a group's name or
	// members.
	Update Action = "update"
	Create Action = "create"
	Empty  Action = "empty"
	Delete Action = "delete"
)

// Kind tells members from groups.
type Kind string

// The kinds of what changes.
const (
	User  Kind = "user"
	Group Kind = "group"
)

// A Change is one thing that happens in the organization.
type Change struct {
	Action Action `json:"action"`
	Kind   Kind   `json:"kind"`
	// ExternalID is the identity inside the organization, Name the email of a
	// member or the name of a group.
	ExternalID string `json:"externalId"`
	Name       string `json:"name"`
	// StableID tells a user of the directory across renames, without its kind,
	// where it is known and another than the external id.
	StableID string `json:"stableId,omitempty"`
	// Before and After are the email or the name, where they differ, or the
	// external id that is given up and taken.
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
	// Joins and Leaves are the members that a group gets and loses; Members is
	// how many it has then.
	Joins   []Ref  `json:"joins,omitempty"`
	Leaves  []Ref  `json:"leaves,omitempty"`
	Members int    `json:"members,omitempty"`
	Reason  Reason `json:"reason,omitzero"`
	// Unchecked: the server has no lists, so that nobody can tell what became
	// of what was sent.
	Unchecked bool `json:"unchecked,omitempty"`
}

// TakesOver tells whether the change puts the external id in place of another
// one, Before.
func (c *Change) TakesOver() bool {
	return c.Before != "" && (c.Action == Rekey || c.Reason.Code == Replaces || c.After == c.ExternalID && c.After != c.Name)
}

// A Ref names somebody or a group.
type Ref struct {
	ExternalID string `json:"externalId"`
	Name       string `json:"name,omitempty"`
	// Reason says why a membership goes, where it does.
	Reason Code `json:"reason,omitempty"`
}

// Code is the kind of a reason, for programs.
type Code string

// A Reason says why something happens.
type Reason struct {
	Code Code `json:"code"`
	// Params are what the code speaks of, by name.
	Params map[string]string `json:"params,omitempty"`
}

// Because makes a reason of a code and pairs of name and value.
func Because(code Code, pairs ...string) Reason {
	return Reason{Code: code, Params: directory.Params(pairs)}
}

// Why members and groups change.
const (
	// Deleted, Disabled, Missing: the directory says that the user is gone,
	// or switched off; or neither it nor the filter has the user.
	Deleted  Code = "deleted"
	Disabled Code = "disabled"
	Missing  Code = "missing"
	// Overwritten: overwriteExisting removes who is not in the directory.
	Overwritten Code = "overwritten"
	// RevokedLongAgo: revoked for as many days as sync.deleteRevokedAfter says.
	RevokedLongAgo Code = "revoked-long-ago"
	// NewUser, Replaces: new in the directory; instead of the member "old".
	NewUser  Code = "new"
	Replaces Code = "replaces"
	// Back: whose access this program revoked is in the directory again.
	Back Code = "back"
	// HasEmail: a member without an external id has the email.
	HasEmail Code = "has-email"
	// EmailChanged: the accepted email was another one.
	EmailChanged Code = "email-changed"
	// Changed: the directory has another name or other members.
	Changed Code = "changed"
	// LeftDirectory: the directory or the filter no longer has the group.
	LeftDirectory Code = "left"
	// Healed: somebody changed the organization by hand, and it is put right.
	Healed Code = "healed"
	// Again: asked for by an administrator.
	Again Code = "again"
	// Offboarded: an administrator took the access away.
	Offboarded Code = "offboarded"
	// RemovedByHand, LeftOut: why a membership goes of somebody whom somebody else
	// removed from the organization, or who can't be a member, as a warning says.
	RemovedByHand Code = "removed-by-hand"
	LeftOut       Code = "left-out"
	// Text: the words of an earlier version, in "text".
	Text Code = "text"
)
