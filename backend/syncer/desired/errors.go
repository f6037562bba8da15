package desired

import (
	"fmt"
	"strings"

	"directoryconnector/backend/directory"
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
	lines := []string{directory.Count(len(e.Conflicts), "email or external id is used by more than one entry", "emails or external ids are used by more than one entry") + ":"}
	for _, c := range e.Conflicts {
		lines = append(lines, c.String())
	}
	return strings.Join(lines, "\n  ")
}

func (c Conflict) String() string {
	entries := strings.Join(c.Entries, " | ")
	if c.What == sharedID {
		return fmt.Sprintf("external id %s: %s", c.Value, entries)
	}
	return fmt.Sprintf("email %s: %s", c.Value, entries)
}

// Is makes a ConflictError an organization.ErrStopped.
func (*ConflictError) Is(target error) bool { return target == organization.ErrStopped }
