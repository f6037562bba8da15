package desired

import (
	"fmt"
	"strings"

	"directoryconnector/backend/organization"
)

// A ConflictError lists entries that can't be told apart by the server.
type ConflictError struct{ Conflicts []Conflict }

// A Conflict is one email or external id that several entries share.
type Conflict struct {
	// What is "email" or "external id"; Value is the one that is shared.
	What, Value string
	// Entries are the references of those who share it.
	Entries []string
}

func (e *ConflictError) Error() string {
	what := "emails or external ids are"
	if len(e.Conflicts) == 1 {
		what = "email or external id is"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d %s used by more than one entry:", len(e.Conflicts), what)
	for _, c := range e.Conflicts {
		fmt.Fprintf(&b, "\n  %s %s: %s", c.What, c.Value, strings.Join(c.Entries, " | "))
	}
	return b.String()
}

// Is makes a ConflictError an organization.ErrStopped.
func (*ConflictError) Is(target error) bool { return target == organization.ErrStopped }
