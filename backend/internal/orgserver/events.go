package orgserver

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"directoryconnector/backend/organization"
)

// An Event is one line of the organization's event log.
type Event struct {
	Type         EventType `json:"type"`
	MemberID     string    `json:"memberId,omitempty"`
	GroupID      string    `json:"groupId,omitempty"`
	ActingUserID string    `json:"actingUserId,omitempty"`
	Date         time.Time `json:"date"`
	Device       *int      `json:"device"`
	IPAddress    string    `json:"ipAddress,omitempty"`
}

// EventType says what happened.
type EventType int

// The events that members and groups leave.
const (
	EventGroupCreated EventType = 1400
	EventGroupUpdated EventType = 1401
	EventGroupDeleted EventType = 1402
	EventInvited      EventType = 1500
	EventConfirmed    EventType = 1501
	EventUpdated      EventType = 1502
	EventRemoved      EventType = 1503
	EventRevoked      EventType = 1511
	EventRestored     EventType = 1512
)

const (
	// handID acts where somebody changed the organization by hand.
	handID = "00000000-0000-4000-9000-0000000000ff"
	// eventsPerPage is how many events an answer has.
	eventsPerPage = 100
	day           = 24 * time.Hour
	// maxEventDays is how far apart start and end may be.
	maxEventDays = 367
)

// log adds an event, under the lock. vaultwarden shows none here.
func (s *Server) log(e Event) {
	e.Date = s.opts.Now().UTC()
	s.events = append(s.events, e)
}

// changeOf tells what a change of a member's status is.
func changeOf(before, after organization.MemberStatus) EventType {
	switch {
	case before == after:
	case after == organization.StatusRevoked:
		return EventRevoked
	case before == organization.StatusRevoked:
		return EventRestored
	case after == organization.StatusConfirmed:
		return EventConfirmed
	}
	return EventUpdated
}

// listEvents shows the events of a span, the last 30 days if none is named,
// newest first.
func (s *Server) listEvents(r *http.Request, _ []byte) answer {
	return s.withToken(r, func() answer {
		query := r.URL.Query()
		end := s.opts.Now().Add(time.Minute)
		start := end.Add(-30 * day)
		skip := 0
		for name, read := range map[string]func(string) error{
			"start":             func(text string) (err error) { start, err = time.Parse(time.RFC3339, text); return err },
			"end":               func(text string) (err error) { end, err = time.Parse(time.RFC3339, text); return err },
			"continuationToken": func(text string) (err error) { skip, err = strconv.Atoi(text); return err },
		} {
			if text := query.Get(name); text != "" && read(text) != nil {
				return problem(http.StatusBadRequest, name+" can't be read")
			}
		}
		if end.Sub(start) > maxEventDays*day {
			return problem(http.StatusBadRequest, "the span is longer than 367 days")
		}
		data := []any{}
		for _, e := range slices.Backward(s.events) {
			if !e.Date.Before(start) && !e.Date.After(end) {
				data = append(data, eventLine{"event", e})
			}
		}
		if skip < 0 || skip > len(data) {
			return problem(http.StatusBadRequest, "continuationToken can't be read")
		}
		data = data[skip:]
		if len(data) > eventsPerPage {
			return part(data[:eventsPerPage], strconv.Itoa(skip+eventsPerPage))
		}
		return list(data)
	})
}

type eventLine struct {
	Object string `json:"object"`
	Event
}
