package app

import (
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer"
	"directoryconnector/backend/syncer/send"
)

// The types that a user interface needs to ask for a sync or a test and to show
// what came of it: it imports no package below this one.
type (
	// Progress is how far a run is.
	Progress = syncer.Progress
	// Allowance lets guards pass once.
	Allowance = syncer.Allowance
	// Question is what somebody is asked before a sync.
	Question = syncer.Question
	// TestOptions limit a test.
	TestOptions = syncer.TestOptions
	// Detail is how much the plan of a test tells.
	Detail = syncer.Detail
	// Preview is the result of a test; PreviewUser and PreviewGroup are in it.
	Preview = syncer.Preview
	// PreviewUser is a user in a Preview.
	PreviewUser = syncer.PreviewUser
	// PreviewGroup is a group in a Preview.
	PreviewGroup = syncer.PreviewGroup
	// Finding is what a guard found.
	Finding = plan.Finding
	// Run is the record of a sync, Counts its numbers.
	Run = organization.Run
	// SeatsSeen are the seats as the last sync left them.
	SeatsSeen = organization.SeatsSeen
	// Counts are the numbers of a Run.
	Counts = organization.Counts
	// Change is one thing that a sync would do, or did; Plan all of them.
	Change = plan.Change
	// Plan is what a sync would do.
	Plan = plan.Plan
	// RunCounts is what the history keeps of a run for five years.
	RunCounts = store.RunCounts
	// Warning says that an entry was left out or can't be trusted.
	Warning = directory.Warning
	// WarningCode names the kind of a Warning.
	WarningCode = directory.WarningCode
)

// What a user interface compares with.
const (
	TriggerManual        = organization.TriggerManual
	StepWarning          = directory.StepWarning
	StepFailed           = directory.StepFailed
	WarnNoExternalID     = directory.WarnNoExternalID
	WarnNoName           = directory.WarnNoName
	WarnMemberUnreadable = directory.WarnMemberUnreadable
	WarnIdentity         = syncer.WarnIdentity
	WarnNobody           = syncer.WarnNobody
	WarnUnseen           = send.WarnMemberList
	PlanWhole            = syncer.Whole
	PlanBrief            = syncer.Brief
	PlanBare             = syncer.Bare
)

// Guard names one of the guards of a sync.
type Guard = plan.Guard

// The guards.
const (
	GuardRemovals      = plan.GuardRemovals
	GuardMemberships   = plan.GuardMemberships
	GuardAdditions     = plan.GuardAdditions
	GuardFirstSync     = plan.GuardFirstSync
	GuardNobody        = plan.GuardNobody
	GuardGroupRemovals = plan.GuardGroupRemovals
	GuardGone          = plan.GuardGone
	GuardSeats         = plan.GuardSeats
)
