package organization

import "time"

// A Group is one line of the organization's group list.
// See https://bitwarden.com/help/public-api/ (GET /public/groups).
type Group struct {
	ID         string `json:"id"`
	ExternalID string `json:"externalId"`
	Name       string `json:"name"`
	// Collections are the ids of the collections that hang on the group.
	Collections []string `json:"collections,omitempty"`
}

// Seen is what the organization shows of itself at one moment.
type Seen struct {
	Server Server
	// Unasked: no server could be asked: nobody is logged in, or it does not
	// answer.
	Unasked bool
	// Listed says that Members is the whole member list, GroupsListed that
	// Groups is the whole group list. vaultwarden has neither.
	Listed, GroupsListed bool
	// Unread: a list that the server has could not be read now.
	Unread  bool
	Members []Member
	Groups  []Group
	// MembersOf are the ids of the members of groups, by the group's id; only
	// of those groups that were asked for.
	MembersOf map[string][]string
	// AllMemberships: all groups that concern the profile were asked for.
	AllMemberships bool
	// Seats are those of the subscription.
	Seats Seats
	// Took is how long the server needed for its lists.
	Took time.Duration
}
