package app

import (
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"

	"directoryconnector/backend/directory"
)

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
