package organization

import (
	"time"

	"directoryconnector/backend/directory"
)

// RunIDFormat is the layout of Run.ID: the start in UTC, to the nanosecond.
const RunIDFormat = "20060102T150405.000000000Z"

// A Run is the record of one sync, kept in the history.
type Run struct {
	// ID is unique within a profile and sorts by time.
	ID      string    `json:"id"`
	Trigger Trigger   `json:"trigger"`
	Start   time.Time `json:"start"`
	End     time.Time `json:"end"`
	Result  Result    `json:"result"`
	// Error, Hint and ErrorCode say why a run did not end as done.
	Error     string `json:"error,omitempty"`
	Hint      string `json:"hint,omitempty"`
	ErrorCode string `json:"errorCode,omitempty"`
	// CompleteRead and FullSend say whether everything was read and sent.
	CompleteRead bool   `json:"completeRead"`
	FullSend     bool   `json:"fullSend"`
	Counts       Counts `json:"counts"`
	// Traffic counts what was asked of a directory over HTTP; nil for others.
	Traffic *directory.Traffic `json:"traffic,omitempty"`
	// Changes name every entry that was added, changed or removed and whose
	// request the server accepted.
	Changes []EntryChange `json:"changes,omitempty"`
	// MissingGroups are groups that left the directory or the filter.
	MissingGroups []string            `json:"missingGroups,omitempty"`
	Warnings      []directory.Warning `json:"warnings,omitempty"`
	// Stops are what the guards found too much.
	Stops []Stop `json:"stops,omitempty"`
}

// A Stop is what one guard stopped a run for, with all that it is about.
type Stop struct {
	Guard string `json:"guard"`
	Text  string `json:"text"`
	// Allow says how to let it happen once; may be empty.
	Allow   string   `json:"allow,omitempty"`
	Entries []string `json:"entries,omitempty"`
}

// Trigger is who asked for a run.
type Trigger string

// The triggers of a run.
const (
	TriggerManual    Trigger = "manual"
	TriggerAutomatic Trigger = "automatic"
)

// Result is how a run ended.
type Result string

// The ends of a run. ResultStopped means that a guard or a conflict stopped it
// before anything was sent.
const (
	ResultDone      Result = "done"
	ResultFailed    Result = "failed"
	ResultStopped   Result = "stopped"
	ResultCancelled Result = "cancelled"
)

// Counts are the numbers of a run.
type Counts struct {
	// Users and Groups are what the organization should hold.
	Users  int `json:"users"`
	Groups int `json:"groups"`
	// What was accepted in this run.
	UsersAdded    int `json:"usersAdded"`
	UsersChanged  int `json:"usersChanged"`
	UsersRemoved  int `json:"usersRemoved"`
	GroupsAdded   int `json:"groupsAdded"`
	GroupsChanged int `json:"groupsChanged"`
	// Entries left out with a warning, and among them those held.
	LeftOut int `json:"leftOut"`
	Held    int `json:"held"`
	// NotShown counts members that the server accepted but does not show.
	NotShown int `json:"notShown"`
	Requests int `json:"requests"`
	// Warnings counts those of the record; the store fills it in, since lists of
	// runs come without them.
	Warnings int `json:"warnings,omitempty"`
}

// ChangeKind is what happened to an entry.
type ChangeKind string

// The kinds of change.
const (
	UserAdded    ChangeKind = "user-added"
	UserChanged  ChangeKind = "user-changed"
	UserRemoved  ChangeKind = "user-removed"
	GroupAdded   ChangeKind = "group-added"
	GroupChanged ChangeKind = "group-changed"
)

// An EntryChange is one line of what a run did.
type EntryChange struct {
	Kind       ChangeKind `json:"kind"`
	ExternalID string     `json:"externalId"`
	// Name is the email of a user or the name of a group.
	Name string `json:"name"`
	// Detail says what changed, e.g. "3 members more, 1 less".
	Detail string `json:"detail,omitempty"`
}
