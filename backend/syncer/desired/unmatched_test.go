package desired_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/desired"
)

// A name in a filter that nothing has is most often a typing error; whom the
// filter matched and who is gone now is none.
func TestNamesOfFiltersThatMatchNothing(t *testing.T) {
	t.Parallel()
	snapshot := &directory.Snapshot{
		Users: []directory.User{
			{ReferenceID: "1", ExternalID: "1", Email: " Ada@Example.com "},
			{ReferenceID: "2", ExternalID: "2", Email: "off@example.com", Disabled: true},
			{ReferenceID: "3", ExternalID: "3", Email: "gone@example.com", Deleted: true},
			{ReferenceID: "4", ExternalID: "4", Deleted: true},
			{ReferenceID: "5", ExternalID: "5", Email: "new@example.com"},
		},
		Groups: []directory.Group{{ReferenceID: "g", ExternalID: "g", Name: "Staff"}, {ReferenceID: "o", ExternalID: "o", Name: "Elsewhere", Outside: true}},
	}
	acknowledged := &organization.State{
		Members: map[string]organization.AckedMember{"4": {Email: "four@example.com"}, "5": {Email: "old@example.com"}, "6": {Email: "six@example.com"}},
		Groups:  map[string]organization.AckedGroup{"away": {Name: "Away"}},
	}
	of := func(users, groups []string) (found []string) {
		t.Helper()
		state, err := desired.Of(desired.Input{
			Options:  desired.Options{Sync: config.Sync{Users: true, Groups: true}, UserNames: users, GroupNames: groups},
			Snapshot: snapshot, Acknowledged: acknowledged,
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range state.Warnings {
			if w.Code == desired.WarnFilterName {
				found = append(found, w.Entry)
				if !strings.Contains(w.Text, fmt.Sprintf("%q", w.Entry)) && w.Entry != "" {
					t.Errorf("the text does not name it: %+v", w)
				}
			}
		}
		return found
	}
	got := of([]string{"ada@example.com", "OFF@example.com", "gone@example.com", "four@example.com", "six@example.com", "old@example.com", "Typo@example.com", "typo@example.com"},
		[]string{"staff", "Away", "Elsewhere", "Stuff"})
	if want := []string{"old@example.com", "Typo@example.com", "Elsewhere", "Stuff"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := of(nil, nil); got != nil {
		t.Errorf("without names: %q", got)
	}
	var many []string
	for i := range 100 {
		many = append(many, fmt.Sprintf("nobody%d@example.com", i))
	}
	if got := of(many, nil); len(got) != 21 || got[20] != "" {
		t.Errorf("a long list is not cut: %d", len(got))
	}
}

// TestALargeDirectoryIsNotGoneThroughForNothing: it is asked only as long as a
// name is missing.
func TestALargeDirectoryIsNotGoneThroughForNothing(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		names []string
		asked int
	}{{nil, 0}, {[]string{"B"}, 2}, {[]string{"a", "x"}, 3}} {
		asked := 0
		desired.Unmatched(test.names, func(yield func(string) bool) {
			for _, name := range []string{"a", "b", "c"} {
				if asked++; !yield(name) {
					return
				}
			}
		})
		if asked != test.asked {
			t.Errorf("%q: asked %d times, want %d", test.names, asked, test.asked)
		}
	}
}
