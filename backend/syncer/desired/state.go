package desired

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/positions"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/recognize"
)

// Options are the rules by which it is decided.
type Options struct {
	Sync   config.Sync
	Groups config.Groups
	// UserFilter and GroupFilter are the set filters by email and by name; nil
	// lets everything pass (and says that there is no set filter).
	UserFilter, GroupFilter func(string) bool
	// UserNames and GroupNames are the emails and names of groups that the
	// filters name one by one, where a read shows whether they are there.
	UserNames, GroupNames []string
}

// Input is everything that the decision depends on.
type Input struct {
	Options
	Snapshot *directory.Snapshot
	// Acknowledged is what the organization is known to have accepted.
	Acknowledged *organization.State
	// Seen are the organization's lists where they were read before, which a
	// first sync does; nil otherwise.
	Seen *organization.Seen
	Now  time.Time
	// Key returns the same text for external ids that mean the same; may be nil.
	Key func(id string) string
}

// A State is what the organization should hold.
type State struct {
	Users  []User  // sorted by id
	Groups []Group // sorted by id
	// Warnings are about the read and about who was left out.
	Warnings []directory.Warning
	// Nameless are users who are left out, and not among Users, since somebody
	// else has their external id.
	Nameless []*directory.User
	// SharedIDs says that one external id is there twice.
	SharedIDs bool
	// Direct and Flat are the members of each group, as positions in Users:
	// its own, and those of all groups below it as well. Nested are the groups
	// directly below it, as positions in Groups.
	Direct, Flat, Nested [][]int32
}

// Verdict is what becomes of an entry of the directory.
type Verdict uint8

// The verdicts.
const (
	// Filtered: the filter does not let it through; absent.
	Filtered Verdict = iota
	// Wanted: is to be a member, or a group of the organization.
	Wanted
	// Gone: deleted, or disabled while removeDisabled is on.
	Gone
	// LeftOut: can't be sent and was never acknowledged.
	LeftOut
	// Held: can't be sent, but was acknowledged: keeps what was accepted.
	Held
	// Uninvited: disabled, and nobody whom the organization is known to have.
	Uninvited
	// Dropped: a second copy of another entry.
	Dropped
)

// A User is a user of the directory on its way into the organization.
type User struct {
	Entry *directory.User
	// ID is the external id under which the organization knows the user, or
	// will know it.
	ID string
	// StableID is the directory's, or the one that was known where it shows
	// none now.
	StableID string
	// Wanted is the directory's email, cleaned; Email is the one to send: of
	// somebody who is held the one that was accepted last.
	Wanted, Email string
	Disabled      bool
	Verdict       Verdict
	// How tells by what it was recognized.
	How recognize.How
	// Accepted is what was acknowledged under ID; nil for nothing.
	Accepted *Accepted
}

// Accepted is what was acknowledged of somebody: the email, and what the directory
// had then, where that differs.
type Accepted struct{ Email, Wanted string }

// A Group is a group of the directory on its way into the organization.
type Group struct {
	Entry *directory.Group
	// ID and StableID are as a User's.
	ID, StableID string
	// Name is what is sent.
	Name    string
	Verdict Verdict
	How     recognize.How
	// Twin says that of several groups with one external id this one stands
	// for all: it keeps its accepted members.
	Twin bool
}

// Of decides. The State is returned with a *ConflictError too, for its
// warnings.
func Of(in Input) (*State, error) {
	d := &decision{Input: in, State: &State{Warnings: slices.Clone(in.Snapshot.Warnings)}, known: newKnown(in.Acknowledged, in.Seen)}
	d.takeUsers()
	if in.Sync.Groups {
		d.takeGroups()
		d.flatten()
		d.filterGroups()
	}
	d.warnUnmatched()
	if !in.Sync.Users {
		return d.State, d.validateGroups()
	}
	d.filterUsers()
	d.restrictToGroups()
	d.validateUsers()
	d.dontInvite()
	if err := d.settleDuplicates(); err != nil {
		return d.State, err
	}
	return d.State, d.validateGroups()
}

// A decision is a State that is being made.
type decision struct {
	Input
	*State
	known known
	// byReference finds users by the external id that the groups of the
	// snapshot use.
	byReference positions.Table
}

func (d *decision) warn(code directory.WarningCode, entry, text string) {
	d.Warnings = append(d.Warnings, directory.Warning{Code: code, Entry: entry, Text: text})
}

// Find returns the position of the first user with that external id.
func (s *State) Find(id string) (at int, found bool) {
	at = sort.Search(len(s.Users), func(i int) bool { return s.Users[i].ID >= id })
	return at, at < len(s.Users) && s.Users[at].ID == id
}

// Range returns where the users with that external id are: Users[from:to].
func (s *State) Range(id string) (from, to int) {
	from, _ = s.Find(id)
	for to = from; to < len(s.Users) && s.Users[to].ID == id; to++ {
	}
	return from, to
}

// Anybody tells whether a user of that external id has such a verdict.
func (s *State) Anybody(id string, such func(Verdict) bool) bool {
	from, to := s.Range(id)
	return slices.ContainsFunc(s.Users[from:to], func(u User) bool { return such(u.Verdict) })
}

func byID(a, b User) int {
	return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Entry.ReferenceID, b.Entry.ReferenceID), strings.Compare(a.Wanted, b.Wanted))
}
