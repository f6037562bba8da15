//go:build !linux && !windows

package notify

import (
	"context"
	"errors"

	"directoryconnector/backend/directory"
)

// Send implements Channel.
func (EventLog) Send(context.Context, Notice) error {
	return directory.WithHint(errors.New("event log: notices can't be written to the log of this system"), "Set notify.eventLog to false.")
}
