package send

import (
	"context"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// changed writes into the record what the server accepted.
func (x *sender) changed(c plan.Change) {
	*x.run.Counts.Of(c)++
	x.run.Changes = append(x.run.Changes, c)
}

// commit keeps a change, with what the record says since the one before: so it
// is in the history also when the program dies.
func (x *sender) commit(ctx context.Context, c organization.Change) error {
	c.At, c.Done = x.Now(), x.run.Changes[x.recorded:]
	if err := x.Store.Commit(ctx, c); err != nil {
		return err
	}
	x.recorded = len(x.run.Changes)
	return nil
}
