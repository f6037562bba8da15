package service

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// The ids of events in Windows' event log. They stay as they are: rules of
// monitoring name them.
const (
	eventStarted = 1
	eventStopped = 2
	eventEnded   = 3 // it ended by itself, with an error
	eventError   = 10
	eventWarning = 11
	eventSetup   = 12 // the installer did not get something done
)

// A eventKind is how serious an event is.
type eventKind int

const (
	eventInfo eventKind = iota
	eventWarn
	eventFail
)

// An event is what is told to the event log.
type event struct {
	id   uint32
	kind eventKind
	text string
}

// eventOf turns a line of the log (JSON, as 'bwdc run' writes it to standard
// error) into an event. What is no warning and no error stays in the log file.
// A line that is none of the log is told as it is: a program that crashes says
// so there.
func eventOf(line []byte) (e event, tell bool) {
	var fields map[string]any
	if json.Unmarshal(line, &fields) != nil {
		text := strings.TrimSpace(string(line))
		return event{eventError, eventFail, text}, text != ""
	}
	switch fields["level"] {
	case "ERROR":
		e = event{id: eventError, kind: eventFail}
	case "WARN":
		e = event{id: eventWarning, kind: eventWarn}
	default:
		return event{}, false
	}
	var text strings.Builder
	fmt.Fprint(&text, fields["msg"])
	for _, key := range slices.Sorted(maps.Keys(fields)) {
		if key != "time" && key != "level" && key != "msg" && fields[key] != "" {
			fmt.Fprintf(&text, "\r\n%s: %v", key, fields[key])
		}
	}
	e.text = text.String()
	return e, true
}

// maxEvent is how long a text may be in the event log, in characters.
const maxEvent = 31_000

// An eventWriter is standard error that goes to the event log, line by line.
type eventWriter struct {
	tell func(event)

	mu   sync.Mutex
	rest []byte
}

// Write implements io.Writer.
func (w *eventWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.rest = append(w.rest, p...)
	for {
		line, rest, found := bytes.Cut(w.rest, []byte("\n"))
		if !found && len(w.rest) <= maxEvent {
			return len(p), nil
		}
		w.rest = rest
		if e, tell := eventOf(line); tell {
			e.text = e.text[:min(len(e.text), maxEvent)]
			w.tell(e)
		}
	}
}
