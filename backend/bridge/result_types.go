package bridge

// TestResult is the result of the last test, without its lists.
type TestResult struct {
	JobID string `json:"jobId"`
	Time  string `json:"time"`
	// SinceLast and Draft are what was asked for.
	SinceLast bool `json:"sinceLast"`
	Draft     bool `json:"draft"`
	// How many there are of each.
	Enabled  int `json:"enabled"`
	Disabled int `json:"disabled"`
	Deleted  int `json:"deleted"`
	Groups   int `json:"groups"`
	Warnings int `json:"warnings"`
	Removals int `json:"removals"`
	LeftOut  int `json:"leftOut"`
	Held     int `json:"held"`
	// What a sync would send. Revoked are those of Removals who stay members
	// without access, Restored those of Changed who get it back.
	Added         int `json:"added"`
	Changed       int `json:"changed"`
	GroupsChanged int `json:"groupsChanged"`
	Revoked       int `json:"revoked"`
	Restored      int `json:"restored"`
	// Unlisted: the server can't tell what becomes of what is sent.
	Unlisted bool `json:"unlisted"`
	// MissingGroups are groups that left the directory or the filter.
	MissingGroups []string `json:"missingGroups"`
	// Stop is what would stop a sync.
	Stop []Finding `json:"stop"`
}

// A UserQuery asks for a page of a test's users: List is "enabled",
// "disabled", "deleted" or "removals". Search is in the email or external id,
// in any case.
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
	// Held: can't be sent as it is now, keeps its last accepted values.
	Held bool `json:"held"`
	// Reason says why a removal is one.
	Reason string `json:"reason"`
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
	Group  Group   `json:"group"`
	Nested []Group `json:"nested"`
	Total  int     `json:"total"`
	Items  []User  `json:"items"`
}

// A WarningQuery asks for a page of a test's warnings.
type WarningQuery struct {
	Search string `json:"search"`
	Offset int    `json:"offset"`
	Limit  int    `json:"limit"`
}

// A WarningPage is one page.
type WarningPage struct {
	Total int       `json:"total"`
	Items []Warning `json:"items"`
}

// A Warning names an entry and the reason why it was left out or held.
type Warning struct {
	Code  string `json:"code"`
	Entry string `json:"entry"`
	Text  string `json:"text"`
}

// A DownloadRequest asks for a list as a file: What is "test" or "history",
// Format "csv" or "json".
type DownloadRequest struct {
	What   string `json:"what"`
	Format string `json:"format"`
}
