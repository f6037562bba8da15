package syncer

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/desired"
	"directoryconnector/backend/syncer/send"
)

// Options are the rules of a sync.
type Options struct {
	desired.Options
	// Identity is the cache identity of this profile as configured now.
	Identity organization.Identity
	// Unnamed says that the directory was not asked for its name, since it is
	// another configuration whatever that is: the host of Identity is an
	// address, and says nothing beside a name.
	Unnamed bool
}

// A StateStore keeps the sync cache. Each method is one transaction.
type StateStore interface {
	// Load returns the acknowledged state, never nil.
	Load(ctx context.Context) (*organization.State, error)
	// LoadForMembers returns it without the members of groups, which AddMembers
	// adds: those that are just what likely has take no memory of their own.
	LoadForMembers(ctx context.Context) (*organization.State, error)
	AddMembers(ctx context.Context, state *organization.State, likely func(id string) []string) error
	// Snapshot returns the last snapshot, or nil.
	Snapshot(ctx context.Context) (*directory.Snapshot, error)
	// Tombstones returns the deleted users of the last snapshot.
	Tombstones(ctx context.Context) ([]directory.User, error)
	// SaveSnapshot replaces snapshot and cursor together.
	SaveSnapshot(ctx context.Context, s *directory.Snapshot) error
	// Begin records that a run has begun, and gives it its place among the
	// others: the history has it also when the program dies.
	Begin(ctx context.Context, run *organization.Run) error
	// Commit applies a change of the acknowledged state, and adds what was done
	// to the record of the run at work.
	Commit(ctx context.Context, c organization.Change) error
}

// A Syncer does syncs and tests of one profile.
type Syncer struct {
	Source  directory.Source
	Options Options
	Store   StateStore
	// Organization is nil only for a test before log-in.
	Organization organization.Organization
	// Others are the other profiles that feed the same organization.
	Others []Other
	Log    *slog.Logger
	// OnProgress, where not nil, hears how far a run is.
	OnProgress func(Progress)
	// Now is the clock; Sleep waits by it, or returns why the context ended.
	Now   func() time.Time
	Sleep func(ctx context.Context, d time.Duration) error
}

type (
	// Other is another profile that feeds the same organization.
	Other = compare.Other
	// Progress is how far a run is.
	Progress = send.Progress
	// Stage names a part of a run.
	Stage = send.Stage
)

// The stages of a run before anything is sent. Sources name their own between
// StageRead and StageCompare.
const (
	StageRead    Stage = "read"
	StageCompare Stage = "compare"
	StageMembers Stage = "members"
)

func (s *Syncer) progress(stage Stage, done, total int) {
	if s.OnProgress != nil {
		s.OnProgress(Progress{Stage: stage, Done: done, Total: total})
	}
}

// A Request is one order to sync.
type Request struct {
	Trigger organization.Trigger
	// Full asks for a complete read and for everything to be sent.
	Full bool
	// Allow lets a guard pass once.
	Allow Allowance
	// Again names, by external id or email, whom to invite again although
	// somebody removed them by hand, or to send again on vaultwarden.
	Again []string
	// DespiteQuiet sends what removes in a quiet window, too.
	DespiteQuiet bool
	// Only, where not empty, names the one person that the sync is about, by
	// email, external id, stable id or DN.
	Only string
	// Planned is a plan that the sync is to carry out: exactly that, or nothing.
	// It lets those guards pass that can be allowed to and that it shows.
	Planned *plan.File
	// PlannedChanges, where not nil, returns the changes of Planned, which has
	// none then: a large plan is not kept in memory only to say what differs.
	PlannedChanges func() ([]plan.Change, error)
	// Confirm is asked before a first sync invites members and before the
	// cloud buys seats for the first time; nil means no.
	Confirm func(ctx context.Context, q Question) (bool, error)
}

// A Question is what somebody is asked before a sync; what is not the matter is
// 0.
type Question struct {
	// First is how many members a first sync would add.
	First int
	// Buys is how many seats the cloud would buy by itself, charged at once.
	Buys int
}

// questionOf makes one question of findings that a yes answers; ok is false
// where one of them is not such.
func questionOf(findings []plan.Finding) (q Question, ok bool) {
	for _, f := range findings {
		switch {
		case f.Guard == plan.GuardFirstSync:
			q.First = f.Count
		case f.Guard == plan.GuardSeats && f.Why == plan.SeatsBought:
			q.Buys = f.Count
		default:
			return q, false
		}
	}
	return q, len(findings) > 0
}

// An Allowance names the number of entries that each guard may let pass once.
// It covers exactly the list that the guard showed. Nil allows nothing.
type Allowance struct {
	Removals, Memberships, Additions, GroupRemovals, Seats, Gone *int
}

// allowed tells whether the allowance covers the finding: exactly the number
// and exactly the list that was shown last.
func (a Allowance) allowed(f plan.Finding, last []organization.ShownList) bool {
	var n *int
	switch f.Guard {
	case plan.GuardRemovals, plan.GuardNobody:
		n = a.Removals
	case plan.GuardMemberships:
		n = a.Memberships
	case plan.GuardAdditions:
		n = a.Additions
	case plan.GuardGroupRemovals:
		n = a.GroupRemovals
	case plan.GuardSeats:
		n = a.Seats
	case plan.GuardGone:
		n = a.Gone
	}
	return n != nil && f.Count > 0 && *n == f.Count && slices.Contains(last, shown(f))
}
