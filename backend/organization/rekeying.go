package organization

import (
	"maps"
	"slices"
	"time"
)

// A Rekeying is a change of external ids at work, or cut off: which members and
// groups are to get which, by the external id that the rest of the State knows
// them by.
type Rekeying struct {
	// At is when a request was last about to be sent; zero where none can be at
	// work any more.
	At              time.Time
	Members, Groups map[string]Rekeyed
}

// Rekeyed is one member or group that is to get another external id.
type Rekeyed struct {
	// ServerID is the one that the server gave; From is the external id that it
	// showed when this was begun, which is another than the old one where an
	// earlier change was cut off; To is the new one. Done says that the server
	// has accepted that.
	ServerID, From, To string
	Done               bool
}

// Count tells how many there are, and how many of them are done.
func (r *Rekeying) Count() (done, all int) {
	for _, list := range []map[string]Rekeyed{r.Members, r.Groups} {
		for _, x := range list {
			if all++; x.Done {
				done++
			}
		}
	}
	return done, all
}

// Done are the new external ids of those that have them, by the old ones.
func (r *Rekeying) Done() (members, groups map[string]string) {
	only := func(list map[string]Rekeyed) map[string]string {
		ids := map[string]string{}
		for id, x := range list {
			if x.Done {
				ids[id] = x.To
			}
		}
		return ids
	}
	return only(r.Members), only(r.Groups)
}

// WithIDs is the Change that gives members and groups other external ids,
// wherever they are remembered. Who is not named keeps the one that there is,
// unless somebody else gets it: then there can be nobody behind it any more.
func (s *State) WithIDs(members, groups map[string]string) Change {
	ofMember, ofGroup := renaming(members), renaming(groups)
	c := Change{Known: &KnownBefore{Identity: s.Known.Identity}}
	c.SetMembers, c.DeleteMembers = renamed(s.Members, ofMember)
	c.SetRevoked, c.DeleteRevoked = renamed(s.Revoked, ofMember)
	c.SetRemovedByHand, c.DeleteRemovedByHand = renamed(s.RemovedByHand, ofMember)
	c.SetOffboarded, c.DeleteOffboarded = renamed(s.Offboarded, ofMember)
	c.Known.Members = allRenamed(s.Known.Members, ofMember)
	c.Known.Groups = allRenamed(s.Known.Groups, ofGroup)
	withMembers := maps.Clone(s.Groups)
	for id, g := range withMembers {
		g.Members = renamedList(g.Members, ofMember)
		withMembers[id] = g
	}
	c.DeleteGroups = slices.Sorted(maps.Keys(s.Groups))
	c.SetGroups = allRenamed(withMembers, ofGroup)
	for _, f := range s.InFlight {
		of := ofMember
		if f.Kind == FlightGroup {
			of = ofGroup
		}
		c.DeleteFlights = append(c.DeleteFlights, f)
		if id, stays := of(f.ExternalID); stays {
			f.ExternalID = id
			c.AddFlights = append(c.AddFlights, f)
		}
	}
	c.DeleteRemoved = slices.Sorted(maps.Keys(s.Removed))
	return c
}

// renaming tells the external id that one is now; stays is false for one that
// somebody else gets.
func renaming(ids map[string]string) func(id string) (now string, stays bool) {
	taken := make(map[string]struct{}, len(ids))
	for _, id := range ids {
		taken[id] = struct{}{}
	}
	return func(id string) (string, bool) {
		if now, named := ids[id]; named {
			return now, true
		}
		_, gone := taken[id]
		return id, !gone
	}
}

// renamed are those of a map whose keys change: what is to be set, and what to
// be deleted before.
func renamed[T any](m map[string]T, of func(string) (string, bool)) (set map[string]T, remove []string) {
	set = map[string]T{}
	for id, value := range m {
		now, stays := of(id)
		if stays && now == id {
			continue
		}
		remove = append(remove, id)
		if stays {
			set[now] = value
		}
	}
	slices.Sort(remove)
	return set, remove
}

// allRenamed is a map with its keys changed.
func allRenamed[T any](m map[string]T, of func(string) (string, bool)) map[string]T {
	all := make(map[string]T, len(m))
	for id, value := range m {
		if now, stays := of(id); stays {
			all[now] = value
		}
	}
	return all
}

// renamedList is a sorted list of external ids, changed.
func renamedList(ids []string, of func(string) (string, bool)) []string {
	list := make([]string, 0, len(ids))
	for _, id := range ids {
		if now, stays := of(id); stays {
			list = append(list, now)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
