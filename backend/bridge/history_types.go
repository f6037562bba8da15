package bridge

// A Run is the record of one sync, without its lists.
type Run struct {
	ID string `json:"id"`
	// Trigger is "manual" or "automatic". Task is what was done where it was no
	// sync of the directory: "adopt", "rekey" or "offboard". Only is the one
	// person that it was about, null for everybody; Planned says that it carried
	// out a plan, or was to.
	Trigger string `json:"trigger"`
	Task    string `json:"task"`
	Only    *Ref   `json:"only"`
	Planned bool   `json:"planned"`
	Start   string `json:"start"`
	End     string `json:"end"`
	// Milliseconds is how long it took.
	Milliseconds int `json:"milliseconds"`
	// Result is "done", "failed", "stopped", "cancelled" or "interrupted".
	Result       string   `json:"result"`
	Error        *Problem `json:"error"`
	CompleteRead bool     `json:"completeRead"`
	FullSend     bool     `json:"fullSend"`
	// Unlisted: the server has no lists, so that what was done was only sent.
	Unlisted bool   `json:"unlisted"`
	Counts   Counts `json:"counts"`
}

// Counts are the numbers of a Run.
type Counts struct {
	Users         int `json:"users"`
	Groups        int `json:"groups"`
	UsersAdded    int `json:"usersAdded"`
	UsersChanged  int `json:"usersChanged"`
	UsersRemoved  int `json:"usersRemoved"`
	GroupsAdded   int `json:"groupsAdded"`
	GroupsChanged int `json:"groupsChanged"`
	LeftOut       int `json:"leftOut"`
	Held          int `json:"held"`
	NotShown      int `json:"notShown"`
	Requests      int `json:"requests"`
	Warnings      int `json:"warnings"`
	// UsersRevoked are those of UsersRemoved who stay members without access,
	// UsersRestored those of UsersChanged who got it back, GroupsDeleted those of
	// GroupsChanged.
	UsersRevoked  int `json:"usersRevoked"`
	UsersRestored int `json:"usersRestored"`
	GroupsDeleted int `json:"groupsDeleted"`
}

// A HistoryQuery asks for a page of runs, newest first. Result limits it to
// runs that ended so; empty: all.
type HistoryQuery struct {
	Result string `json:"result"`
	Offset int    `json:"offset"`
	Limit  int    `json:"limit"`
}

// A HistoryPage is one page; Total counts all that match.
type HistoryPage struct {
	Total int   `json:"total"`
	Items []Run `json:"items"`
}

// A RunQuery asks for one run, with a page of its changes and warnings. Search
// is in names, external ids and texts.
type RunQuery struct {
	ID     string `json:"id"`
	Search string `json:"search"`
	Offset int    `json:"offset"`
	Limit  int    `json:"limit"`
}

// RunDetails is one run.
type RunDetails struct {
	Run           Run      `json:"run"`
	MissingGroups []string `json:"missingGroups"`
	// Postponed waited because of the time of day; null for nothing.
	Postponed *Postponed `json:"postponed"`
	// Changes and Warnings are one page each of all that match.
	ChangesTotal  int           `json:"changesTotal"`
	Changes       []NamedChange `json:"changes"`
	WarningsTotal int           `json:"warningsTotal"`
	Warnings      []Warning     `json:"warnings"`
	DriftTotal    int           `json:"driftTotal"`
	Drift         []DriftItem   `json:"drift"`
}

// A CountsQuery asks for the numbers of all runs since a moment (RFC 3339).
type CountsQuery struct {
	Since string `json:"since"`
}

// A RunCounts is one run in the chart.
type RunCounts struct {
	// Time is in seconds since 1970.
	Time int64 `json:"time"`
	// Users and Groups are what the organization should have since then; both
	// are 0 where the run did not come to its end.
	Users   int `json:"users"`
	Groups  int `json:"groups"`
	Added   int `json:"added"`
	Changed int `json:"changed"`
	Removed int `json:"removed"`
	// Revoked lost their access and stay members.
	Revoked int `json:"revoked"`
}

// A LogQuery asks for lines of the log, newest first: of Level ("debug",
// "info", "warn", "error"; empty: all) or more important, with Search in them,
// older than Before (RFC 3339; empty: now).
type LogQuery struct {
	Level  string `json:"level"`
	Search string `json:"search"`
	Before string `json:"before"`
	Limit  int    `json:"limit"`
}

// A LogLine is one line of the log.
type LogLine struct {
	Time       string         `json:"time"`
	Level      string         `json:"level"`
	Message    string         `json:"message"`
	Attributes []LogAttribute `json:"attributes"`
}

// A LogAttribute is one "key=value" of a line.
type LogAttribute struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// An Update says what the newest release is.
type Update struct {
	Current string `json:"current"`
	Newest  string `json:"newest"`
	URL     string `json:"url"`
	Newer   bool   `json:"newer"`
	// Notes are what the release says of itself, as Markdown; Published is when it
	// was made public.
	Notes     string `json:"notes"`
	Published string `json:"published"`
	// Verified says that the list of its files is signed by who publishes this
	// program; else nobody can tell.
	Verified bool `json:"verified"`
}
