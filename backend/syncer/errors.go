package syncer

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

// ErrStopped is wrapped by every error that stops a sync before anything was
// sent.
var ErrStopped = errors.New("nothing was sent")

// ErrNotStaged: a new member was invited, or ignored, although invitations are
// switched off.
var ErrNotStaged = errors.New("the server does not show the new member as staged")

// An IdentityError says that the sync cache belongs to another server,
// organization or directory.
type IdentityError struct{ Cached, Configured organization.Identity }

func (e *IdentityError) Error() string {
	var parts []string
	add := func(what, was, is string) {
		if was != is {
			parts = append(parts, fmt.Sprintf("%s was %q and is %q", what, was, is))
		}
	}
	add("server", e.Cached.Server, e.Configured.Server)
	add("organization", e.Cached.Organization, e.Configured.Organization)
	add("directory type", e.Cached.Directory, e.Configured.Directory)
	add("host", e.Cached.Host, e.Configured.Host)
	if e.Cached.Bases != e.Configured.Bases {
		add("search base", readableBases(e.Cached.Bases), readableBases(e.Configured.Bases))
	}
	add("external id attribute", e.Cached.IDAttribute, e.Configured.IDAttribute)
	return "the sync cache belongs to another configuration: " + strings.Join(parts, ", ")
}

// readableBases leaves out the settings that are empty: " | ou=people | " is
// "ou=people".
func readableBases(bases string) string {
	set := slices.DeleteFunc(strings.Split(bases, " | "), func(s string) bool { return strings.TrimSpace(s) == "" })
	return strings.Join(set, " | ")
}

// Is makes an IdentityError an ErrStopped.
func (*IdentityError) Is(target error) bool { return target == ErrStopped }

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
	var b strings.Builder
	fmt.Fprintf(&b, "%s used by more than one entry:", count(len(e.Conflicts), "email or external id is", "emails or external ids are"))
	for _, c := range e.Conflicts {
		fmt.Fprintf(&b, "\n  %s %s: %s", c.What, c.Value, strings.Join(c.Entries, " | "))
	}
	return b.String()
}

// Is makes a ConflictError an ErrStopped.
func (*ConflictError) Is(target error) bool { return target == ErrStopped }

// A TwinError says that the organization itself holds members that no import
// can tell apart: it answers every import with an error until one of them is gone.
type TwinError struct{ Twins []directory.Warning }

func (e *TwinError) Error() string {
	lines := make([]string, len(e.Twins))
	for i, t := range e.Twins {
		lines[i] = t.Text
	}
	return strings.Join(lines, "\n  ")
}

// Is makes a TwinError an ErrStopped.
func (*TwinError) Is(target error) bool { return target == ErrStopped }

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
