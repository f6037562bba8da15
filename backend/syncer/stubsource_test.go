package syncer

import (
	"context"
	"slices"
	"strings"
	"time"

	"directoryconnector/backend/directory"
)

// stubSource is a directory that the test writes.
type stubSource struct {
	users  []directory.User
	groups []directory.Group
	err    error
	bases  []*directory.Snapshot
	now    func() time.Time
	// unsorted leaves the order as the test wrote it.
	unsorted bool
	warnings []directory.Warning
}

func (s *stubSource) Fetch(ctx context.Context, base *directory.Snapshot) (*directory.Snapshot, error) {
	s.bases = append(s.bases, base)
	if s.err != nil {
		return nil, s.err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	now := time.Now()
	if s.now != nil {
		now = s.now()
	}
	out := &directory.Snapshot{Users: slices.Clone(s.users), Groups: slices.Clone(s.groups), Complete: base == nil, ReadAt: now, CompleteAt: now, Warnings: s.warnings}
	if base != nil {
		out.CompleteAt = base.CompleteAt
	}
	if !s.unsorted {
		out.Sort()
	}
	return out, nil
}

// identifier is a stubSource whose ids can be written in more than one way.
type identifier struct{ *stubSource }

func (identifier) ExternalIDKey(id string) string {
	return strings.ToLower(strings.ReplaceAll(id, " ", ""))
}
