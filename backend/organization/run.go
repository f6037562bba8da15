package organization

import (
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

// RunIDFormat is the layout of Run.ID: the start in UTC, to the nanosecond.
const RunIDFormat = "20060102T150405.000000000Z"

// A Run is the record of one sync, kept in the history.
type Run struct {
	// ID is unique within a profile, and tells when the run began.
	ID string `json:"id"`
	// Sequence orders the runs of a profile, whatever the clock said. The
	// history gives it.
	Sequence uint64  `json:"sequence,omitempty"`
	Trigger  Trigger `json:"trigger"`
	// Task is what was done where it was no sync.
	Task   Task      `json:"task,omitempty"`
	Start  time.Time `json:"start"`
	End    time.Time `json:"end"`
	Result Result    `json:"result"`
	// Plan is the digest of the plan that the run carried out, or was to.
	Plan string `json:"plan,omitempty"`
	// Error, Hint and ErrorCode say why a run did not end as done.
	Error     string `json:"error,omitempty"`
	Hint      string `json:"hint,omitempty"`
	ErrorCode string `json:"errorCode,omitempty"`
	// Only is the person that the run was only about; nil for everybody.
	Only *plan.One `json:"only,omitempty"`
	// CompleteRead and FullSend say whether everything was read and sent.
	CompleteRead bool `json:"completeRead"`
	FullSend     bool `json:"fullSend"`
	// Unlisted: the server has no lists, so that what was done was only sent.
	Unlisted bool   `json:"unlisted,omitempty"`
	Counts   Counts `json:"counts"`
	// Traffic counts what was asked of a directory over HTTP; nil for others.
	Traffic *directory.Traffic `json:"traffic,omitempty"`
	// Changes name every entry that was added, changed or removed and whose
	// request the server accepted.
	Changes []plan.Change `json:"changes,omitempty"`
	// Drift is what somebody changed in the organization by other means.
	Drift []plan.Drift `json:"drift,omitempty"`
	// MissingGroups are groups that left the directory or the filter.
	MissingGroups []string            `json:"missingGroups,omitempty"`
	Warnings      []directory.Warning `json:"warnings,omitempty"`
	// Postponed is what waited because of the time of day; nil for nothing.
	Postponed *plan.Postponed `json:"postponed,omitempty"`
	// Stops are what the guards found too much.
	Stops []plan.Finding `json:"stops,omitempty"`
}

// Trigger is who asked for a run.
type Trigger string

// The triggers of a run.
const (
	TriggerManual    Trigger = "manual"
	TriggerAutomatic Trigger = "automatic"
)

// Task is what a run does. A sync has none.
type Task string

// The tasks of runs that are no syncs.
const (
	// TaskAdopt takes over groups that were made by hand, TaskRekey gives
	// members and groups their external ids by another attribute.
	TaskAdopt Task = "adopt"
	TaskRekey Task = "rekey"
	// TaskOffboard takes the access of one person away.
	TaskOffboard Task = "offboard"
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
	// ResultInterrupted: the program died while the run was at work.
	ResultInterrupted Result = "interrupted"
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
	// runs come without them. So it does with UsersRevoked, those of UsersRemoved
	// who stay members, UsersRestored, those of UsersChanged who got their access
	// back, and GroupsDeleted of GroupsChanged.
	Warnings      int `json:"warnings,omitempty"`
	UsersRevoked  int `json:"usersRevoked,omitempty"`
	UsersRestored int `json:"usersRestored,omitempty"`
	GroupsDeleted int `json:"groupsDeleted,omitempty"`
}

// Of is the number that counts such a change.
func (c *Counts) Of(change plan.Change) *int {
	switch {
	case change.Kind == plan.Group && change.Action == plan.Create:
		return &c.GroupsAdded
	case change.Kind == plan.Group:
		return &c.GroupsChanged
	case change.Loss():
		return &c.UsersRemoved
	case change.Action == plan.Invite, change.Action == plan.Stage:
		return &c.UsersAdded
	}
	return &c.UsersChanged
}

// Tally counts what a run did by its kinds. Counts know fewer of them: among
// the removals are revocations, among what changed restorations and deletions
// of groups.
func (r *Run) Tally() plan.Tally {
	t := plan.Count(r.Changes)
	t.UsersAdded, t.GroupsAdded = r.Counts.UsersAdded, r.Counts.GroupsAdded
	t.UsersChanged, t.UsersRemoved = r.Counts.UsersChanged-t.UsersRestored, r.Counts.UsersRemoved-t.UsersRevoked
	t.GroupsChanged = r.Counts.GroupsChanged - t.GroupsDeleted
	return t
}

// Changed tells whether the run changed anything in the organization.
func (c *Counts) Changed() bool {
	return c.UsersAdded+c.UsersChanged+c.UsersRemoved+c.GroupsAdded+c.GroupsChanged > 0
}
