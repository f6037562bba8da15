package bridge

import (
	"cmp"
	"slices"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/explanation"
	"directoryconnector/backend/history"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

// What can be done about a person.
const (
	// actSync: a sync of this person alone; actReinvite: invite again who was
	// removed by hand or offboarded; actAgain: send again, to a server that does
	// not show what it did; actOffboard: take the access away.
	actSync     = "sync"
	actReinvite = "reinvite"
	actAgain    = "again"
	actOffboard = "offboard"
)

// shown is the answer as a page has it.
func (e *explained) shown(status *app.Status) Explained {
	out := Explained{
		JobID: e.job, Who: e.who, Cached: e.cached, Steps: []ExplainStep{}, Located: []Place{}, Actions: []string{},
		Drift: []DriftItem{}, Warnings: []Warning{}, Would: Would{Changes: []NamedChange{}, Joins: []Ref{}, Leaves: []Ref{}, Stops: []Finding{}},
	}
	out.Matches = each(e.found.Matches, func(m explanation.Subject) Found {
		return Found{Kind: string(m.Kind), Ref: refOf(plan.Ref{ExternalID: cmp.Or(m.ExternalID, m.Reference, m.Name), Name: m.Name}), Name: directory.Visible(m.Called), Reference: directory.Visible(m.Reference)}
	})
	x := e.found.Explanation
	if x == nil {
		return out
	}
	out.Read, out.Looked, out.Kind, out.Conflict = moment(x.Read), x.Looked, string(x.Kind), x.Conflict
	out.Ref, out.Reference, out.Fate = refOf(plan.Ref{ExternalID: x.ExternalID, Name: x.Name}), directory.Visible(x.Reference), string(x.Fate)
	out.Name = directory.Visible(x.Called)
	out.Steps = each(x.Steps, func(s explanation.Step) ExplainStep {
		return ExplainStep{Name: string(s.Name), Outcome: string(s.Outcome), Reason: reasonOf(s.Reason)}
	})
	out.Entry, out.Holds, out.Had, out.Has = entryOf(x.Entry), holdsOf(x.Holds), hadOf(x.Accepted), hasOf(x.Shown)
	out.Located = each(x.Located, func(l directory.Location) Place {
		return Place{Reference: directory.Visible(l.Reference), Name: directory.Visible(l.Name), Exclusions: each(l.Exclusions, exclusionOf)}
	})
	for i := range x.Sync.Changes {
		out.Would.Changes = append(out.Would.Changes, namedChange(i, &x.Sync.Changes[i]))
	}
	out.Would.Joins, out.Would.JoinsTotal = refsOf(first(x.Sync.Joins)), len(x.Sync.Joins)
	out.Would.Leaves, out.Would.LeavesTotal = refsOf(first(x.Sync.Leaves)), len(x.Sync.Leaves)
	out.Would.Stops = findingsOf(x.Sync.Stops)
	out.MembersTotal = len(x.Members)
	out.GroupsTotal, out.Drift = len(x.Groups), driftItems(x.Drift)
	if x.History != nil {
		out.EventsTotal, out.EarlierRuns = len(x.History.Events), x.History.Earlier
	}
	out.Warnings = each(x.Warnings[:min(len(x.Warnings), mostEntries)], warningOf)
	out.Gone, out.Actions = goneBy(x), actionsOf(x, status)
	return out
}

// goneBy is the last event that took somebody, or a group, out of the
// organization, where that is how it is.
func goneBy(x *explanation.Explanation) *StoryEvent {
	if x.History == nil || len(x.Sync.Changes) > 0 || x.Fate == explanation.FateMember || x.Fate == explanation.FateHeld {
		return nil
	}
	for _, event := range slices.Backward(x.History.Events) {
		switch plan.Action(event.What) {
		case plan.Remove, plan.Revoke, plan.Delete:
			return new(eventOf(&event))
		case plan.Invite, plan.Stage, plan.Adopt, plan.Restore, plan.Create:
			return nil
		}
	}
	return nil
}

func exclusionOf(why directory.Exclusion) Reason {
	return reasonOf(plan.Reason{Code: plan.Code(why.Code), Params: why.Params})
}

// actionsOf is what can be done about somebody.
func actionsOf(x *explanation.Explanation, status *app.Status) []string {
	actions := []string{}
	if x.Kind != plan.User || x.ExternalID == "" || !status.LoggedIn {
		return actions
	}
	unlisted := status.Last != nil && status.Last.Unlisted
	out := x.Fate == explanation.FateByHand || x.Fate == explanation.FateOffboarded
	if !x.Conflict && !out && status.Members > 0 {
		actions = append(actions, actSync)
	}
	if out {
		actions = append(actions, actReinvite)
	}
	if unlisted && x.Accepted != nil && !out {
		actions = append(actions, actAgain)
	}
	inside := x.Accepted != nil && !x.Accepted.RemovedByHand && !x.Accepted.Revoked || x.Shown != nil
	if inside && x.Fate != explanation.FateOffboarded {
		actions = append(actions, actOffboard)
	}
	return actions
}

func entryOf(e *explanation.Entry) *Entry {
	if e == nil {
		return nil
	}
	v := directory.Visible
	return &Entry{
		Reference: v(e.Reference), ExternalID: v(e.ExternalID), StableID: v(e.StableID), Email: v(e.Email), Name: v(e.Name),
		Disabled: e.Disabled, Deleted: e.Deleted, Outside: e.Outside, Expires: moment(e.Expires),
	}
}

func holdsOf(h *explanation.Holds) *Holds {
	if h == nil {
		return nil
	}
	return &Holds{Users: h.Users, All: h.All, Listed: h.Listed, NestedTotal: len(h.Nested), Nested: refsOf(h.Nested[:min(len(h.Nested), mostEntries)])}
}

func hadOf(a *explanation.Accepted) *Had {
	if a == nil {
		return nil
	}
	return &Had{
		Name: directory.Visible(cmp.Or(a.Email, a.Name)), Wanted: directory.Visible(a.Wanted), Members: a.Members,
		InFlight: a.InFlight, Revoked: a.Revoked, RemovedByHand: a.RemovedByHand, BeforeClear: a.BeforeClear,
	}
}

func hasOf(s *explanation.Shown) *Has {
	if s == nil {
		return nil
	}
	out := &Has{
		Name: directory.Visible(cmp.Or(s.Email, s.Name)), ExternalID: directory.Visible(s.ExternalID),
		CollectionsTotal: len(s.Collections), Collections: visibles(s.Collections[:min(len(s.Collections), mostEntries)]),
	}
	if s.Status != nil {
		out.Status, out.Role = words.Status(*s.Status), words.Role(*s.Type)
	}
	return out
}

// groups returns a page of the groups that hold somebody.
func (e *explained) groups(q ExplainedQuery) MembershipPage {
	out := MembershipPage{Items: []Membership{}}
	if e.found.Explanation == nil {
		return out
	}
	search := searched(q.Search)
	found := those(e.found.Explanation.Groups, func(m explanation.Membership) bool {
		return contains(search, m.Name, m.ExternalID) || slices.ContainsFunc(m.Path, func(r plan.Ref) bool { return contains(search, r.Name) })
	})
	out.Total = len(found)
	out.Items = each(page(found, q.Offset, q.Limit), func(m explanation.Membership) Membership {
		return Membership{Ref: refOf(m.Ref), Path: refsOf(m.Path), Others: m.Others, Listed: directory.Visible(m.Listed)}
	})
	return out
}

// members returns a page of the members of a group.
func (e *explained) members(q ExplainedQuery) GroupMemberPage {
	items, total := e.inside().search(q.Search, q.Offset, q.Limit)
	return GroupMemberPage{Total: total, Items: items}
}

// membersIn makes the members of a group ready to be searched.
func membersIn(x *explanation.Explanation) *index[GroupMember] {
	list := []GroupMember{}
	if x != nil {
		list = each(x.Members, func(m explanation.Member) GroupMember {
			out := GroupMember{Ref: refOf(m.Ref), Called: directory.Visible(m.Called), Direct: m.Direct}
			if m.Listed != m.ExternalID {
				out.Listed = directory.Visible(m.Listed)
			}
			return out
		})
	}
	found := newIndex(list, func(m *GroupMember) string { return m.Ref.Name + "\n" + m.Called + "\n" + m.Ref.ID })
	return &found
}

// events returns a page of what was done, newest first.
func (e *explained) events(q ExplainedQuery) EventPage {
	out := EventPage{Items: []StoryEvent{}}
	if e.found.Explanation == nil || e.found.Explanation.History == nil {
		return out
	}
	search := searched(q.Search)
	found := those(e.found.Explanation.History.Events, func(event history.Event) bool {
		return contains(search, event.Name, event.Before, event.After, event.Text, string(event.What)) || event.Other != nil && contains(search, event.Other.Name, event.Other.ExternalID)
	})
	slices.Reverse(found)
	out.Total = len(found)
	out.Items = each(page(found, q.Offset, q.Limit), func(e history.Event) StoryEvent { return eventOf(&e) })
	return out
}

func eventOf(e *history.Event) StoryEvent {
	v := directory.Visible
	out := StoryEvent{
		Run: e.Run, At: moment(e.At), What: string(e.What), ID: v(e.ExternalID), Name: v(e.Name), Before: v(e.Before), After: v(e.After),
		Reason: reasonOf(e.Reason), Unchecked: e.Unchecked, Invited: e.Invited, Code: e.Code, Text: v(e.Text), Runs: e.Runs, LastRun: e.LastRun,
	}
	if e.Other != nil {
		out.Other = new(refOf(*e.Other))
	}
	return out
}
