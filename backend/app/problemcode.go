package app

import (
	"context"
	"errors"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/history"
	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/internal/filelock"
	"directoryconnector/backend/internal/filter"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer"
	"directoryconnector/backend/syncer/who"
)

// codeOf returns the most telling code of an error.
func codeOf(err error) Code {
	var (
		guard    *syncer.GuardError
		conflict *syncer.ConflictError
		twins    *syncer.TwinError
		identity *syncer.IdentityError
		unknown  *organization.UnknownOutcomeError
		rejected *organization.RejectedError
		limited  *organization.RateLimitError
		server   *bitwarden.ServerError
		held     *filelock.HeldError
		file     *plan.FileError
		planned  *syncer.PlanError
		changed  *ChangedError
	)
	switch {
	case errors.As(err, &changed):
		return CodeChanged
	case errors.Is(err, ErrDataJSON):
		return CodeTakeover
	case isFilter(err) && !isSettings(err):
		return CodeFilter
	case errors.Is(err, organization.ErrAuth):
		return CodeAuth
	case errors.Is(err, ErrNotLoggedIn):
		return CodeNotLoggedIn
	case errors.As(err, &guard):
		return CodeGuard
	case errors.As(err, &file), errors.As(err, &planned):
		return CodePlan
	case errors.As(err, &conflict), errors.As(err, &twins):
		return CodeConflict
	case errors.As(err, &identity):
		return CodeIdentity
	case isSettings(err):
		return CodeSettings
	case errors.Is(err, context.Canceled):
		return CodeCancelled
	case errors.Is(err, ErrProfileBusy):
		return CodeProfile
	case errors.As(err, &held), errors.Is(err, ErrRunning):
		return CodeHeld
	case errors.Is(err, store.ErrLocked):
		return CodeLocked
	case errors.Is(err, store.ErrDamaged), errors.Is(err, store.ErrNewer):
		return CodeDatabase
	case errors.Is(err, ErrNoRun), errors.Is(err, ErrNobody), errors.Is(err, syncer.ErrNoSuchOffer), errors.Is(err, history.ErrAmbiguous), isWho(err):
		return CodeNotFound
	case errors.Is(err, ErrNoProfile), errors.Is(err, ErrProfileExists), errors.Is(err, ErrProfileName), errors.Is(err, ErrServed):
		return CodeProfile
	case errors.As(err, &unknown):
		return CodeUnknown
	case errors.As(err, &server), errors.As(err, &rejected), errors.As(err, &limited), errors.Is(err, organization.ErrNotSent),
		errors.Is(err, organization.ErrNotFound), errors.Is(err, organization.ErrNoMemberList), errors.Is(err, organization.ErrNoRekey), errors.Is(err, syncer.ErrNotStaged):
		return CodeServer
	case errors.Is(err, syncer.ErrStopped):
		return CodeGuard
	case errors.Is(err, directory.ErrIncomplete):
		return CodeIncomplete
	case errors.Is(err, directory.ErrAuth), errors.Is(err, directory.ErrPermission), errors.Is(err, directory.ErrUnreachable), errors.Is(err, directory.ErrConfig):
		return CodeDirectory
	}
	return CodeFailed
}

// isWho tells whether a name meant nobody, or more than one.
func isWho(err error) bool {
	var nobody *who.NobodyError
	var several *who.SeveralError
	return errors.As(err, &nobody) || errors.As(err, &several)
}

// isFilter tells whether a filter can't be understood.
func isFilter(err error) bool {
	var own *filter.SyntaxError
	var ldap *filter.LDAPError
	return errors.As(err, &own) || errors.As(err, &ldap)
}

func isSettings(err error) bool {
	var one config.Problem
	var all config.Problems
	var unknown *config.UnknownKeyError
	return errors.As(err, &one) || errors.As(err, &all) || errors.As(err, &unknown) || errors.Is(err, ErrAPIKey)
}
