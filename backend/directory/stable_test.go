package directory_test

import (
	"testing"

	"directoryconnector/backend/directory"
)

func TestStableIDs(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b            string
		same, different bool
	}{
		{"entryUUID:1", "entryUUID:1", true, false},
		{"entryUUID:1", "entryUUID:2", false, true},
		{"entryUUID:1", "nsUniqueId:2", false, false}, // of two kinds
		{"entryUUID:1", "nsUniqueId:1", false, false},
		{"1", "entryUUID:1", true, false}, // recorded before kinds were
		{"uuid:1", "entryUUID:1", true, false},
		{"uuid:1", "1", true, false},
		{"uuid:1", "nsUniqueId:2", false, false},
		{"uuid:1", "uuid:2", false, true},
		{"dn:cn=a", "entryUUID:1", false, false},
		{"", "entryUUID:1", false, false},
		{"", "", false, false},
		{"entryUUID:", "entryUUID:1", false, false},
	} {
		for _, pair := range [][2]string{{test.a, test.b}, {test.b, test.a}} {
			if got := directory.SameStableID(pair[0], pair[1]); got != test.same {
				t.Errorf("same %q: %v", pair, got)
			}
			if got := directory.DifferentStableID(pair[0], pair[1]); got != test.different {
				t.Errorf("different %q: %v", pair, got)
			}
		}
	}
	if id := directory.StableID("entryUUID", "1"); id != "entryUUID:1" || directory.StableValue(id) != "1" {
		t.Errorf("stable id %q", id)
	}
	if id := directory.StableID("entryUUID", ""); id != "" {
		t.Errorf("a stable id of nothing: %q", id)
	}
}
