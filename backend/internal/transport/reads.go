package transport

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"directoryconnector/backend/directory"
)

// Reads are what Sources that read over HTTP have in common: how long a read
// may take, how its end is logged and its errors are named, and how progress
// is told. Make them with NewReads.
type Reads struct {
	Log *slog.Logger
	// Transport is how the vendor is reached; it counts in Metrics.
	Transport Options
	Metrics   Metrics
	// Now is the clock.
	Now func() time.Time

	name       string
	limit      time.Duration
	onProgress func(directory.Progress)
	progress   sync.Mutex
}

// ReadOptions are what every Source that reads over HTTP is made of. Logger,
// OnProgress and Now may be nil.
type ReadOptions struct {
	// Transport says how the vendor is reached; what the vendor's limits and
	// answers need is added to it.
	Transport Options
	Logger    *slog.Logger
	// OnProgress is told how far a read is, never by two goroutines at once.
	OnProgress func(directory.Progress)
	// Now is the clock.
	Now func() time.Time
}

// Queries are what a Source is made of whose vendor has queries.
type Queries struct {
	// UserQuery and GroupQuery are in the vendor's language; empty means all.
	UserQuery, GroupQuery string
	// GroupNames, where not nil, chooses the groups that are read.
	GroupNames NameFilter
	// SyncGroups says that groups are read.
	SyncGroups bool
	ReadOptions
}

// Wants tells whether GroupNames lets a group of that name pass.
func (q *Queries) Wants(name string) bool { return q.GroupNames == nil || q.GroupNames.Match(name) }

// A NameFilter chooses groups by their name, and prints itself; two that
// choose differently print differently.
type NameFilter interface {
	Match(name string) bool
	String() string
}

// NewReads returns what a Source of that name needs for reads of at most
// limit.
func NewReads(name string, limit time.Duration, o ReadOptions) *Reads {
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Logger = cmp.Or(o.Logger, slog.New(slog.DiscardHandler))
	r := &Reads{Log: o.Logger.With("source", name), Transport: o.Transport, Now: o.Now, name: name, limit: limit, onProgress: o.OnProgress}
	r.Transport.Metrics = &r.Metrics
	r.Transport.Logger = cmp.Or(r.Transport.Logger, r.Log)
	return r
}

// Check goes through the parts of a check, as Source.Check does, until one
// fails.
func (r *Reads) Check(ctx context.Context, parts ...func(context.Context) error) error {
	for _, part := range parts {
		if err := part(ctx); err != nil {
			return fmt.Errorf("%s: %w", r.name, err)
		}
	}
	return nil
}

// checkedGroups is how many groups a check looks into for members.
const checkedGroups = 5

// CheckMembers is the step "members" of a check: it looks for a group with
// members among the first. ask reads one page of those of a group; more says that
// there are others.
func CheckMembers[G any](report directory.StepReporter, groups []G, ask func(G) (name string, n int, more bool, err error)) error {
	if len(groups) == 0 {
		return nil
	}
	groups = groups[:min(len(groups), checkedGroups)]
	for _, g := range groups {
		name, n, more, err := ask(g)
		switch {
		case IsNotFound(err): // deleted just now
		case err != nil:
			return report.Fail("members", err)
		case n > 0:
			report.OK("members", "%s", directory.Found(n, more, "member", fmt.Sprintf(" in group %q", name)))
			return nil
		}
	}
	report.Warn("members", "This is right where the first groups are empty.", "no member found in the first %s", directory.HowMany(len(groups), false, "group"))
	return nil
}

// Do reads a directory as Source.Fetch does; read is told when it began.
func (r *Reads) Do(ctx context.Context, base *directory.Snapshot,
	read func(ctx context.Context, base *directory.Snapshot, start time.Time) (*directory.Snapshot, error),
) (*directory.Snapshot, error) {
	start := r.Now()
	snapshot, err := Within(ctx, r.limit, func(ctx context.Context) (*directory.Snapshot, error) { return read(ctx, base, start) })
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.name, err)
	}
	r.Log.InfoContext(ctx, "directory read", "users", len(snapshot.Users), "groups", len(snapshot.Groups),
		"complete", snapshot.Complete, "duration", r.Now().Sub(start), "traffic", r.Metrics.Traffic().String())
	return snapshot, nil
}

// Report tells how far a read is, never by two goroutines at once.
func (r *Reads) Report(stage string, done int) {
	if r.onProgress == nil {
		return
	}
	r.progress.Lock()
	defer r.progress.Unlock()
	r.onProgress(directory.Progress{Stage: stage, Done: done})
}
