package bridge

// TestResult is the plan that is shown, without its lists: the result of the
// last test, or a saved plan that was opened.
type TestResult struct {
	JobID string `json:"jobId"`
	// Time is when it was made.
	Time string `json:"time"`
	// File names the saved plan; empty for a test.
	File string `json:"file"`
	// SinceLast and Draft are what was asked for.
	SinceLast bool `json:"sinceLast"`
	Draft     bool `json:"draft"`
	// Plan tells it from every other one; Sync takes it to do exactly that.
	Plan string `json:"plan"`
	// Changes counts all that a sync would do, Joins and Leaves the memberships
	// that come and go, Counts the parts.
	Changes int        `json:"changes"`
	Joins   int        `json:"joins"`
	Leaves  int        `json:"leaves"`
	Counts  PlanCounts `json:"counts"`
	// Unlisted: the server can't tell what becomes of what is sent.
	Unlisted bool `json:"unlisted"`
	// Unseen: the organization could not be asked for all that a plan rests on.
	Unseen bool `json:"unseen"`
	// BeforeLogin: nobody was logged in, so that nothing was compared with the
	// organization.
	BeforeLogin bool `json:"beforeLogin"`
	// Blocked is why a sync would stop, whatever it would do; null for nothing.
	Blocked *Problem `json:"blocked"`
	// Missing are the first of the groups that left the directory or the filter.
	Missing      []MissingGroup `json:"missing"`
	MissingTotal int            `json:"missingTotal"`
	// Seats are null where nobody can tell.
	Seats *Seats `json:"seats"`
	// Stop is what would stop a sync.
	Stop []Finding `json:"stop"`
	// Postponed waits because of the time of day; null for nothing.
	Postponed *Postponed `json:"postponed"`
}

// Postponed is what a sync does not send yet, because of the time of day.
type Postponed struct {
	// Until is when it may be sent; empty where nobody can tell.
	Until string `json:"until"`
	// Changes are the first of Total; their At means nothing.
	Changes []NamedChange `json:"changes"`
	Total   int           `json:"total"`
}

// A GoodQuery asks for the last sync of everybody that was done, beside the plan
// ("test"), or the last sync ("sync").
type GoodQuery struct {
	Kind string `json:"kind"`
}

// LastGood is that sync, beside what there would be, or was to be.
type LastGood struct {
	Run       string `json:"run"`
	Time      string `json:"time"`
	Users     int    `json:"users"`
	Groups    int    `json:"groups"`
	UsersNow  int    `json:"usersNow"`
	GroupsNow int    `json:"groupsNow"`
	// Settings are the keys of those that are other ones now, of what a sync
	// depends on.
	Settings []string `json:"settings"`
}

// A UserQuery asks for a page of a test's users: List is "enabled",
// "disabled" or "deleted". Search is in the email or external id, in any case.
type UserQuery struct {
	List   string `json:"list"`
	Search string `json:"search"`
	Offset int    `json:"offset"`
	Limit  int    `json:"limit"`
}

// A UserPage is one page; Total counts all that match.
type UserPage struct {
	Total int    `json:"total"`
	Items []User `json:"items"`
}

// A User of a test's result.
type User struct {
	ExternalID string `json:"externalId"`
	Email      string `json:"email"`
	// Name is what the directory calls the user; may be empty.
	Name string `json:"name"`
	// Held: can't be sent as it is now, keeps its last accepted values.
	Held bool `json:"held"`
}

// A GroupQuery asks for a page of a test's groups. Search is in the name or
// external id. Roots leaves out groups that are inside another one.
type GroupQuery struct {
	Search string `json:"search"`
	Roots  bool   `json:"roots"`
	Offset int    `json:"offset"`
	Limit  int    `json:"limit"`
}

// A GroupPage is one page; Total counts all that match.
type GroupPage struct {
	Total int     `json:"total"`
	Items []Group `json:"items"`
}

// A Group of a test's result.
type Group struct {
	ExternalID string `json:"externalId"`
	Name       string `json:"name"`
	// Members counts all after flattening, Direct those that are its own,
	// Nested the groups directly inside it.
	Members int `json:"members"`
	Direct  int `json:"direct"`
	Nested  int `json:"nested"`
}

// A GroupMembersQuery asks for what is in one group. Direct leaves out members
// that are there by a nested group only.
type GroupMembersQuery struct {
	ExternalID string `json:"externalId"`
	Direct     bool   `json:"direct"`
	Search     string `json:"search"`
	Offset     int    `json:"offset"`
	Limit      int    `json:"limit"`
}

// GroupMembers is what is in a group: all nested groups, one page of members.
type GroupMembers struct {
	Nested []Group `json:"nested"`
	Total  int     `json:"total"`
	Items  []User  `json:"items"`
}

// A WarningQuery asks for a page of what is left out, or to be known. Reason is
// the code of a warning; empty for all.
type WarningQuery struct {
	Reason string `json:"reason"`
	Search string `json:"search"`
	Offset int    `json:"offset"`
	Limit  int    `json:"limit"`
}

// A Warning names an entry and the reason why it was left out or held. Key is the
// entry as it is, for a link.
type Warning struct {
	Code  string `json:"code"`
	Key   string `json:"key"`
	Entry string `json:"entry"`
	Text  string `json:"text"`
}

// A DownloadRequest asks for a list as a file: What is "test", "history" or
// "plan", Format "csv" or "json", or "html" for a plan that is to be printed.
// Words are what a report to be printed calls things, in the language of the
// pages; what they lack is English.
type DownloadRequest struct {
	What   string            `json:"what"`
	Format string            `json:"format"`
	Words  map[string]string `json:"words,omitempty"`
}
