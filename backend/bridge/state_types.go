package bridge

// State is what every page shows: who is logged in where, and what is going on.
type State struct {
	Version string `json:"version"`
	DataDir string `json:"dataDir"`
	// Profile is the one that the pages are on, Profiles are all of them.
	Profile  string    `json:"profile"`
	Profiles []Profile `json:"profiles"`
	Account  Account   `json:"account"`
	// Directory is the kind, e.g. "ldap"; Location what it reads, e.g.
	// "ldap://dc1.example.com, DC=example,DC=com". Location may be empty.
	Directory string `json:"directory"`
	Location  string `json:"location"`
	// Configured says that the settings are right; NotReady is why no sync is
	// possible now (settings, no log-in), null when one is.
	Configured bool     `json:"configured"`
	NotReady   *Problem `json:"notReady"`
	// LastUsers and LastGroups are when they were last synced; empty after a clear
	// of the cache, which Cleared tells until the next sync.
	LastUsers  string `json:"lastUsers"`
	LastGroups string `json:"lastGroups"`
	Cleared    bool   `json:"cleared"`
	// Members and Groups count what the organization is known to hold.
	Members  int `json:"members"`
	Groups   int `json:"groups"`
	InFlight int `json:"inFlight"`
	// Interval is the minutes between automatic syncs.
	Interval  int        `json:"interval"`
	Automatic *Automatic `json:"automatic"`
	// Holder says that another process syncs this profile right now.
	Holder  *Holder `json:"holder"`
	LastRun *Run    `json:"lastRun"`
	// Jobs are the running or last job of each kind, newest first.
	Jobs []Job `json:"jobs"`
	// Test is what has become of the last test, null where TestResult has none.
	Test *TestStatus `json:"test"`
	// Notices are plain sentences for the administrator: where secrets are
	// kept, for example.
	Notices []string `json:"notices"`
	// Untold is why mails that are to be sent can't be; empty where nothing is in
	// the way.
	Untold []FieldProblem `json:"untold"`
}

// TestStatus is what has become of the last test since it was made.
type TestStatus struct {
	// Plan tells which plan is shown, File names the saved one.
	Plan string `json:"plan"`
	File string `json:"file"`
	// Draft says that settings were tested that are still not saved.
	Draft bool `json:"draft"`
	// Outdated says why a sync may do something else now: "applied" (it was done),
	// "sync" (one has run), "login" (nobody was logged in), "settings" (others hold),
	// "age" (over a day), or nothing. What was done or overtaken by a sync is history,
	// and stays so.
	Outdated string `json:"outdated"`
	// Run is the one that did it, At when it ended.
	Run string `json:"run"`
	At  string `json:"at"`
	// Applies says that a sync may be asked to do exactly that.
	Applies bool `json:"applies"`
	// Read is what the directory was found to hold: by the test, or by one before
	// a saved plan was opened, which has no such lists. Null where nobody has read it.
	Read *ReadCounts `json:"read"`
}

// ReadCounts are the people and groups that a test read.
type ReadCounts struct {
	People int `json:"people"`
	Groups int `json:"groups"`
}

// A Profile is one directory, one organization.
type Profile struct {
	Name         string `json:"name"`
	Organization string `json:"organization"`
	// OrganizationName is how people call it; may be empty.
	OrganizationName string `json:"organizationName"`
	// Automatic says that this program syncs it automatically now.
	Automatic bool `json:"automatic"`
}

// Account is the log-in of the profile.
type Account struct {
	LoggedIn       bool   `json:"loggedIn"`
	ClientID       string `json:"clientId"`
	OrganizationID string `json:"organizationId"`
	// OrganizationName is how people call it; may be empty.
	OrganizationName string `json:"organizationName"`
	Server           string `json:"server"`
}

// Automatic is the state of the automatic sync.
type Automatic struct {
	// State is "running", "waiting", "stopped" or "ended without notice" (its
	// process is gone).
	State string `json:"state"`
	// Own says that this program does it; else the process PID does.
	Own      bool   `json:"own"`
	PID      int    `json:"pid"`
	Since    string `json:"since"`
	NextRun  string `json:"nextRun"`
	Failures int    `json:"failures"`
	// Error is what ended it, null where nothing did.
	Error *Problem `json:"error"`
}

// Holder is another process that syncs.
type Holder struct {
	PID   int    `json:"pid"`
	Since string `json:"since"`
	What  string `json:"what"`
}

// A LoginRequest is an organization's API key, and what changes with it of the
// settings server.* and network.*.
type LoginRequest struct {
	ClientID     string `json:"clientId"`
	ClientSecret string `json:"clientSecret"`
	Server       Draft  `json:"server"`
}

// A RenameRequest gives a profile another name.
type RenameRequest struct {
	From string `json:"from"`
	To   string `json:"to"`
}
