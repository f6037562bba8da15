package plan

import (
	"cmp"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
)

// A Plan is what a sync would do.
type Plan struct {
	// Changes are sorted: losses first, then by name.
	Changes []Change `json:"changes"`
	Drift   []Drift  `json:"drift"`
	// Missing are groups that left the directory or the filter and still exist.
	Missing []MissingGroup `json:"missing"`
	// Warnings are about entries that were left out, or can't be trusted.
	Warnings []directory.Warning `json:"warnings"`
	// Findings are what would stop a sync.
	Findings []Finding `json:"findings"`
	// Seats are those before and after; nil where nobody can tell.
	Seats *Seats `json:"seats,omitempty"`
	// Postponed is what waits because of the time of day; nil for nothing.
	Postponed *Postponed `json:"postponed,omitempty"`
}

// A MissingGroup left the directory or the filter and is still in the
// organization.
type MissingGroup struct {
	ExternalID string `json:"externalId"`
	Name       string `json:"name"`
	// Members is how many it has; Collections what hangs on it.
	Members     int      `json:"members"`
	Collections []string `json:"collections,omitempty"`
}

// order is how actions are shown: what is lost first.
var order = []Action{Remove, Revoke, Delete, Empty, Restore, Invite, Stage, Adopt, Rekey, Create, Update}

// Sort puts changes in the order in which they are shown.
func Sort(changes []Change) {
	slices.SortStableFunc(changes, func(a, b Change) int {
		return cmp.Or(
			-strings.Compare(string(a.Kind), string(b.Kind)), // users before groups
			slices.Index(order, a.Action)-slices.Index(order, b.Action),
			strings.Compare(a.Name, b.Name), strings.Compare(a.ExternalID, b.ExternalID))
	})
}
