package send

import (
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
)

// A batch is one request with what it is about.
type batch struct {
	stage    Stage
	request  organization.Request
	removals []compare.Removal
	people   []*compare.Person
	groups   []compare.GroupUpdate
}

// size is the number of entries.
func (b *batch) size() int { return len(b.request.Members) + len(b.request.Groups) }

// flights are the entries to record as in flight.
func (b *batch) flights() []organization.Flight {
	stable := make(map[string]string, len(b.people)+len(b.groups))
	for _, p := range b.people {
		stable[p.ID] = p.StableID
	}
	flights := make([]organization.Flight, 0, b.size())
	for i := range b.removals {
		x := &b.removals[i]
		flights = append(flights, organization.Flight{Kind: organization.FlightRemoval, ExternalID: x.ID, Email: x.Emails[0], StableID: x.StableID})
	}
	for _, m := range b.request.Members {
		if !m.Deleted {
			flights = append(flights, organization.Flight{Kind: organization.FlightMember, ExternalID: m.ExternalID, Email: m.Email, StableID: stable[m.ExternalID]})
		}
	}
	for i := range b.groups {
		g := &b.groups[i]
		flights = append(flights, organization.Flight{Kind: organization.FlightGroup, ExternalID: g.ID, Email: g.Name, StableID: g.StableID})
	}
	return flights
}

// units is how many entries can be sent apart: a removal with two addresses is
// one.
func (b *batch) units() int {
	switch {
	case len(b.removals) > 0:
		return len(b.removals)
	case len(b.groups) > 0:
		return len(b.groups)
	}
	return len(b.request.Members)
}

// unit is the external id of one of them.
func (b *batch) unit(i int) string {
	switch {
	case len(b.removals) > 0:
		return b.removals[i].ID
	case len(b.groups) > 0:
		return b.groups[i].ID
	}
	return b.request.Members[i].ExternalID
}

// maker cuts entries into requests that the server accepts.
type maker struct {
	invite bool
}

func (m maker) empty(stage Stage) *batch {
	return &batch{stage: stage, request: organization.Request{
		Members: []organization.RequestMember{}, Groups: []organization.RequestGroup{},
		InviteUsersAfterProvisioning: m.invite,
	}}
}

// removals makes the requests that take members away.
func (m maker) removals(list []compare.Removal) []*batch {
	most := organization.MaxEntries
	bytes := func(x compare.Removal) int {
		n := 0
		for _, email := range x.Emails {
			n += memberBytes(x.ID, email)
		}
		return n
	}
	if slices.ContainsFunc(list, func(x compare.Removal) bool { return len(x.Emails) > 1 }) {
		most /= 2 // two lines each
	}
	return cut(list, most, bytes, func(part []compare.Removal) *batch {
		b := m.empty(StageRemovals)
		b.removals = part
		for _, x := range part {
			for _, email := range x.Emails {
				b.request.Members = append(b.request.Members, organization.RequestMember{ExternalID: x.ID, Email: email, Deleted: true})
			}
		}
		return b
	})
}

// people makes the requests that add or keep members, most a request.
func (m maker) people(list []*compare.Person, most int) []*batch {
	return cut(list, most, func(p *compare.Person) int { return memberBytes(p.ID, p.Email) }, func(part []*compare.Person) *batch {
		b := m.empty(StageUsers)
		b.people = part
		for _, p := range part {
			b.request.Members = append(b.request.Members, organization.RequestMember{ExternalID: p.ID, Email: p.Email})
		}
		return b
	})
}

// kept makes the requests for held members that the directory lacks.
func (m maker) kept(list []organization.RequestMember) []*batch {
	return cut(list, organization.MaxEntries, func(r organization.RequestMember) int { return memberBytes(r.ExternalID, r.Email) },
		func(part []organization.RequestMember) *batch {
			b := m.empty(StageUsers)
			b.request.Members = part
			return b
		})
}

// everybody makes the one request of overwriteExisting.
func (m maker) everybody(r *compare.Result) *batch {
	b := m.empty(StageUsers)
	for i := range r.People {
		if p := &r.People[i]; p.Stays() && p.Email != "" {
			b.people = append(b.people, p)
			b.request.Members = append(b.request.Members, organization.RequestMember{ExternalID: p.ID, Email: p.Email})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.Kept)) {
		if r.Kept[id] == "" {
			continue
		}
		b.request.Members = append(b.request.Members, organization.RequestMember{ExternalID: id, Email: r.Kept[id]})
	}
	slices.SortStableFunc(b.request.Members, func(x, y organization.RequestMember) int { return strings.Compare(x.ExternalID, y.ExternalID) })
	b.request.OverwriteExisting = true
	b.request.LargeImport = len(b.request.Members) > organization.MaxEntries
	return b
}

// groups makes the requests for groups. A group is never split.
func (m maker) groups(list []compare.GroupUpdate) []*batch {
	bytes := func(g compare.GroupUpdate) int {
		n := jsonLen(g.ID) + jsonLen(g.Name) + len(`{"name":,"externalId":,"memberExternalIds":[]},`)
		for _, id := range g.Members {
			n += jsonLen(id) + 1
		}
		return n
	}
	return cut(list, organization.MaxEntries, bytes, func(part []compare.GroupUpdate) *batch {
		b := m.empty(StageGroups)
		b.groups = part
		for _, g := range part {
			members := g.Members
			if members == nil {
				members = []string{}
			}
			b.request.Groups = append(b.request.Groups, organization.RequestGroup{Name: g.Name, ExternalID: g.ID, MemberExternalIDs: members})
		}
		return b
	})
}

// cut splits a list into batches of at most most entries and MaxBytes bytes.
func cut[T any](list []T, most int, bytes func(T) int, build func([]T) *batch) []*batch {
	const envelope = 200
	var batches []*batch
	start, size := 0, envelope
	for i, item := range list {
		n := bytes(item)
		if i > start && (i-start >= most || size+n > organization.MaxBytes) {
			batches = append(batches, build(list[start:i]))
			start, size = i, envelope
		}
		size += n
	}
	if start < len(list) {
		batches = append(batches, build(list[start:]))
	}
	return batches
}

func memberBytes(id, email string) int {
	return jsonLen(id) + jsonLen(email) + len(`{"email":,"externalId":,"deleted":false},`)
}

// jsonLen is the most bytes that s takes as a JSON string.
func jsonLen(s string) int {
	n := len(s) + 2
	for i := range len(s) {
		switch c := s[i]; {
		case c < 0x20, c == '"', c == '\\', c == '<', c == '>', c == '&', c == 0x7f:
			n += 5
		case c == 0xe2: // U+2028 and U+2029 are escaped
			n += 3
		}
	}
	return n
}
