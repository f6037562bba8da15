package syncer

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Why a member goes.
const (
	reasonDeleted  = "deleted in the directory"
	reasonDisabled = "disabled in the directory"
	reasonMissing  = "no longer in the directory or the filter"
)

// findRemovals finds who goes, from external ids alone.
func (p *plan) findRemovals() {
	for i := range p.people {
		u := &p.people[i]
		if u.fate != fateRemoved || p.stays(u.id) || idProblem(u.id) != "" {
			continue
		}
		reason := reasonDisabled
		if u.user.Deleted {
			reason = reasonDeleted
		}
		p.addRemoval(u.id, u.wanted, reason)
	}
	p.findMissing()
	slices.SortFunc(p.removals, func(a, b removal) int { return strings.Compare(a.id, b.id) })
	p.removals = slices.CompactFunc(p.removals, func(a, b removal) bool { return a.id == b.id })
}

// stays tells whether somebody with that external id is to be a member, or
// could not be for a reason of validation.
func (p *plan) stays(id string) bool {
	return p.anybody(id, func(f fate) bool { return f != fateFiltered && f != fateRemoved })
}

// anybody tells whether an entry of that external id has such a fate.
func (p *plan) anybody(id string, such func(fate) bool) bool {
	first, _ := slices.BinarySearchFunc(p.people, id, func(u person, id string) int { return strings.Compare(u.id, id) })
	for i := first; i < len(p.people) && p.people[i].id == id; i++ {
		if such(p.people[i].fate) {
			return true
		}
	}
	return false
}

// addRemoval adds one removal. What was removed before is not sent again,
// unless everything is.
func (p *plan) addRemoval(id, email, reason string) {
	acked, known := p.state.Members[id]
	flightEmail, flying := p.flying[id]
	_, done := p.state.Removed[id]
	if done && !known && !flying && !p.full {
		return
	}
	switch {
	case known:
		email = acked.Email
	case flying && flightEmail != "":
		email = flightEmail
	}
	p.removals = append(p.removals, removal{id: id, email: email, reason: reason, known: known || flying, send: true})
}

// findMissing finds members that were acknowledged (or in flight) and are
// absent from the desired state for any reason but validation.
func (p *plan) findMissing() {
	if len(p.flying) == 0 && p.nobodyMissing() {
		return
	}
	ids := slices.Collect(maps.Keys(p.state.Members))
	for id := range p.flying {
		if _, known := p.state.Members[id]; !known {
			ids = append(ids, id)
		}
	}
	kept := 0
	for _, id := range ids {
		if p.anybody(id, func(f fate) bool { return f != fateFiltered }) {
			continue
		}
		if p.opts.Sync.RemoveMissing {
			p.addRemoval(id, "", reasonMissing)
		} else if _, known := p.state.Members[id]; known {
			kept++
		}
	}
	if kept > 0 {
		p.warn(WarnMissing, "", fmt.Sprintf("%s no longer in the directory or the filter and stay in the organization, because sync.removeMissing is off", count(kept, "member is", "members are")))
	}
}

// nobodyMissing is the quick answer for a directory in which all who were
// acknowledged still are.
func (p *plan) nobodyMissing() bool {
	here := 0
	for i := range p.people {
		if p.people[i].fate == fateFiltered || i > 0 && p.people[i-1].id == p.people[i].id {
			continue
		}
		if _, known := p.state.Members[p.people[i].id]; known {
			here++
		}
	}
	return here == len(p.state.Members)
}
