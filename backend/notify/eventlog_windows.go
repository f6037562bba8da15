package notify

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sys/windows/svc/eventlog"
)

// mostReported is what an event holds at most, in letters.
const mostReported = 30000

// Send implements Channel.
func (EventLog) Send(_ context.Context, n Notice) error {
	log, err := eventlog.Open(EventSource)
	if err != nil {
		return fmt.Errorf("event log: %w", err)
	}
	report := log.Info
	switch n.Event.Severity() {
	case Warning:
		report = log.Warning
	case Error:
		report = log.Error
	case Info:
	}
	err = report(n.Event.Number(), shorten(n.Body(), mostReported))
	if err = errors.Join(err, log.Close()); err != nil {
		return fmt.Errorf("event log: %w", err)
	}
	return nil
}
