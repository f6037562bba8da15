package app

import (
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/syncer"
)

// Redacted returns a text without the secrets that this App has seen.
func (a *App) Redacted(text string) string { return a.redact.Text(text) }

// Ended returns a channel that is closed when the automatic sync that Start
// began has ended, for whatever reason; Stop then tells it at once. It is nil
// where Start never succeeded.
func (a *App) Ended() <-chan struct{} {
	a.auto.mu.Lock()
	defer a.auto.mu.Unlock()
	return a.auto.done
}

// ErrFault: this program did something wrong, and its log has the details.
var ErrFault = errors.New("a fault of this program ended it")

// Safely returns what work returns, and ErrFault where it panics: one profile
// must not end what runs for the others.
func (a *App) Safely(work func() error) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = Fault(a.log, fault)
		}
	}()
	return work()
}

// Fault writes what was recovered from a panic into a log, and returns ErrFault
// with what to do about it. It is called while the stack is still there.
func Fault(log *slog.Logger, fault any) error {
	log.Error("panic", "panic", fmt.Sprint(fault), "stack", string(debug.Stack()))
	return directory.WithHint(ErrFault, "The log has the details: please report them.")
}

// Guard names one of the guards of a sync.
type Guard = syncer.Guard

// The guards.
const (
	GuardRemovals    = syncer.GuardRemovals
	GuardMemberships = syncer.GuardMemberships
	GuardAdditions   = syncer.GuardAdditions
	GuardFirstSync   = syncer.GuardFirstSync
	GuardNobody      = syncer.GuardNobody
)
