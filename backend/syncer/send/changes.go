package send

import "directoryconnector/backend/plan"

// changed writes into the record what the server accepted.
func (x *sender) changed(c plan.Change) {
	*x.run.Counts.Of(c)++
	x.run.Changes = append(x.run.Changes, c)
}
