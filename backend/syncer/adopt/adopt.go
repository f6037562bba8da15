package adopt

import (
	"slices"
	"strconv"
	"strings"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/desired"
)

// An Offer is a group that can be taken over.
type Offer struct {
	// GroupID is the server's id, ID the external id that it would get.
	GroupID, ID string
	// Name is that of the group in the organization.
	Name     string
	StableID string
	// Collections are those that hang on it.
	Collections []string
}

// A Result is what was found, sorted by name.
type Result struct {
	Offers []Offer
	// Left are groups with the name of one of the directory that nobody can
	// take over without knowing more.
	Left []plan.Left
}

// Of looks for groups to take over in the organization's group list.
func Of(want *desired.State, shown []organization.Group) Result {
	byHand, ids := map[string][]*organization.Group{}, map[string]struct{}{}
	for i := range shown {
		if g := &shown[i]; g.ExternalID != "" {
			ids[g.ExternalID] = struct{}{}
		} else if name := clean(g.Name); name != "" {
			byHand[name] = append(byHand[name], g)
		}
	}
	there := map[string][]*desired.Group{}
	for i := range want.Groups {
		if g := &want.Groups[i]; g.Verdict == desired.Wanted && !g.Twin {
			there[clean(g.Name)] = append(there[clean(g.Name)], g)
		}
	}
	var r Result
	for name, groups := range there {
		here := byHand[name]
		if len(here) == 0 {
			continue
		}
		g, left := groups[0], plan.Left{Kind: plan.Group, ExternalID: groups[0].ID, Name: here[0].Name}
		_, taken := ids[g.ID]
		switch {
		case len(groups) > 1:
			left.ExternalID, left.Reason = "", plan.Because(plan.SeveralThere, "count", strconv.Itoa(len(groups)))
		case taken:
			left.Reason = plan.Because(plan.HereAlready)
		case len(here) > 1:
			left.Reason = plan.Because(plan.SeveralHere, "count", strconv.Itoa(len(here)))
		default:
			r.Offers = append(r.Offers, Offer{GroupID: here[0].ID, ID: g.ID, Name: here[0].Name, StableID: g.StableID, Collections: here[0].Collections})
			continue
		}
		r.Left = append(r.Left, left)
	}
	slices.SortFunc(r.Offers, func(a, b Offer) int { return strings.Compare(a.Name, b.Name) })
	slices.SortFunc(r.Left, func(a, b plan.Left) int { return strings.Compare(a.Name, b.Name) })
	return r
}

// clean is a name as it is compared: white space at its ends is nobody's
// intention.
func clean(name string) string { return strings.TrimSpace(name) }

// Only keeps the offers with one of the names. missing are names that none has.
func (r *Result) Only(names []string) (missing []string) {
	wanted := make(map[string]bool, len(names))
	for _, name := range names {
		wanted[clean(name)] = false
	}
	r.Offers = slices.DeleteFunc(r.Offers, func(o Offer) bool {
		_, is := wanted[clean(o.Name)]
		if is {
			wanted[clean(o.Name)] = true
		}
		return !is
	})
	for name, found := range wanted {
		if !found {
			missing = append(missing, name)
		}
	}
	slices.Sort(missing)
	return missing
}

// Names are those of all offers.
func (r *Result) Names() []string {
	names := make([]string, len(r.Offers))
	for i := range r.Offers {
		names[i] = r.Offers[i].Name
	}
	return names
}

// Change tells of a group that is taken over.
func (o *Offer) Change() plan.Change {
	reason := plan.Because(plan.SameName)
	if len(o.Collections) > 0 {
		reason = plan.Because(plan.SameName, "collections", strings.Join(o.Collections, ", "))
	}
	return plan.Change{Action: plan.Adopt, Kind: plan.Group, ExternalID: o.ID, Name: o.Name, After: o.ID, Reason: reason}
}

// As is the group list as it would be with all offers taken over.
func (r *Result) As(shown []organization.Group) []organization.Group {
	ids := make(map[string]string, len(r.Offers))
	for i := range r.Offers {
		ids[r.Offers[i].GroupID] = r.Offers[i].ID
	}
	list := slices.Clone(shown)
	for i := range list {
		if id, ok := ids[list[i].ID]; ok {
			list[i].ExternalID = id
		}
	}
	return list
}
