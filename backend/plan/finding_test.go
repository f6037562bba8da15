package plan

import (
	"slices"
	"testing"
)

// Entries and their ids stay together, whatever their order was; an earlier
// version kept none.
func TestFindingEntries(t *testing.T) {
	t.Parallel()
	var f Finding
	f.Name([]Entry{{"u2", "bo"}, {"u3", "ada"}, {"u1", "ada"}})
	var got []Entry
	for at := range f.Entries {
		got = append(got, f.Entry(at))
	}
	if want := []Entry{{"u1", "ada"}, {"u3", "ada"}, {"u2", "bo"}}; !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	f.IDs = nil
	if got := f.Entry(2); got != (Entry{Text: "bo"}) {
		t.Errorf("without ids: %v", got)
	}
	for guard, want := range map[Guard]Kind{GuardRemovals: User, GuardSeats: User, GuardMemberships: Group, GuardGroupRemovals: Group} {
		if got := (&Finding{Guard: guard}).Kind(); got != want {
			t.Errorf("%s: %s", guard, got)
		}
	}
}
