package compare

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/desired"
)

// Work is what is sent: desired state minus acknowledged state, or everything.
type Work struct {
	Removals []Removal
	// Restored are members who get their access back.
	Restored []*Person
	// Known are existing members, Fresh those that would be invited or staged.
	Known, Fresh []*Person
	// Kept are held members that the directory does not have; sent only where
	// everything is.
	Kept   []organization.RequestMember
	Groups []GroupUpdate
	// Deleted are groups that are deleted.
	Deleted []MissingGroup
	// Overwrite asks for one request with all members; Overwritten are those
	// that it would remove.
	Overwrite   bool
	Overwritten []organization.Member
}

// A GroupUpdate is a group as it is sent.
type GroupUpdate struct {
	ID, Name, StableID string
	Members            []string
	// Before is what the organization has; Exists whether it has it at all;
	// Empty, that it left the directory; Healed, that somebody changed it.
	Before        organization.AckedGroup
	Exists, Empty bool
	Healed        bool
}

// working turns what was found into what is sent.
type working struct{ *Result }

// IsEmpty tells whether there is nothing to send.
func (w *Work) IsEmpty() bool {
	return !slices.ContainsFunc(w.Removals, func(x Removal) bool { return x.Send }) &&
		len(w.Restored)+len(w.Known)+len(w.Fresh)+len(w.Kept)+len(w.Groups)+len(w.Deleted) == 0
}

// work is what is to be done. Where nobody looked, nothing differs.
func (r working) work() Work {
	w := Work{}
	if !r.Looked() {
		return w
	}
	if r.In.Sync.Users {
		w.Removals = r.Removals
		fresh := 0
		for i := range r.People {
			if r.People[i].New {
				fresh++
			}
		}
		w.Fresh = slices.Grow(w.Fresh, fresh) // at a first sync it is everybody
		for i := range r.People {
			r.addPerson(&w, &r.People[i])
		}
		if r.In.Full && !r.Vaultwarden() {
			for _, id := range slices.Sorted(maps.Keys(r.Kept)) {
				if r.Kept[id] != "" { // nobody can be sent without one
					w.Kept = append(w.Kept, organization.RequestMember{ExternalID: id, Email: r.Kept[id]})
				}
			}
		}
	}
	for i := range r.Groups {
		if g := &r.Groups[i]; !g.Unseen && (g.Differs || r.In.Full) {
			w.Groups = append(w.Groups, GroupUpdate{
				ID: g.ID, Name: g.Name, StableID: g.StableID, Members: g.Members, Before: g.Before, Exists: g.Exists, Healed: g.Healed,
			})
		}
	}
	for i := range r.Missing {
		switch m := &r.Missing[i]; {
		case m.Empty:
			w.Groups = append(w.Groups, GroupUpdate{
				ID: m.ExternalID, Name: m.Name, StableID: r.In.State.Groups[m.ExternalID].StableID, Empty: true, Exists: true,
				Before: organization.AckedGroup{Name: m.Name, Members: m.Before},
			})
		case m.Delete:
			w.Deleted = append(w.Deleted, *m)
		}
	}
	slices.SortStableFunc(w.Groups, func(a, b GroupUpdate) int { return strings.Compare(a.ID, b.ID) })
	r.addOverwrite(&w)
	return w
}

func (r working) addPerson(w *Work, p *Person) {
	if p.Restored && p.Stays() {
		w.Restored = append(w.Restored, p)
	}
	flight, flying := r.flying[p.ID]
	flying = flying && !(flight.Resent && r.List.Listed) // it is looked at
	// vaultwarden gives a member back what was revoked by hand: there, full
	// means who is in flight only, under this id or by this email, and whom an
	// administrator names.
	if r.Vaultwarden() {
		_, flies := r.flyingEmails[p.Email]
		flying = flying || flies || p.Fate == Held && r.In.Again != nil && r.In.Again(p.ID, p.Email)
	}
	send := flying || p.Again || r.In.Full && !r.Vaultwarden()
	switch {
	case p.Fate == Held && (send || p.Adopted) && p.Email != "",
		p.Fate == Member && (send || p.Accepted == nil || p.Accepted.Email != p.Email || p.New || p.Adopted):
	default:
		return
	}
	if p.New {
		w.Fresh = append(w.Fresh, p)
	} else {
		w.Known = append(w.Known, p)
	}
}

// Differs tells, before the organization was asked, whether anything would be
// sent.
func (r *Result) Differs() bool {
	if r.In.Sync.Users {
		if slices.ContainsFunc(r.Removals, func(x Removal) bool { return x.Elsewhere || x.Send && (x.Known || !x.Revoke) }) {
			return true
		}
		for i := range r.People {
			p := &r.People[i]
			_, revoked := r.In.State.Revoked[p.ID]
			if p.Stays() && revoked && !p.Disabled && !r.isOffboarded(p.ID) || p.Fate == Member && (p.Accepted == nil || cmp.Or(p.Accepted.Wanted, p.Accepted.Email) != p.Wanted) {
				return true
			}
		}
	}
	return slices.ContainsFunc(r.Groups, func(g Group) bool { return g.Verdict == desired.Wanted && g.Differs }) ||
		slices.ContainsFunc(r.Missing, func(m MissingGroup) bool { return m.Empty || m.Delete })
}
