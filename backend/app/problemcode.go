package app

import (
	"context"
	"errors"
	"slices"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/history"
	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/internal/configfile"
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
	for _, c := range []struct {
		code Code
		is   func(error) bool
	}{
		{CodeChanged, is[*ChangedError]},
		{CodeTakeover, isOneOf(ErrDataJSON)},
		{CodeFilter, func(err error) bool {
			return (is[*filter.SyntaxError](err) || is[*filter.LDAPError](err)) && !isSettings(err)
		}},
		{CodeAuth, isOneOf(organization.ErrAuth)},
		{CodeNotLoggedIn, isOneOf(ErrNotLoggedIn)},
		{CodeGuard, is[*syncer.GuardError]},
		{CodePlan, is[*plan.FileError]},
		{CodePlan, is[*syncer.PlanError]},
		{CodeConflict, is[*syncer.ConflictError]},
		{CodeConflict, is[*syncer.TwinError]},
		{CodeIdentity, is[*syncer.IdentityError]},
		{CodeSettings, isSettings},
		{CodeCancelled, isOneOf(context.Canceled)},
		{CodeProfile, isOneOf(ErrProfileBusy)},
		{CodeHeld, is[*filelock.HeldError]},
		{CodeHeld, isOneOf(ErrRunning)},
		{CodeLocked, isOneOf(store.ErrLocked)},
		{CodeDatabase, isOneOf(store.ErrDamaged, store.ErrNewer)},
		{CodeNotFound, isOneOf(ErrNoRun, ErrNobody, syncer.ErrNoSuchOffer, history.ErrAmbiguous)},
		{CodeNotFound, is[*who.NobodyError]},
		{CodeNotFound, is[*who.SeveralError]},
		{CodeProfile, isOneOf(ErrNoProfile, ErrProfileExists, ErrProfileName, ErrServed)},
		{CodeUnknown, is[*organization.UnknownOutcomeError]},
		{CodeServer, is[*bitwarden.ServerError]},
		{CodeServer, is[*organization.RejectedError]},
		{CodeServer, is[*organization.RateLimitError]},
		{CodeServer, isOneOf(organization.ErrNotSent, organization.ErrNotFound, organization.ErrNoMemberList, organization.ErrNoRekey, syncer.ErrNotStaged)},
		{CodeGuard, isOneOf(syncer.ErrStopped)},
		{CodeIncomplete, isOneOf(directory.ErrIncomplete)},
		{CodeDirectory, isOneOf(directory.ErrAuth, directory.ErrPermission, directory.ErrUnreachable, directory.ErrConfig)},
	} {
		if c.is(err) {
			return c.code
		}
	}
	return CodeFailed
}

// is tells whether an error is, or wraps, one of that type.
func is[T error](err error) bool {
	_, ok := errors.AsType[T](err)
	return ok
}

// isOneOf tells whether an error is, or wraps, one of those.
func isOneOf(those ...error) func(error) bool {
	return func(err error) bool {
		return slices.ContainsFunc(those, func(one error) bool { return errors.Is(err, one) })
	}
}

func isSettings(err error) bool {
	return is[config.Problem](err) || is[config.Problems](err) || is[*config.UnknownKeyError](err) || is[*configfile.Error](err) || errors.Is(err, ErrAPIKey)
}
