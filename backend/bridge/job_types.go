package bridge

// A Job is work that takes its time. One of each kind runs at a time in a
// profile, and a test and a sync never together.
type Job struct {
	ID string `json:"id"`
	// Number orders jobs, whatever the clock says.
	Number int `json:"number"`
	// Kind is "check", "test", "sync" (by hand or automatic), "filter", "explain",
	// "offboard", "service" or "notify".
	Kind    string `json:"kind"`
	Profile string `json:"profile"`
	// State is "running", "done", "failed", "stopped" (by a guard or a
	// conflict, before anything was sent) or "cancelled".
	State string `json:"state"`
	// Automatic says that the automatic sync began it.
	Automatic bool   `json:"automatic"`
	Started   string `json:"started"`
	Ended     string `json:"ended"`
	// Stage is what it does, e.g. "read users" or "send groups"; Done of Total
	// entries, Total 0 where nobody knows it.
	Stage string `json:"stage"`
	Done  int    `json:"done"`
	Total int    `json:"total"`
	// Draft says that unsaved settings were used, Planned that a sync carries out
	// a plan, Only the external id of the one person that it is about.
	Draft   bool   `json:"draft"`
	Planned bool   `json:"planned"`
	Only    string `json:"only"`
	// Steps are those of a check; Filter is what a filter job found; Offboarding
	// what it means to take somebody's access away; RunID the record of a sync.
	Steps  []CheckStep   `json:"steps"`
	Filter *FilterReport `json:"filter"`
	RunID  string        `json:"runId"`

	Offboarding *Offboarding `json:"offboarding"`
	Error       *Problem     `json:"error"`
}

// A CheckStep is one line of a connection test.
type CheckStep struct {
	// Part is "directory" or "organization".
	Part string `json:"part"`
	Name string `json:"name"`
	// Status is "ok", "warning" or "failed".
	Status string `json:"status"`
	Detail string `json:"detail"`
	Hint   string `json:"hint"`
	// Nobody says that there is no user, where all else went well.
	Nobody bool `json:"nobody"`
}

// A CheckRequest tests the connection with a draft (an empty one: as saved).
type CheckRequest struct {
	Draft Draft `json:"draft"`
}

// A TestRequest shows what a sync would mean.
type TestRequest struct {
	Draft Draft `json:"draft"`
	// SinceLast shows only what changed since the last sync.
	SinceLast bool `json:"sinceLast"`
}

// A SyncRequest is one order to sync. The allowances let a guard pass once;
// each names the number that was shown.
type SyncRequest struct {
	Full bool `json:"full"`
	// Plan, where not empty, is the plan that is shown: exactly that is done, or
	// nothing.
	Plan string `json:"plan"`
	// Only, where not empty, is the external id of the one person that the sync
	// is about. Again are those of people who are invited, or sent, again.
	Only             string   `json:"only"`
	Again            []string `json:"again"`
	AllowRemovals    int      `json:"allowRemovals"`
	AllowMemberships int      `json:"allowMemberships"`
	AllowAdditions   int      `json:"allowAdditions"`
	// AllowFirst is the number of a first sync.
	AllowFirst int `json:"allowFirst"`
	AllowSeats int `json:"allowSeats"`
	// AllowGroupRemovals and AllowGone are for groups that would be deleted, and
	// for members whom the member list lacks.
	AllowGroupRemovals int `json:"allowGroupRemovals"`
	AllowGone          int `json:"allowGone"`
}

// A FindingQuery asks for a page of what a guard found in the last job of a
// kind ("test" or "sync").
type FindingQuery struct {
	Kind   string `json:"kind"`
	Guard  string `json:"guard"`
	Search string `json:"search"`
	Offset int    `json:"offset"`
	Limit  int    `json:"limit"`
}

// A FindingPage is one page; Total counts all that match.
type FindingPage struct {
	Total int            `json:"total"`
	Items []FindingEntry `json:"items"`
}
