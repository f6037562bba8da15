package app

import (
	"directoryconnector/backend/syncer"
	"directoryconnector/backend/syncer/send"
)

// The types that a user interface needs to ask for a sync or a test and to show
// what came of it, of packages that it does not import.
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
)

// What a user interface compares with.
const (
	WarnIdentity = syncer.WarnIdentity
	WarnNobody   = syncer.WarnNobody
	WarnUnseen   = send.WarnMemberList
	PlanWhole    = syncer.Whole
	PlanBrief    = syncer.Brief
	PlanBare     = syncer.Bare
)
