package store

import (
	"fmt"
	"slices"
	"testing"

	"directoryconnector/backend/organization"
)

// A full sync acknowledges everybody once more: pages of those who are as they
// were stay where they are.
func TestWhatIsThereIsNotWrittenAgain(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	c := organization.Change{SetMembers: map[string]organization.AckedMember{}}
	for i := range 5000 {
		c.SetMembers[fmt.Sprintf("id-%d", i)] = organization.AckedMember{Email: fmt.Sprintf("u%d@example.com", i)}
	}
	c.AddRemoved = []string{"gone"}
	must(t, s.Commit(t.Context(), c))
	before := inUse(t, s)
	must(t, s.Commit(t.Context(), c))
	after := inUse(t, s)
	moved := slices.DeleteFunc(slices.Clone(after), func(id uint64) bool { return slices.Contains(before, id) })
	if len(before) < 30 || len(moved) > 5 {
		t.Errorf("%d of %d pages were written again", len(moved), len(after))
	}
	state, err := s.Load(t.Context())
	must(t, err)
	if _, removed := state.Removed["gone"]; len(state.Members) != 5000 || !removed {
		t.Errorf("%d members, removed %v", len(state.Members), state.Removed)
	}
}
