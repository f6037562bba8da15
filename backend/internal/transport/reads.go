package transport

import (
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
	// Metrics is for the client to count in.
	Metrics Metrics
	// Now is the clock.
	Now func() time.Time

	name       string
	limit      time.Duration
	onProgress func(directory.Progress)
	progress   sync.Mutex
}

// NewReads returns what a Source of that name needs for reads of at most
// limit. log, onProgress and now may be nil.
func NewReads(name string, limit time.Duration, log *slog.Logger, onProgress func(directory.Progress), now func() time.Time) *Reads {
	if now == nil {
		now = time.Now
	}
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Reads{Log: log.With("source", name), Now: now, name: name, limit: limit, onProgress: onProgress}
}

// Do reads a directory as Source.Fetch does; read is told when it began.
func (r *Reads) Do(ctx context.Context, read func(context.Context, time.Time) (*directory.Snapshot, error)) (*directory.Snapshot, error) {
	start := r.Now()
	snapshot, err := Within(ctx, r.limit, func(ctx context.Context) (*directory.Snapshot, error) { return read(ctx, start) })
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
