package notify

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/words"
)

// Event is what a notice is about.
type Event string

// The events. Their numbers are promised in docs/notifications.md.
const (
	Test        Event = "test"
	Failure     Event = "failure"
	Stopped     Event = "stopped"
	Recovery    Event = "recovery"
	Drift       Event = "drift"
	Changes     Event = "changes"
	Summary     Event = "summary"
	Credentials Event = "credentials"
)

// An eventKind is what logs of systems know an event by.
type eventKind struct {
	number   uint32
	severity Severity
}

// Severity is how much a notice matters.
type Severity string

// The severities.
const (
	Info    Severity = "info"
	Warning Severity = "warning"
	Error   Severity = "error"
)

var kinds = map[Event]eventKind{
	Test:        {1000, Info},
	Failure:     {1001, Error},
	Stopped:     {1002, Warning},
	Recovery:    {1003, Info},
	Drift:       {1004, Warning},
	Changes:     {1005, Info},
	Summary:     {1006, Info},
	Credentials: {1007, Warning},
}

// Number is the number of the event.
func (e Event) Number() uint32 { return kinds[e].number }

// MessageID is the id of the event in journald.
func (e Event) MessageID() string { return fmt.Sprintf("6f1d5a0c8b7e4f0f9d0b6a3c4e2f%d", e.Number()) }

// Severity is how much the event matters.
func (e Event) Severity() Severity { return kinds[e].severity }

// A Notice is what somebody is told.
type Notice struct {
	// ID tells notices apart, whichever channel sends them.
	ID      string `json:"id"`
	Event   Event  `json:"event"`
	Profile string `json:"profile"`
	// Host is the machine that tells it.
	Host string    `json:"host,omitempty"`
	At   time.Time `json:"at"`
	// Title is one sentence without a full stop, Text what is to be said
	// beside, Hint what to do; both may be empty.
	Title string `json:"title"`
	Text  string `json:"text,omitempty"`
	Hint  string `json:"hint,omitempty"`
	// Entries name who or what it is about, the first of Total.
	Entries []string `json:"entries,omitempty"`
	Total   int      `json:"total,omitempty"`
	// Run is the id of the run that it is about; may be empty.
	Run string `json:"run,omitempty"`
	// Command is how this program is called for the data that it is about, where
	// the name of the program alone is not enough.
	Command string `json:"command,omitempty"`
}

// mostEntries is how many a notice names.
const mostEntries = 50

// naming puts entries into a notice, as many as it may have.
func (n Notice) naming(entries []string) Notice {
	n.Total = len(entries)
	n.Entries = entries[:min(len(entries), mostEntries)]
	return n
}

// command is how this program is called where the notice comes from.
func (n *Notice) command() string {
	return cmp.Or(n.Command, placeOf("", n.Profile).Command())
}

// placeOf is where a profile is, in a data folder that is empty for the default one.
func placeOf(dataDir, profile string) words.Place {
	if strings.EqualFold(profile, config.DefaultProfile) {
		profile = ""
	}
	return words.Place{DataDir: dataDir, Profile: profile}
}
