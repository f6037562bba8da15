package store

import (
	"context"
	"encoding/json"
	"fmt"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/organization"
)

// RunsThatMention calls visit with the runs of the history whose lists mention
// one of the names, whatever its case, oldest first. Their lists are cut down to
// what does, and perhaps more that looks like it; a group comes with all members
// where it is itself a name, else with those that are. No names: every run,
// whole.
func (s *Store) RunsThatMention(ctx context.Context, names []string, visit func(*organization.Run) error) error {
	m := newMentions(names)
	return s.view(ctx, func(tx *bbolt.Tx) error {
		details := bucket(tx, bucketHistory, bucketDetails)
		return each(bucket(tx, bucketHistory, bucketRuns), func(key, value []byte) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			packed := get(details, string(key))
			if found, err := m.in(packed); err != nil {
				return fmt.Errorf("details of run %x: %w: %w", key, errValue, err)
			} else if !found {
				return nil
			}
			var run organization.Run
			if err := json.Unmarshal(value, &run); err != nil {
				return fmt.Errorf("run %x: %w: %w", key, errValue, err)
			}
			if err := m.read(packed, &run); err != nil {
				return fmt.Errorf("details of run %s: %w: %w", run.ID, errValue, err)
			}
			return shielded(func() error { return visit(&run) })
		})
	})
}
