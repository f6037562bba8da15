package bridge

// A Background is the service that syncs a profile without a window.
type Background struct {
	// Possible says that there is something that runs services.
	Possible bool `json:"possible"`
	// Installed says that there is one; the rest up to Boot is empty without.
	Installed bool   `json:"installed"`
	Name      string `json:"name"` // e.g. "bwdc.service"
	// State is "running", "starting", "stopping", "stopped" or "failed" (it ended
	// by itself, with the code Exit).
	State string `json:"state"`
	Exit  int    `json:"exit"`
	// Boot: it is started with the machine.
	Boot bool `json:"boot"`
	// Asks: the system asks for an administrator. WhileLoggedIn: it ends when this
	// person logs out.
	Asks          bool `json:"asks"`
	WhileLoggedIn bool `json:"whileLoggedIn"`
}

// A ScheduleRequest asks for the schedule with values of a draft.
type ScheduleRequest struct {
	Set map[string]string `json:"set"`
}

// A Schedule is when automatic syncs begin, and when nothing that removes is
// sent.
type Schedule struct {
	// Times are empty where sync.interval counts; then there is no Next either,
	// the next three times.
	Times []SchedulePart `json:"times"`
	Next  []string       `json:"next"`
	// Quiet is the quiet window, empty for none; QuietUntil when the one ends that
	// it is in now.
	Quiet      []SchedulePart `json:"quiet"`
	QuietUntil string         `json:"quietUntil"`
	// Zone is that of the clock that counts, the machine's: "CET, UTC+01:00".
	Zone string `json:"zone"`
}

// A SchedulePart is a time of day on days of the week: every so many minutes, at
// fixed times, or neither in a quiet window.
type SchedulePart struct {
	// Days count from Sunday, 0; empty for every day.
	Days []int `json:"days"`
	// From and To are like "07:00"; empty for the whole day.
	From  string   `json:"from"`
	To    string   `json:"to"`
	Every int      `json:"every"`
	At    []string `json:"at"`
	// Rest: for whatever the parts before leave.
	Rest bool `json:"rest"`
}

// A SentNotice says what became of a notice.
type SentNotice struct {
	At string `json:"at"`
	// Channel is "mail", "webhook", "eventLog" or "heartbeat".
	Channel string `json:"channel"`
	Event   string `json:"event"`
	Title   string `json:"title"`
	// RunID is the run that it is about; empty for none.
	RunID string `json:"runId"`
	// Error says why it was not taken; empty where it was.
	Error string `json:"error"`
}
