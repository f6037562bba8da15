package syncer

import (
	"context"
	"log/slog"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

// Options are the rules of a sync.
type Options struct {
	Sync   config.Sync
	Groups config.Groups
	// Identity is the cache identity of this profile as configured now.
	Identity organization.Identity
	// UserFilter and GroupFilter are the set filters by email and by name;
	// nil lets everything pass (and says that there is no set filter).
	UserFilter, GroupFilter func(string) bool
}

// A StateStore keeps the sync cache. Each method is one transaction.
type StateStore interface {
	// Load returns the acknowledged state, never nil.
	Load(ctx context.Context) (*organization.State, error)
	// Snapshot returns the last snapshot, or nil.
	Snapshot(ctx context.Context) (*directory.Snapshot, error)
	// SaveSnapshot replaces snapshot and cursor together.
	SaveSnapshot(ctx context.Context, s *directory.Snapshot) error
	// Commit applies a change of the acknowledged state.
	Commit(ctx context.Context, c organization.Change) error
}

// A Syncer does syncs and tests of one profile.
type Syncer struct {
	Source  directory.Source
	Options Options
	Store   StateStore
	// Organization is nil only for a test before log-in.
	Organization organization.Organization
	Log          *slog.Logger
	// OnProgress, where not nil, hears how far a run is.
	OnProgress func(Progress)
	// Now is the clock.
	Now func() time.Time
}

// Progress is how far a run is. Total is 0 where nobody knows it yet.
type Progress struct {
	Stage Stage `json:"stage"`
	Done  int   `json:"done"`
	Total int   `json:"total"`
}

// Stage names a part of a run.
type Stage string

// The stages of a run, in their order. Sources name their own between
// StageRead and StageCompare.
const (
	StageRead     Stage = "read"
	StageCompare  Stage = "compare"
	StageMembers  Stage = "members"
	StageRemovals Stage = "send removals"
	StageUsers    Stage = "send users"
	StageGroups   Stage = "send groups"
	StageVerify   Stage = "verify"
	StageWait     Stage = "wait"
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
	// Confirm is asked before a first sync invites n members; nil means no.
	Confirm func(ctx context.Context, n int) (bool, error)
}

// An Allowance names the number of entries that each guard may let pass once.
// It covers exactly the list that the guard showed. Nil allows nothing.
type Allowance struct {
	Removals, Memberships, Additions *int
}
