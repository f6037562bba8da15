package syncer

import (
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/organization"
)

// A batch is one request with what it is about.
type batch struct {
	stage    Stage
	request  organization.Request
	removals []removal
	people   []*person
	groups   []unit
}

// size is the number of entries.
func (b *batch) size() int { return len(b.request.Members) + len(b.request.Groups) }

// flights are the entries to record as in flight.
func (b *batch) flights() []organization.Flight {
	flights := make([]organization.Flight, 0, b.size())
	for _, m := range b.request.Members {
		kind := organization.FlightMember
		if m.Deleted {
			kind = organization.FlightRemoval
		}
		flights = append(flights, organization.Flight{Kind: kind, ExternalID: m.ExternalID, Email: m.Email})
	}
	for _, g := range b.request.Groups {
		flights = append(flights, organization.Flight{Kind: organization.FlightGroup, ExternalID: g.ExternalID, Email: g.Name})
	}
	return flights
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
func (m maker) removals(list []removal) []*batch {
	return cut(list, organization.MaxEntries, func(r removal) int { return memberBytes(r.id, r.email) }, func(part []removal) *batch {
		b := m.empty(StageRemovals)
		b.removals = part
		for _, r := range part {
			b.request.Members = append(b.request.Members, organization.RequestMember{ExternalID: r.id, Email: r.email, Deleted: true})
		}
		return b
	})
}

// people makes the requests that add or keep members, most a request.
func (m maker) people(list []*person, most int) []*batch {
	return cut(list, most, func(u *person) int { return memberBytes(u.id, u.email) }, func(part []*person) *batch {
		b := m.empty(StageUsers)
		b.people = part
		for _, u := range part {
			b.request.Members = append(b.request.Members, organization.RequestMember{ExternalID: u.id, Email: u.email})
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
func (m maker) everybody(d *difference, p *plan) *batch {
	b := m.empty(StageUsers)
	for i := range p.people {
		u := &p.people[i]
		if u.fate == fateMember || u.fate == fateHeld && u.email != "" {
			b.people = append(b.people, u)
			b.request.Members = append(b.request.Members, organization.RequestMember{ExternalID: u.id, Email: u.email})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(p.held)) {
		b.request.Members = append(b.request.Members, organization.RequestMember{ExternalID: id, Email: p.held[id].email})
	}
	slices.SortStableFunc(b.request.Members, func(x, y organization.RequestMember) int { return strings.Compare(x.ExternalID, y.ExternalID) })
	b.request.OverwriteExisting = d.overwrite
	b.request.LargeImport = len(b.request.Members) > organization.MaxEntries
	return b
}

// groups makes the requests for groups. A group is never split.
func (m maker) groups(list []unit) []*batch {
	bytes := func(g unit) int {
		n := jsonLen(g.id) + jsonLen(g.name) + len(`{"name":,"externalId":,"memberExternalIds":[]},`)
		for _, id := range g.members {
			n += jsonLen(id) + 1
		}
		return n
	}
	return cut(list, organization.MaxEntries, bytes, func(part []unit) *batch {
		b := m.empty(StageGroups)
		b.groups = part
		for _, g := range part {
			members := g.members
			if members == nil {
				members = []string{}
			}
			b.request.Groups = append(b.request.Groups, organization.RequestGroup{Name: g.name, ExternalID: g.id, MemberExternalIDs: members})
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
