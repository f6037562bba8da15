package syncer

import (
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/organization"
)

// A difference is what is sent: desired state minus acknowledged state, or
// everything.
type difference struct {
	removals []removal
	// known are existing members, fresh those that would be invited or staged.
	known, fresh []*person
	// kept are held members that the directory does not have; sent only where
	// everything is.
	kept   []organization.RequestMember
	groups []unit
	// overwrite asks for one request with all members; overwritten are those
	// that it would remove.
	overwrite   bool
	overwritten []organization.Member
}

// differs tells, before the member list was asked for, whether anything would
// be sent.
func (p *plan) differs() bool {
	if p.opts.Sync.Users {
		if len(p.removals) > 0 {
			return true
		}
		for i := range p.people {
			u := &p.people[i]
			if u.fate != fateMember {
				continue
			}
			acked, ok := p.state.Members[u.id]
			if !ok || wantedOf(acked) != u.wanted {
				return true
			}
		}
	}
	for i := range p.units {
		if g := &p.units[i]; g.fate == fateMember && p.groupDiffers(g) {
			return true
		}
	}
	return slices.ContainsFunc(p.missing, func(m missingGroup) bool { return m.empty })
}

// wantedOf is the email that the directory had when the member was accepted.
func wantedOf(m organization.AckedMember) string {
	if m.Wanted != "" {
		return m.Wanted
	}
	return m.Email
}

func (p *plan) groupDiffers(g *unit) bool {
	acked, ok := p.state.Groups[g.id]
	return !ok || acked.Name != g.name || !slices.Equal(acked.Members, g.members)
}

// lists tells whether one of the ids is in the set: who is new to the
// organization is in none of its groups, whatever was acknowledged.
func lists(ids []string, set map[string]struct{}) bool {
	return len(set) > 0 && slices.ContainsFunc(ids, func(id string) bool { _, in := set[id]; return in })
}

// difference is computed once everybody met the roster.
func (p *plan) difference() *difference {
	d := &difference{}
	if !p.asked { // nothing differs
		return d
	}
	if p.opts.Sync.Users {
		d.removals = p.removals
		for i := range p.people {
			p.addPerson(d, &p.people[i])
		}
		if p.full && !p.server.Vaultwarden {
			for _, id := range slices.Sorted(maps.Keys(p.held)) {
				d.kept = append(d.kept, organization.RequestMember{ExternalID: id, Email: p.held[id].email})
			}
		}
	}
	isFresh := make(map[string]struct{}, len(d.fresh))
	for i := range p.people {
		if u := &p.people[i]; u.isNew || u.adopted {
			isFresh[u.id] = struct{}{}
		}
	}
	for i := range p.units {
		g := &p.units[i]
		if g.fate == fateMember && (p.full || p.groupDiffers(g) || lists(g.members, isFresh)) || g.fate == fateHeld && p.full {
			d.groups = append(d.groups, *g)
		}
	}
	for _, m := range p.missing {
		if m.empty {
			d.groups = append(d.groups, unit{id: m.id, name: m.name, fate: fateMember})
		}
	}
	slices.SortStableFunc(d.groups, func(a, b unit) int { return strings.Compare(a.id, b.id) })
	p.addOverwrite(d)
	return d
}

func (p *plan) addPerson(d *difference, u *person) {
	acked, known := p.state.Members[u.id]
	_, flying := p.flying[u.id]
	// vaultwarden gives a member back what was revoked by hand: there, full
	// means who is in flight only, under this id or by this email.
	if _, flies := p.flyingEmails[u.email]; p.server.Vaultwarden {
		flying = flying || flies
	}
	send := flying || p.full && !p.server.Vaultwarden
	switch {
	case u.fate == fateHeld && send && u.email != "",
		u.fate == fateMember && (send || !known || acked.Email != u.email || u.isNew):
	default:
		return
	}
	if u.isNew {
		d.fresh = append(d.fresh, u)
	} else {
		d.known = append(d.known, u)
	}
}

// addOverwrite turns a difference into one request with all members. Not
// directly after a clear: then nobody is removed until a run was acknowledged.
func (p *plan) addOverwrite(d *difference) {
	if !p.opts.Sync.Users || !p.opts.Sync.OverwriteExisting || p.state.Cleared || d.isEmpty() && !p.full {
		return
	}
	d.overwrite = true
	desired := p.desiredIDs()
	for _, r := range d.removals {
		desired[r.id] = struct{}{}
	}
	for _, id := range slices.Sorted(maps.Keys(p.roster.byID)) {
		m := p.roster.byID[id]
		if _, ok := desired[id]; !ok && m.Role != organization.RoleOwner {
			d.overwritten = append(d.overwritten, m)
		}
	}
}

// isEmpty tells whether there is nothing to send.
func (d *difference) isEmpty() bool {
	return !slices.ContainsFunc(d.removals, func(r removal) bool { return r.send }) &&
		len(d.known)+len(d.fresh)+len(d.kept)+len(d.groups) == 0
}
