package rekey

import (
	"slices"

	"directoryconnector/backend/plan"
)

// A move is a change of one external id.
type move struct {
	record *Record
	line   *Shown
	entry  *Entry
	to     string
	by     plan.Code
	// sure: a stable id tells who it is.
	sure bool
}

// roomFor is the external id that makes room where several change theirs in
// turn: nobody else has the server's id in it.
func roomFor(serverID string) string { return "bwdc-rekey:" + serverID }

// clear leaves those whose new external id somebody has who keeps it, until
// nobody more is to be left for that.
func (d *decision) clear(moves []*move) []*move {
	going := map[string]*move{} // by the server's id
	for _, m := range moves {
		going[m.line.ServerID] = m
	}
	keeps := map[string]*Shown{}
	for i := range d.Shown {
		if s := &d.Shown[i]; s.ExternalID != "" && going[s.ServerID] == nil {
			keeps[s.ExternalID] = s
		}
	}
	for again := true; again; {
		again = false
		moves = slices.DeleteFunc(moves, func(m *move) bool {
			other, taken := keeps[m.to]
			if !taken {
				return false
			}
			d.leave(m.record, m.line, plan.Because(plan.IDTaken, "id", m.to, "who", other.Name), m.sure)
			keeps[m.line.ExternalID] = m.line
			again = true
			return true
		})
	}
	for old, id := range d.gone {
		if keeps[id] == nil {
			d.IDs[old] = id
		}
	}
	return moves
}

// order makes steps of moves: who has an external id that another one is to get
// goes first, and where they go round in a circle, one makes room.
func (d *decision) order(moves []*move) {
	has := map[string]*move{} // by the external id now
	for _, m := range moves {
		has[m.line.ExternalID] = m
	}
	done := map[*move]bool{}
	for _, first := range moves {
		var path []*move
		m, round := first, false
		for ; m != nil && !done[m] && !round; m = has[m.to] {
			path = append(path, m)
			round = has[m.to] == first
		}
		if round && len(path) > 0 {
			d.Steps = append(d.Steps, Step{Old: first.record.ID, ServerID: first.line.ServerID, From: first.line.ExternalID, To: roomFor(first.line.ServerID), Name: first.name()})
		}
		for _, m := range slices.Backward(path) {
			step := Step{Old: m.record.ID, ServerID: m.line.ServerID, From: m.line.ExternalID, To: m.to, Name: m.name(), Change: m.change(d.Kind)}
			if round && m == first {
				step.From = roomFor(m.line.ServerID)
			}
			d.Steps, d.IDs[m.record.ID], done[m] = append(d.Steps, step), m.to, true
		}
	}
}
