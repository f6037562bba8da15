package syncer

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/organization"
)

// Why a member goes.
const (
	reasonDeleted  = "deleted in the directory"
	reasonDisabled = "disabled in the directory"
	reasonMissing  = "no longer in the directory or the filter"
)

// findRemovals finds who goes, from external ids alone.
func (p *plan) findRemovals() {
	inFlight := map[string]string{}
	for _, f := range p.state.InFlight {
		if f.Kind != organization.FlightGroup {
			inFlight[f.ExternalID] = f.Email
		}
	}
	present := make(map[string]struct{}, len(p.people))
	for i := range p.people {
		u := &p.people[i]
		if u.fate == fateFiltered {
			continue
		}
		if u.fate != fateRemoved {
			present[u.id] = struct{}{}
		}
	}
	for i := range p.people {
		u := &p.people[i]
		if _, stays := present[u.id]; u.fate != fateRemoved || stays || u.id == "" {
			continue
		}
		present[u.id] = struct{}{}
		reason := reasonDisabled
		if u.user.Deleted {
			reason = reasonDeleted
		}
		p.addRemoval(u.id, u.wanted, reason, inFlight)
	}
	p.findMissing(present, inFlight)
	slices.SortFunc(p.removals, func(a, b removal) int { return strings.Compare(a.id, b.id) })
}

// addRemoval adds one removal. What was removed before is not sent again,
// unless everything is.
func (p *plan) addRemoval(id, email, reason string, inFlight map[string]string) {
	acked, known := p.state.Members[id]
	flightEmail, flying := inFlight[id]
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
func (p *plan) findMissing(present map[string]struct{}, inFlight map[string]string) {
	ids := slices.Collect(maps.Keys(p.state.Members))
	for id := range inFlight {
		if _, known := p.state.Members[id]; !known {
			ids = append(ids, id)
		}
	}
	kept := 0
	for _, id := range ids {
		if _, ok := present[id]; ok {
			continue
		}
		if p.opts.Sync.RemoveMissing {
			p.addRemoval(id, "", reasonMissing, inFlight)
		} else if _, known := p.state.Members[id]; known {
			kept++
		}
	}
	if kept > 0 {
		p.warn(WarnMissing, "", fmt.Sprintf("%s no longer in the directory or the filter and stay in the organization, because sync.removeMissing is off", count(kept, "member is", "members are")))
	}
}
