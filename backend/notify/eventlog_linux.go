package notify

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/coreos/go-systemd/v22/journal"

	"directoryconnector/backend/directory"
)

var priorities = map[Severity]journal.Priority{Info: journal.PriNotice, Warning: journal.PriWarning, Error: journal.PriErr}

// Send implements Channel. The fields are those of
// https://www.freedesktop.org/software/systemd/man/latest/systemd.journal-fields.html.
func (EventLog) Send(_ context.Context, n Notice) error {
	if !journal.Enabled() {
		return directory.WithHint(errors.New("event log: this machine has no journald"), "Set notify.eventLog to false.")
	}
	fields := map[string]string{
		"MESSAGE_ID": n.Event.MessageID(), "SYSLOG_IDENTIFIER": "bwdc", "BWDC_EVENT": string(n.Event),
		"BWDC_EVENT_NUMBER": strconv.FormatUint(uint64(n.Event.Number()), 10), "BWDC_PROFILE": n.Profile, "BWDC_RUN": n.Run,
	}
	if err := journal.Send(n.Body(), priorities[n.Event.Severity()], fields); err != nil {
		return fmt.Errorf("event log: %w", err)
	}
	return nil
}
