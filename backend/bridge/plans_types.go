package bridge

// A PlanQuery asks for a page of a part of the plan: Part is "joins", "leaves",
// "changes" or "groups". Reason, where not empty, limits it to changes with that
// reason; Search is in names and external ids, also of members that come or go.
type PlanQuery struct {
	Part   string `json:"part"`
	Reason string `json:"reason"`
	Search string `json:"search"`
	Offset int    `json:"offset"`
	Limit  int    `json:"limit"`
}

// A ChangePage is one page; Total counts all that match. Reasons count what
// matches whatever the reason.
type ChangePage struct {
	Total   int           `json:"total"`
	Items   []NamedChange `json:"items"`
	Reasons []ReasonCount `json:"reasons"`
}

// A ReasonCount says how many have a reason.
type ReasonCount struct {
	Reason string `json:"reason"`
	Count  int    `json:"count"`
}

// A MemberQuery asks who comes to a group ("joins"), or goes ("leaves"), with
// the change at a place. Run, where not empty, is that of the history; else it is
// a change of the plan.
type MemberQuery struct {
	Run    string `json:"run"`
	At     int    `json:"at"`
	Side   string `json:"side"`
	Search string `json:"search"`
	Offset int    `json:"offset"`
	Limit  int    `json:"limit"`
}

// A PlanSearch asks how many of each part of the plan match.
type PlanSearch struct {
	Search string `json:"search"`
}

// PlanCounts are how many that are. Removed and Revoked are those of Leaves,
// People and Entries those of everybody.
type PlanCounts struct {
	Joins   int `json:"joins"`
	Leaves  int `json:"leaves"`
	Removed int `json:"removed"`
	Revoked int `json:"revoked"`
	Changes int `json:"changes"`
	Groups  int `json:"groups"`
	// GroupsNew and GroupsGone are those of Groups that are made and deleted.
	GroupsNew  int `json:"groupsNew"`
	GroupsGone int `json:"groupsGone"`
	LeftOut    int `json:"leftOut"`
	ByHand     int `json:"byHand"`
	Enabled    int `json:"enabled"`
	Disabled   int `json:"disabled"`
	Deleted    int `json:"deleted"`
	InGroups   int `json:"inGroups"`
}

// A DriftPage is a page of what somebody changed in the organization.
type DriftPage struct {
	Total   int           `json:"total"`
	Items   []DriftItem   `json:"items"`
	Reasons []ReasonCount `json:"reasons"`
}

// A DriftItem is one thing that somebody changed in the organization by other
// means.
type DriftItem struct {
	// What is its kind, e.g. "member-gone"; Kind is "user", "group" or nothing.
	What string `json:"what"`
	Kind string `json:"kind"`
	Ref  Ref    `json:"ref"`
	// Now is what the organization shows instead, Invited says that a member who
	// is gone is invited again.
	Now     string `json:"now"`
	Invited bool   `json:"invited"`
	// Joined and Left are the first of those who were put into a group and taken
	// out, and how many they are.
	Joined      []Ref `json:"joined"`
	JoinedTotal int   `json:"joinedTotal"`
	Left        []Ref `json:"left"`
	LeftTotal   int   `json:"leftTotal"`
	// Count is how many there are, of what is only counted.
	Count int `json:"count"`
}

// Seats are those of the organization before and after; Limit is null where
// there is none.
type Seats struct {
	UsedBefore   int  `json:"usedBefore"`
	UsedAfter    int  `json:"usedAfter"`
	Known        bool `json:"known"`
	BoughtBefore int  `json:"boughtBefore"`
	BoughtAfter  int  `json:"boughtAfter"`
	Buys         int  `json:"buys"`
	Limit        *int `json:"limit"`
}

// A MissingGroup left the directory or the filter and is still in the
// organization.
type MissingGroup struct {
	Ref         Ref      `json:"ref"`
	Members     int      `json:"members"`
	Collections []string `json:"collections"`
}

// A LeftOutPage is a page of entries that are left out or held, and of what else
// is to be known.
type LeftOutPage struct {
	Total   int           `json:"total"`
	Items   []Warning     `json:"items"`
	Reasons []ReasonCount `json:"reasons"`
}

// An OpenPlan is a saved plan that is to be looked at.
type OpenPlan struct {
	Name    string `json:"name"`
	Content string `json:"content"`
}

// A DifferenceQuery asks for a page of where the last plan that was to be
// applied no longer held.
type DifferenceQuery struct {
	Search string `json:"search"`
	Offset int    `json:"offset"`
	Limit  int    `json:"limit"`
}

// A DifferencePage is one page.
type DifferencePage struct {
	Total int          `json:"total"`
	Items []Difference `json:"items"`
}

// A Difference is one change that is not as it was planned: Planned is null for
// one that came, Now for one that is gone.
type Difference struct {
	Planned *NamedChange `json:"planned"`
	Now     *NamedChange `json:"now"`
	// PlannedJoins and the others are the first members on one side only.
	PlannedJoins  []Ref `json:"plannedJoins"`
	PlannedLeaves []Ref `json:"plannedLeaves"`
	NowJoins      []Ref `json:"nowJoins"`
	NowLeaves     []Ref `json:"nowLeaves"`
}
