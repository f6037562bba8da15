package history

import (
	"time"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// What happened: the action of a change (plan.Action), the kind of a drift
// (plan.DriftKind), or one of those below.
type What string

// What happens to members of groups, and what runs said of somebody.
const (
	// Join and Leave: a membership came or went.
	Join  What = "join"
	Leave What = "leave"
	// PutIn and TakenOut: somebody else changed a group, in the organization.
	PutIn    What = "put-in"
	TakenOut What = "taken-out"
	// Warned: left out, held, or not as it should be; Text says why.
	Warned What = "warning"
	// Stopped: a guard stopped the run, and Text was in its list.
	Stopped What = "stopped"
)

// A Story is what happened to one person or group, as far as the history goes
// back.
type Story struct {
	Kind plan.Kind `json:"kind"`
	// ExternalIDs and Names (emails of a person) are those that the history and
	// the sync cache know, the last ones first.
	ExternalIDs []string `json:"externalIds"`
	Names       []string `json:"names"`
	// StableID tells the entry in the directory; empty where it is not known.
	StableID string `json:"stableId,omitempty"`
	// Events are oldest first, those of one run as a run shows them. Earlier
	// is how many runs with events were left out before them.
	Events  []Event `json:"events"`
	Earlier int     `json:"earlierRuns,omitempty"`
}

// An Event is one thing that happened.
type Event struct {
	// Run is the id of the run, At when it began, Result how it ended.
	Run    string              `json:"run"`
	At     time.Time           `json:"at"`
	Result organization.Result `json:"result"`
	What   What                `json:"what"`
	// ExternalID and Name are those of the person or group then.
	ExternalID string `json:"externalId,omitempty"`
	Name       string `json:"name,omitempty"`
	// Other is the group that a person joined or left; of a group, the member.
	Other *plan.Ref `json:"other,omitempty"`
	// Before and After are as in plan.Change.
	Before string      `json:"before,omitempty"`
	After  string      `json:"after,omitempty"`
	Reason plan.Reason `json:"reason,omitzero"`
	// Unchecked: sent to a server that can't show what became of it.
	Unchecked bool `json:"unchecked,omitempty"`
	// Invited: removed by hand, and invited again.
	Invited bool `json:"invited,omitempty"`
	// Code is that of a warning, or the guard; Text what the run said.
	Code string `json:"code,omitempty"`
	Text string `json:"text,omitempty"`
	// Runs counts the runs on end that said the same, where there were several:
	// LastRun is the last of them, Last when it began.
	Runs    int       `json:"runs,omitempty"`
	LastRun string    `json:"lastRun,omitempty"`
	Last    time.Time `json:"last,omitzero"`
}
