package bridge

import (
	"maps"
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

// A Reason says why, as a code with parameters: the pages have words for it.
type Reason struct {
	Code   string            `json:"code"`
	Params map[string]string `json:"params"`
}

// reasonOf is a reason whose parameters can be shown.
func reasonOf(r plan.Reason) Reason {
	out := Reason{Code: string(r.Code), Params: make(map[string]string, len(r.Params))}
	for name, value := range maps.All(r.Params) {
		out.Params[name] = directory.Visible(value)
	}
	return out
}

// A Ref names a person or a group. Name and ID can be shown; Key is the external
// id as it is, for a link.
type Ref struct {
	Key    string `json:"key"`
	ID     string `json:"id"`
	Name   string `json:"name"`
	Reason string `json:"reason"`
}

func refOf(r plan.Ref) Ref {
	return Ref{Key: r.ExternalID, ID: directory.Visible(r.ExternalID), Name: directory.Visible(r.Name), Reason: string(r.Reason)}
}

func refsOf(list []plan.Ref) []Ref { return each(list, refOf) }

// A NamedChange is one thing that happens, or happened, to a person or a group.
type NamedChange struct {
	// At is its place among all, by which its members are asked for.
	At int `json:"at"`
	// What is its kind as the tables of the history have it, e.g. "user-added";
	// Action and Kind are those of the plan, e.g. "invite" and "user".
	What   string `json:"what"`
	Action string `json:"action"`
	Kind   string `json:"kind"`
	Ref    Ref    `json:"ref"`
	// Called is what the directory calls a person; empty where that is not known.
	Called string `json:"called"`
	// Before and After are the email, the name or the external id, where it is
	// another one.
	Before string `json:"before"`
	After  string `json:"after"`
	// Joins and Leaves count the members that a group gets and loses, Members
	// those that it has then.
	Joins   int    `json:"joins"`
	Leaves  int    `json:"leaves"`
	Members int    `json:"members"`
	Reason  Reason `json:"reason"`
	// Unchecked: the server can't tell what becomes of it.
	Unchecked bool `json:"unchecked"`
}

func namedChange(at int, c *plan.Change) NamedChange {
	return NamedChange{
		At: at, What: words.Kind(*c), Action: string(c.Action), Kind: string(c.Kind),
		Ref:    refOf(plan.Ref{ExternalID: c.ExternalID, Name: c.Name}),
		Before: directory.Visible(c.Before), After: directory.Visible(c.After), Joins: len(c.Joins), Leaves: len(c.Leaves),
		Members: c.Members, Reason: reasonOf(c.Reason), Unchecked: c.Unchecked,
	}
}

// A MemberPage is a page of who comes to a group, or goes.
type MemberPage struct {
	Total int   `json:"total"`
	Items []Ref `json:"items"`
}

// The sides of a change of a group.
const (
	sideJoins  = "joins"
	sideLeaves = "leaves"
)

// membersOf returns a page of those whom a change brings into a group, or takes
// out, each with the reason.
func membersOf(c *plan.Change, side, search string, offset, limit int) MemberPage {
	refs := c.Joins
	if side == sideLeaves {
		refs = c.Leaves
	}
	found := matchingRefs(refs, search)
	shown := refsOf(page(found, offset, limit))
	for i := range shown {
		if shown[i].Reason == "" && (side == sideLeaves || c.Reason.Code == plan.Healed) {
			shown[i].Reason = string(c.Reason.Code)
		}
	}
	return MemberPage{Total: len(found), Items: shown}
}

// matchingRefs are those whose name or external id has a text.
func matchingRefs(refs []plan.Ref, search string) []plan.Ref {
	if search = searched(search); search == "" {
		return refs
	}
	return those(refs, func(r plan.Ref) bool { return contains(search, r.Name, r.ExternalID) })
}

// changeHas tells whether a change is about a text: by its names, or one of the
// members that come or go.
func changeHas(c *plan.Change, search string) bool {
	if contains(search, c.Name, c.ExternalID, c.Before, c.After) {
		return true
	}
	of := func(r plan.Ref) bool { return contains(search, r.Name, r.ExternalID) }
	return slices.ContainsFunc(c.Leaves, of) || slices.ContainsFunc(c.Joins, of)
}
