package app

import "directoryconnector/backend/internal/schedule"

// Adjust lets tests shorten the loop of the automatic sync: minutes are too
// long for a story with real connections.
func (a *App) Adjust(fn func(*schedule.Loop)) { a.automatic.adjust = fn }

// Paths of locks, for who holds them in a story.
const (
	LockName          = lockName
	AutomaticLockName = automaticLockName
	DatabaseName      = databaseName
)

// OrganizationLockPath is for tests that hold the lock of an organization.
var OrganizationLockPath = organizationLockPath
