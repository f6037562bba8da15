package send

import (
	"context"
	"fmt"
	"strings"

	"directoryconnector/backend/directory"
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

const goesOn = "The next sync looks at the organization and goes on from there."

// keep commits what the server accepted, also when the run is being cancelled.
func (x *sender) keep(ctx context.Context, c organization.Change) error {
	err := x.commit(context.WithoutCancel(ctx), c)
	if err == nil {
		return nil
	}
	hint := strings.TrimSpace(directory.HintOf(err) + " " + goesOn)
	return directory.WithHint(fmt.Errorf("the server accepted this, but it could not be recorded: %w", err), hint)
}
