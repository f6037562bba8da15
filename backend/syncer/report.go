package syncer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"directoryconnector/backend/organization"
)

// changed writes a line of what the run did.
func (x *sender) changed(kind organization.ChangeKind, id, name, detail string) {
	n := x.counter(kind)
	*n++
	x.run.Changes = append(x.run.Changes, organization.EntryChange{Kind: kind, ExternalID: id, Name: name, Detail: detail})
}

// counter is the number that counts such lines.
func (x *sender) counter(kind organization.ChangeKind) *int {
	counts := &x.run.Counts
	switch kind {
	case organization.UserAdded:
		return &counts.UsersAdded
	case organization.UserChanged:
		return &counts.UsersChanged
	case organization.UserRemoved:
		return &counts.UsersRemoved
	case organization.GroupAdded:
		return &counts.GroupsAdded
	default:
		return &counts.GroupsChanged
	}
}

// noteMember tells what happened to a member; one that was sent only because
// everything was is no change.
func (x *sender) noteMember(u *person) {
	acked, known := x.plan.state.Members[u.id]
	_, listed := x.plan.roster.byID[u.id]
	switch {
	case u.isNew && u.replaces != "":
		x.changed(organization.UserAdded, u.id, u.email, "replaces "+u.replaces)
	case u.isNew:
		x.changed(organization.UserAdded, u.id, u.email, "")
	case u.adopted:
		x.changed(organization.UserChanged, u.id, u.email, "existing member, external id set")
	case known && acked.Email != u.email:
		x.changed(organization.UserChanged, u.id, u.email, "email was "+acked.Email)
	case !known && !listed && u.replaces != "":
		x.changed(organization.UserChanged, u.id, u.email, "external id was "+u.replaces)
	}
}

// noteGroup tells what happened to a group.
func (x *sender) noteGroup(g *unit) {
	acked, known := x.plan.state.Groups[g.id]
	if !known {
		x.changed(organization.GroupAdded, g.id, g.name, count(len(g.members), "member", "members"))
		return
	}
	var parts []string
	if acked.Name != g.name {
		parts = append(parts, fmt.Sprintf("name was %q", acked.Name))
	}
	if more := len(missingFrom(g.members, acked.Members)); more > 0 {
		parts = append(parts, count(more, "member more", "members more"))
	}
	if less := len(missingFrom(acked.Members, g.members)); less > 0 {
		parts = append(parts, count(less, "member less", "members less"))
	}
	if len(parts) > 0 {
		x.changed(organization.GroupChanged, g.id, g.name, strings.Join(parts, ", "))
	}
}

// shownName is how a person is called in the record.
func (p *plan) shownName(id, email string) string {
	if m, ok := p.roster.byID[id]; ok && m.Email != "" {
		return m.Email
	}
	if email == organization.RemovedEmail {
		return id
	}
	return email
}

// sortChanges puts what a run did in the order of kinds, then of names.
func sortChanges(changes []organization.EntryChange) {
	order := []organization.ChangeKind{organization.UserRemoved, organization.UserAdded, organization.UserChanged, organization.GroupAdded, organization.GroupChanged}
	slices.SortStableFunc(changes, func(a, b organization.EntryChange) int {
		if a.Kind != b.Kind {
			return slices.Index(order, a.Kind) - slices.Index(order, b.Kind)
		}
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.ExternalID, b.ExternalID))
	})
}
