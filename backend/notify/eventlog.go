package notify

// EventSource is the name under which notices stand in the log of the system.
const EventSource = "Directory Connector"

// An EventLog writes notices into the log of the system: the Windows event log,
// or journald. Its zero value is ready.
type EventLog struct{}

// Name implements Channel.
func (EventLog) Name() string { return "event log" }
