package okta

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// The System Log is polled: without an upper bound it is read by the moments at
// which events came into it, so that one that came late is told once more, and
// it has a next page always, the last of which is empty
// (https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/).

// logKept is for how long Okta keeps its log, less an hour
// (https://help.okta.com/oie/en-us/content/topics/reports/reports_syslog.htm).
const logKept = 90*24*time.Hour - time.Hour

// logPatience is how long is waited for the log, whose rate limit is low and
// shared with other programs.
const logPatience = time.Minute

const (
	logLimit = "1000"
	// The types of events
	// (https://developer.okta.com/docs/reference/api/event-types/).
	userDeleted  = "user.lifecycle.delete.completed"
	groupDeleted = "group.lifecycle.delete"
)

// wireEvent is a line of the log.
type wireEvent struct {
	UUID    string `json:"uuid"`
	Type    string `json:"eventType"`
	Outcome struct {
		Result string `json:"result"`
	} `json:"outcome"`
	Target []struct {
		ID          string `json:"id"`
		Type        string `json:"type"`
		AlternateID string `json:"alternateId"`
	} `json:"target"`
}

func (e wireEvent) id() string { return e.UUID }

// logURL is the address of what the log says of deletions since a moment.
func (s *Source) logURL(since time.Time) *url.URL {
	filter := `eventType eq "` + userDeleted + `"`
	if s.cfg.SyncGroups {
		filter += ` or eventType eq "` + groupDeleted + `"`
	}
	u := listURL(s.origin, logLimit, filter, "logs")
	u.RawQuery += "&sortOrder=ASCENDING&since=" + url.QueryEscape(since.UTC().Format(timeFormat))
	return u
}

// readLog returns who was deleted for good since a moment, or nil where the log
// can't be read, which is no error: then is looked for them.
func (r *reading) readLog(ctx context.Context, since time.Time) (*gone, error) {
	told := &gone{users: map[string]string{}, groups: map[string]bool{}}
	patient, cancel := context.WithTimeout(ctx, logPatience)
	defer cancel()
	err := list(patient, r.c, r.src.logURL(since), func(events []wireEvent) error {
		for _, e := range events {
			told.add(e)
		}
		if len(events) == 0 {
			return errEnd
		}
		return nil
	})
	r.noLog = refusesLog(err)
	switch {
	case err == nil:
		return told, nil
	case ctx.Err() != nil:
		return nil, err
	case r.noLog:
		r.src.reads.Log.DebugContext(ctx, "the token may not read the System Log", "error", err)
	default:
		r.src.reads.Log.WarnContext(ctx, "the System Log can't be read now", "error", err)
	}
	return nil, nil //nolint:nilnil // no log is no error
}

// refusesLog tells whether the token may not read the log.
func refusesLog(err error) bool {
	return transport.IsKnown(err) && errors.Is(err, directory.ErrPermission)
}

// add takes note of an event.
func (g *gone) add(e wireEvent) {
	if e.Outcome.Result != "SUCCESS" {
		return
	}
	for _, t := range e.Target {
		switch {
		case t.ID == "":
		case e.Type == userDeleted && t.Type == "User":
			email := ""
			if strings.Contains(t.AlternateID, "@") {
				email = t.AlternateID
			}
			g.users[t.ID] = email
		case e.Type == groupDeleted && t.Type == "UserGroup":
			g.groups[t.ID] = true
		}
	}
}
