package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

// The exit codes, promised in docs/formats.md.
const (
	ExitDone      = 0
	ExitFailed    = 1
	ExitUsage     = 2
	ExitStrict    = 3
	ExitAuth      = 4
	ExitGuard     = 5
	ExitLocked    = 11
	ExitCancelled = 130
)

const exitCodesHelp = `0    done
1    failed: an error says why
2    the command line was not understood
3    done, but entries were left out (only with --strict)
4    the server refused the log-in, or nobody is logged in
5    only with --detailed-exitcode: a guard would stop a sync
11   somebody else is at it: the database is locked or a sync runs; try again
130  stopped by a signal

With --detailed-exitcode, 'bwdc plan' and 'bwdc test' end with 0 where there is
nothing to do, with 2 where there are changes and with 5 where a guard would stop
them; then a command line that was not understood is 1.

With --cleanexit (BW_CLEANEXIT=true) it is always 0.`

// An exitStatus ends a command that did what it was asked for with an exit code
// that tells of what it found.
type exitStatus int

func (e exitStatus) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// exitChanges is that of changes with --detailed-exitcode, where usage has
// ExitFailed.
const exitChanges exitStatus = 2

// helpInstead shows the help where something is missing; that is no success, as
// in Bitwarden's connector.
func helpInstead(cmd *cobra.Command) error {
	return errors.Join(cmd.Help(), reported{exitStatus(ExitFailed)})
}

const detailedExitFlag = "detailed-exitcode"

func (f *Factory) addDetailedExit(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.flags.detailedExit, detailedExitFlag, false, "exit with 0 for nothing to do, 2 for changes, 5 where a guard would stop them")
}

// detailedExit tells of a plan by the exit code, where that was asked for.
func (f *Factory) detailedExit(p *plan.Plan) error {
	switch {
	case !f.flags.detailedExit:
		return nil
	case len(p.Findings) > 0:
		return reported{exitStatus(ExitGuard)}
	case len(p.Changes) > 0:
		return reported{exitChanges}
	}
	return nil
}

// exitCode is the one place where an error becomes an exit code.
func exitCode(err error) int {
	status, found := errors.AsType[exitStatus](err)
	switch {
	case err == nil:
		return ExitDone
	case found:
		return int(status)
	case is[usageError](err):
		return ExitUsage
	case errors.Is(err, errLeftOut):
		return ExitStrict
	case errors.Is(err, context.Canceled):
		return ExitCancelled
	}
	switch app.Describe(err).Code {
	case app.CodeAuth, app.CodeNotLoggedIn:
		return ExitAuth
	case app.CodeLocked, app.CodeHeld:
		return ExitLocked
	}
	return ExitFailed
}

// errLeftOut ends a command with --strict that left entries out.
var errLeftOut = errors.New("left out")

// A usageError says that the command line was not understood.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}

// Usage returns an error that says that the command line was not understood, with
// a hint.
func Usage(text, hint string) error {
	return directory.WithHint(usageError{errors.New(text)}, hint)
}

// reported wraps an error that the person has already been told.
type reported struct{ error }

func (e reported) Unwrap() error { return e.error }

// is tells whether an error is, or wraps, one of that type.
func is[T error](err error) bool {
	_, ok := errors.AsType[T](err)
	return ok
}
