package bridge

// A FindQuery asks for people and groups whose names or external id have all words
// of a text. Without one the names are made ready to be searched.
type FindQuery struct {
	Search string `json:"search"`
	Limit  int    `json:"limit"`
}

// A FoundPage is the first of them; Total counts all.
type FoundPage struct {
	Total int     `json:"total"`
	Items []Found `json:"items"`
}

// Found is one: Kind is "user" or "group".
type Found struct {
	Kind string `json:"kind"`
	Ref  Ref    `json:"ref"`
	// Name is what the directory calls a person; empty where that is not known.
	Name string `json:"name"`
	// Reference is what the directory calls it; empty where that says no more.
	Reference string `json:"reference"`
}

// An ExplainRequest asks what becomes of one person or group. Who is an email, a
// name, an external id, a DN or a stable id; Kind is "user", "group" or nothing.
// Now asks directory and organization; else what was read and accepted last
// tells, where something was.
type ExplainRequest struct {
	Who  string `json:"who"`
	Kind string `json:"kind"`
	Now  bool   `json:"now"`
}

// Explained is the answer of such a job.
type Explained struct {
	JobID string `json:"jobId"`
	Who   string `json:"who"`
	// Matches are all who may be meant, where they are several: then there is
	// nothing else.
	Matches []Found `json:"matches"`
	// Cached says that nobody was asked, Read when the directory was read, Looked
	// that the organization was asked.
	Cached bool   `json:"cached"`
	Read   string `json:"read"`
	Looked bool   `json:"looked"`

	Kind string `json:"kind"`
	Ref  Ref    `json:"ref"`
	// Name is what the directory calls a person; empty where that is not known.
	Name      string `json:"name"`
	Reference string `json:"reference"`
	// Fate is what comes of it all, Steps how that came.
	Fate string `json:"fate"`
	// Gone is what took the member or the group out of the organization, where
	// nothing brought it back since; else null.
	Gone  *StoryEvent   `json:"gone"`
	Steps []ExplainStep `json:"steps"`
	// Entry is what the directory has; null where it has none, or the read leaves
	// it out: then Located says where it is.
	Entry   *Entry   `json:"entry"`
	Located []Place  `json:"located"`
	Holds   *Holds   `json:"holds"`
	Had     *Had     `json:"had"`
	Has     *Has     `json:"has"`
	Would   Would    `json:"would"`
	Actions []string `json:"actions"`
	// Offboards is what taking the access away does by the settings: "revoke" or
	// "remove".
	Offboards string `json:"offboards"`
	// GroupsTotal, MembersTotal and EventsTotal are how many Groups, Members and
	// Events have.
	MembersTotal int         `json:"membersTotal"`
	GroupsTotal  int         `json:"groupsTotal"`
	EventsTotal  int         `json:"eventsTotal"`
	EarlierRuns  int         `json:"earlierRuns"`
	Drift        []DriftItem `json:"drift"`
	Warnings     []Warning   `json:"warnings"`
	Conflict     bool        `json:"conflict"`
}

// An ExplainStep is one step of a sync, and how it ended: "passed", "left-out",
// "held", "leaves", "stays" or "stops".
type ExplainStep struct {
	Name    string `json:"name"`
	Outcome string `json:"outcome"`
	Reason  Reason `json:"reason"`
}

// An Entry is what the directory has.
type Entry struct {
	Reference  string `json:"reference"`
	ExternalID string `json:"externalId"`
	StableID   string `json:"stableId"`
	Email      string `json:"email"`
	Name       string `json:"name"`
	Disabled   bool   `json:"disabled"`
	Deleted    bool   `json:"deleted"`
	Outside    bool   `json:"outside"`
	Expires    string `json:"expires"`
}

// A Place is where the directory has what a read does not give, and why not.
type Place struct {
	Reference  string   `json:"reference"`
	Name       string   `json:"name"`
	Exclusions []Reason `json:"exclusions"`
}

// Holds counts what a group has in it: Users are its own, All those through all
// groups below, Listed those that the organization's group is to list.
type Holds struct {
	Users       int   `json:"users"`
	All         int   `json:"all"`
	Listed      int   `json:"listed"`
	NestedTotal int   `json:"nestedTotal"`
	Nested      []Ref `json:"nested"`
}

// Had is what the organization accepted in earlier syncs.
type Had struct {
	Name          string `json:"name"`
	Wanted        string `json:"wanted"`
	Members       int    `json:"members"`
	InFlight      bool   `json:"inFlight"`
	Revoked       bool   `json:"revoked"`
	RemovedByHand bool   `json:"removedByHand"`
	BeforeClear   bool   `json:"beforeClear"`
}

// Has is what the organization shows now. Status and Role are words: "confirmed",
// "owner"; empty for a group.
type Has struct {
	Name             string   `json:"name"`
	ExternalID       string   `json:"externalId"`
	Status           string   `json:"status"`
	Role             string   `json:"role"`
	CollectionsTotal int      `json:"collectionsTotal"`
	Collections      []string `json:"collections"`
}

// Would is what a sync would do: to the person or group, and to the groups that
// a person joins and leaves.
type Would struct {
	Changes     []NamedChange `json:"changes"`
	Joins       []Ref         `json:"joins"`
	JoinsTotal  int           `json:"joinsTotal"`
	Leaves      []Ref         `json:"leaves"`
	LeavesTotal int           `json:"leavesTotal"`
	Stops       []Finding     `json:"stops"`
}

// An ExplainedQuery asks for a page of a list of an answer.
type ExplainedQuery struct {
	JobID  string `json:"jobId"`
	Search string `json:"search"`
	Offset int    `json:"offset"`
	Limit  int    `json:"limit"`
}

// A MembershipPage is a page of the groups that hold somebody.
type MembershipPage struct {
	Total int          `json:"total"`
	Items []Membership `json:"items"`
}

// A Membership is a group that holds somebody: Path leads from it down to the one
// that has the person directly, Others is how many other ways there are. Reason
// says why the organization's group does not list the person; Listed under which
// external id it does, where that is another one.
type Membership struct {
	Ref    Ref    `json:"ref"`
	Path   []Ref  `json:"path"`
	Others int    `json:"others"`
	Listed string `json:"listed"`
}

// A GroupMemberPage is a page of the members of a group, by name.
type GroupMemberPage struct {
	Total int           `json:"total"`
	Items []GroupMember `json:"items"`
}

// A GroupMember is one member: the reason of its Ref says why the organization's
// group does not list it, or lists it all the same; Listed under which external id
// it does, where that is another one.
type GroupMember struct {
	Ref    Ref    `json:"ref"`
	Called string `json:"called"`
	// Direct: the group has it itself, not only through one below.
	Direct bool   `json:"direct"`
	Listed string `json:"listed"`
}

// An EventPage is a page of what was done, newest first.
type EventPage struct {
	Total int          `json:"total"`
	Items []StoryEvent `json:"items"`
}

// A StoryEvent is one thing that happened to a person or a group.
type StoryEvent struct {
	Run  string `json:"run"`
	At   string `json:"at"`
	What string `json:"what"`
	ID   string `json:"id"`
	Name string `json:"name"`
	// Other is the group that a person joined or left; of a group, the member.
	Other     *Ref   `json:"other"`
	Before    string `json:"before"`
	After     string `json:"after"`
	Reason    Reason `json:"reason"`
	Unchecked bool   `json:"unchecked"`
	Invited   bool   `json:"invited"`
	// Code is that of a warning, or the guard; Text what the run said.
	Code string `json:"code"`
	Text string `json:"text"`
	// Runs counts the runs on end that said the same, LastRun is the last of them.
	Runs    int    `json:"runs"`
	LastRun string `json:"lastRun"`
}

// An OffboardRequest takes the access of one person away. Way is "revoke",
// "remove" or nothing: then the setting decides. Without Shown it only says what
// it would mean; Shown is what that answer said, so that nothing else is done.
type OffboardRequest struct {
	Who           string `json:"who"`
	Way           string `json:"way"`
	Shown         string `json:"shown"`
	AllowRemovals int    `json:"allowRemovals"`
}

// Offboarding is what that means. Action is "revoke" or "remove".
type Offboarding struct {
	Ref     Ref      `json:"ref"`
	Action  string   `json:"action"`
	Already bool     `json:"already"`
	ReadAt  string   `json:"readAt"`
	Follows []Reason `json:"follows"`
	// Shown tells it from every other one; Done says that it was done.
	Shown string `json:"shown"`
	Done  bool   `json:"done"`
}
