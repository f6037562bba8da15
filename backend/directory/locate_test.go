package directory_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/directory"
)

// Each entry is told of once, whoever finds it, and not more of them than
// somebody reads.
func TestLocationsAreFewAndDifferent(t *testing.T) {
	t.Parallel()
	var found directory.Locations
	if found.Add(directory.Location{Kind: directory.LocatedUser, Reference: "x"}) == nil {
		t.Fatal("the first one is not taken")
	}
	if found.Add(directory.Location{Kind: directory.LocatedUser, Reference: "x"}) != nil {
		t.Error("one entry is taken twice")
	}
	if found.Add(directory.Location{Kind: directory.LocatedGroup, Reference: "x"}) == nil {
		t.Error("a group is taken for a user")
	}
	for i := range 20 {
		found.Add(directory.Location{Kind: directory.LocatedUser, Reference: fmt.Sprint(i)})
	}
	if len(found.List) != 10 {
		t.Errorf("%d are told of, want 10", len(found.List))
	}
}

func TestWhatLeavesALocationOut(t *testing.T) {
	t.Parallel()
	for kind, setting := range map[string]string{directory.LocatedUser: "sync.userFilter", directory.LocatedGroup: "sync.groupFilter"} {
		var found directory.Locations
		l := found.Add(directory.Location{Kind: kind, Reference: "x"})
		if l.Exclusions == nil {
			t.Error("no exclusions are written as null")
		}
		l.ByQuery("a=b")
		l.ByPart("(c=d)")
		want := []directory.Exclusion{
			directory.Excluded(directory.LeftByQuery, "setting", setting, "query", "a=b"),
			directory.Excluded(directory.FilterPart, "setting", setting, "part", "(c=d)"),
		}
		if diff := cmp.Diff(want, found.List[0].Exclusions); diff != "" {
			t.Errorf("%s (-want +got):\n%s", kind, diff)
		}
	}
}

func TestWhatAStepFound(t *testing.T) {
	t.Parallel()
	for want, got := range map[string]string{
		"1 user found":                            directory.Found(1, false, "user", directory.ByQuery("")),
		"2 users found with the query a=b":        directory.Found(2, false, "user", directory.ByQuery("a=b")),
		"more than 5 groups found below ou=x":     directory.Found(5, true, "group", " below ou=x"),
		"0 groups found with the query name eq 1": directory.Found(0, false, "group", directory.ByQuery("name eq 1")),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
