package explanation

import (
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/history"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// An Explanation is all that is known of one person or group.
type Explanation struct {
	Subject
	// Entry is what the directory has; nil where it has none, or the read
	// leaves it out.
	Entry *Entry `json:"entry"`
	// Located is what the directory says of it when asked for it by name, where
	// the read did not give it.
	Located []directory.Location `json:"located,omitempty"`
	// Steps are those of a sync, up to the one that decides.
	Steps []Step `json:"steps"`
	// Fate is what comes of it all.
	Fate Fate `json:"fate"`
	// Groups are those that hold it, through however many others.
	Groups []Membership `json:"groups"`
	// Holds says what a group has in it; nil for a person.
	Holds *Holds `json:"holds,omitempty"`
	// Members are those of a group, by name; as many as the group has, so they are
	// for pages, which show a part at a time.
	Members []Member `json:"-"`
	// Accepted is what the organization accepted in earlier syncs, Shown what it
	// shows now; nil where it has nothing, or nobody looked.
	Accepted *Accepted `json:"accepted"`
	Shown    *Shown    `json:"shown"`
	// Looked says that the organization was asked.
	Looked bool `json:"looked"`
	// Sync is what a sync would do.
	Sync Sync `json:"sync"`
	// Conflict: entries share an email or an external id, and every sync stops
	// because of them.
	Conflict bool `json:"conflict,omitempty"`
	// Drift is what somebody changed by other means, Warnings what a run says.
	Drift    []plan.Drift        `json:"drift,omitempty"`
	Warnings []directory.Warning `json:"warnings,omitempty"`
	// History is what earlier runs did; nil where nobody asked for it.
	History *history.Story `json:"history,omitempty"`
	// Read is when the directory was read.
	Read time.Time `json:"read,omitzero"`
}

// A Subject is a person, or a group, that is explained.
type Subject struct {
	Kind plan.Kind `json:"kind"`
	// ExternalID is that in the organization, Name the email or the name of the
	// group; Reference is what the directory calls it.
	ExternalID string `json:"externalId"`
	Name       string `json:"name"`
	// Called is what people call a person, where the directory tells.
	Called    string `json:"called,omitempty"`
	Reference string `json:"reference,omitempty"`
}

// An Entry is a user or a group of the directory, as it was read.
type Entry struct {
	Reference  string `json:"reference"`
	ExternalID string `json:"externalId"`
	StableID   string `json:"stableId,omitempty"`
	// Email is a user's; Name is what people call the entry.
	Email    string    `json:"email,omitempty"`
	Name     string    `json:"name,omitempty"`
	Disabled bool      `json:"disabled,omitempty"`
	Expires  time.Time `json:"expires,omitzero"`
	Deleted  bool      `json:"deleted,omitempty"`
	// Outside: the group search does not find the group; another one nests it.
	Outside bool `json:"outside,omitempty"`
}

// StepName is a step of a sync.
type StepName string

// The steps that decide about an entry, in their order.
const (
	StepRead      StepName = "read"
	StepRecognize StepName = "recognize"
	StepFilter    StepName = "filter"
	// StepGroups: only members of chosen groups.
	StepGroups   StepName = "groups"
	StepValidate StepName = "validate"
	// StepDisabled: disabled accounts are not invited.
	StepDisabled   StepName = "disabled"
	StepDuplicates StepName = "duplicates"
	// StepOrganization compares with what the organization holds.
	StepOrganization StepName = "organization"
	// StepRemoval takes somebody out of the organization.
	StepRemoval StepName = "removal"
)

// Outcome is how a step ended.
type Outcome string

// The outcomes. All but Passed decide.
const (
	Passed  Outcome = "passed"
	LeftOut Outcome = "left-out"
	Held    Outcome = "held"
	Leaves  Outcome = "leaves"
	// Stays: is to leave, but does not.
	Stays Outcome = "stays"
	// Stops: the whole sync stops there.
	Stops Outcome = "stops"
)

// A Step is one step of a sync, and how it ended.
type Step struct {
	Name    StepName    `json:"step"`
	Outcome Outcome     `json:"outcome"`
	Reason  plan.Reason `json:"reason,omitzero"`
}

// Fate is what comes of an entry.
type Fate string

// The fates.
const (
	FateMember Fate = "member"
	// FateHeld: stays as it was accepted.
	FateHeld    Fate = "held"
	FateLeftOut Fate = "left-out"
	FateLeaves  Fate = "leaves"
	// FateStays: is in the organization, and this sync leaves it alone.
	FateStays Fate = "stays"
	// FateAbsent: is neither to come nor to go.
	FateAbsent Fate = "absent"
	// FateByHand: was removed from the organization by hand, and stays out.
	FateByHand Fate = "removed-by-hand"
	// FateOffboarded: an administrator took the access away, and no sync gives it
	// back.
	FateOffboarded Fate = "offboarded"
)

// A Membership is a group that holds somebody.
type Membership struct {
	plan.Ref
	// Path leads from the group down to the one that has it directly, the
	// shortest there is; Others is how many other ways lead into the group:
	// directly, or through one of the groups directly below it.
	Path   []plan.Ref `json:"path"`
	Others int        `json:"others,omitempty"`
	// Listed is the external id under which the organization's group is to
	// list the person; empty where it does not, for the reason in the Ref.
	Listed string `json:"listed,omitempty"`
}

// Holds counts what a group has in it.
type Holds struct {
	// Users are its own, Nested the groups directly in it; All are the users
	// through all groups below, Listed those that the organization's group is
	// to list.
	Users  int        `json:"users"`
	Nested []plan.Ref `json:"nested"`
	All    int        `json:"all"`
	Listed int        `json:"listed"`
}

// A Member is one of a group. Its Reason says why the organization's group does
// not list it, or lists it all the same.
type Member struct {
	plan.Ref
	// Called is what people call it, where the directory tells.
	Called string
	// Direct: the group has it itself, not only through one below.
	Direct bool
	// Listed is the external id under which the organization's group is to list
	// it; empty for not.
	Listed string
}

// Accepted is what the organization accepted.
type Accepted struct {
	// Email is what was accepted, Wanted what the directory had then, where it
	// differs; Name is a group's.
	Email    string `json:"email,omitempty"`
	Wanted   string `json:"wanted,omitempty"`
	Name     string `json:"name,omitempty"`
	StableID string `json:"stableId,omitempty"`
	// Members is how many a group has; Groups are those of a person.
	Members int        `json:"members,omitempty"`
	Groups  []plan.Ref `json:"groups,omitempty"`
	// InFlight: a request was started, and its outcome is not known.
	InFlight bool `json:"inFlight,omitempty"`
	// Revoked by this program; RemovedByHand by somebody; Before a clear of the
	// sync cache.
	Revoked       bool `json:"revoked,omitempty"`
	RemovedByHand bool `json:"removedByHand,omitempty"`
	BeforeClear   bool `json:"beforeClear,omitempty"`
}

// Shown is a member or a group as the server lists it.
type Shown struct {
	ID         string `json:"id"`
	ExternalID string `json:"externalId"`
	Email      string `json:"email,omitempty"`
	Name       string `json:"name,omitempty"`
	// Status and Type are a member's, as Bitwarden numbers them.
	Status *organization.MemberStatus `json:"status,omitempty"`
	Type   *organization.Role         `json:"type,omitempty"`
	// Collections hang on the group.
	Collections []string `json:"collections,omitempty"`
}

// Sync is what a sync would do to one person or group.
type Sync struct {
	// Changes are its own; Joins and Leaves the groups that get or lose a
	// person.
	Changes []plan.Change `json:"changes"`
	Joins   []plan.Ref    `json:"joins"`
	Leaves  []plan.Ref    `json:"leaves"`
	// Postponed is what waits in a quiet window; nil for nothing.
	Postponed *plan.Postponed `json:"postponed,omitempty"`
	// Stops are what would stop the sync, without their lists.
	Stops []plan.Finding `json:"stops"`
}
