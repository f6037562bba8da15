package syncer

import (
	"fmt"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/desired"
	"directoryconnector/backend/syncer/send"
)

// What the parts of a sync say, under one roof for those who call it.
type (
	// ConflictError lists entries that the server can't tell apart.
	ConflictError = desired.ConflictError
	// Conflict is one email or external id that several entries share.
	Conflict = desired.Conflict
	// TwinError says that two members of the organization have one external id.
	TwinError = compare.TwinError
)

// Errors that end a sync.
var (
	// ErrStopped is wrapped by every error that stops a sync before anything
	// was sent.
	ErrStopped = organization.ErrStopped
	// ErrNotStaged: a new member was invited, or ignored, although invitations
	// are switched off.
	ErrNotStaged = send.ErrNotStaged
)

// A GuardError stops a sync before anything is sent. What it found is data,
// and its text only for logs: faces make their own.
type GuardError struct {
	Findings []plan.Finding
	// Only is whom the sync was only about, as it was asked for; else empty. Task
	// is what was done instead of a sync.
	Only string
	Task organization.Task
}

func (e *GuardError) Error() string {
	names := make([]string, len(e.Findings))
	for i, f := range e.Findings {
		names[i] = fmt.Sprintf("%s (%d)", f.Guard, f.Count)
	}
	return "stopped by the guard for " + strings.Join(names, ", ")
}

// Is makes a GuardError an ErrStopped.
func (*GuardError) Is(target error) bool { return target == ErrStopped }

// shown is what is remembered of the findings, for an allowance.
func (e *GuardError) shown() []organization.ShownList {
	var lists []organization.ShownList
	for _, f := range e.Findings {
		lists = append(lists, shown(f))
	}
	return lists
}

func shown(f plan.Finding) organization.ShownList {
	return organization.ShownList{Guard: string(f.Guard), Count: f.Count, Digest: f.Digest()}
}

// A PlanError stops a sync that was to carry out a plan, before anything is
// sent.
type PlanError struct {
	// Differences are the changes that are not those of the plan; Why is what
	// else is not as it was.
	Differences []plan.Difference
	Why         string
}

func (e *PlanError) Error() string {
	if e.Why != "" {
		return e.Why
	}
	return directory.Count(len(e.Differences), "change is not as it was planned", "changes are not as they were planned")
}

// Is makes a PlanError an ErrStopped.
func (*PlanError) Is(target error) bool { return target == ErrStopped }

// An IdentityError says that the sync cache belongs to another server,
// organization or directory, or that external ids are being changed.
type IdentityError struct {
	Cached, Configured organization.Identity
	// Unnamed: the hosts can't be compared, see Options.
	Unnamed bool
	// Begun is how many members and groups are to get another external id, Done
	// how many have it; 0 where nothing of that was begun.
	Begun, Done int
}

// another says that what is cached belongs to another configuration.
func (o *Options) another(cached organization.Identity) *IdentityError {
	return &IdentityError{Cached: cached, Configured: o.Identity, Unnamed: o.Unnamed}
}

// OnlyIDAttribute tells whether nothing but the id attribute changed: then
// members and groups can get their new external ids in place.
func (e *IdentityError) OnlyIDAttribute() bool {
	same := e.Cached
	same.IDAttribute = e.Configured.IDAttribute
	return same == e.Configured
}

// rekeyCommand is no part of sentences: in another language it stays as it is.
const rekeyCommand = "bwdc rekey"

const otherConfiguration = "the sync cache belongs to another configuration: "

func (e *IdentityError) Error() string {
	if e.Begun > 0 {
		return fmt.Sprintf("members and groups are being given other external ids, and %d of %d have theirs: until that has come to its end nobody can tell who is who", e.Done, e.Begun)
	}
	var parts []string
	add := func(words, was, is string) {
		if was != is {
			parts = append(parts, fmt.Sprintf(words, was, is))
		}
	}
	add("server was %q and is %q", e.Cached.Server, e.Configured.Server)
	add("organization was %q and is %q", e.Cached.Organization, e.Configured.Organization)
	add("directory type was %q and is %q", e.Cached.Directory, e.Configured.Directory)
	if !e.Unnamed {
		add("host was %q and is %q", e.Cached.Host, e.Configured.Host)
	}
	if e.Cached.Directory != e.Configured.Directory { // another kind has other settings
		return otherConfiguration + strings.Join(parts, ", ")
	}
	if e.Cached.Bases != e.Configured.Bases {
		add("search base was %q and is %q", readableBases(e.Cached.Bases), readableBases(e.Configured.Bases))
	}
	add("external id attribute was %q and is %q", e.Cached.IDAttribute, e.Configured.IDAttribute)
	return otherConfiguration + strings.Join(parts, ", ")
}

// readableBases leaves out the settings that are empty: " | ou=people | " is
// "ou=people".
func readableBases(bases string) string {
	set := slices.DeleteFunc(strings.Split(bases, " | "), func(s string) bool { return strings.TrimSpace(s) == "" })
	return strings.Join(set, " | ")
}

// stops says until when a sync would stop.
func (e *IdentityError) stops() string {
	switch {
	case e.Begun > 0:
		return fmt.Sprintf("a sync would stop until %s has come to its end", rekeyCommand)
	case e.OnlyIDAttribute():
		return fmt.Sprintf("a sync would stop until %s gives members and groups their new external ids, or the sync cache is cleared", rekeyCommand)
	}
	return "a sync would stop until the sync cache is cleared"
}

// Is makes an IdentityError an ErrStopped.
func (*IdentityError) Is(target error) bool { return target == ErrStopped }
