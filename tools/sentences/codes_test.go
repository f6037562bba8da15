package main

import (
	"maps"
	"slices"
	"testing"
)

// Codes are found where packages declare them, each under the name of its type,
// and those of another place are not taken for them.
func TestCodesAreFound(t *testing.T) {
	t.Chdir("../..")
	found, err := codes()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"WarningCode": "deleted-unreadable", "ChangeCode": "missing", "FollowCode": "directory-has", "ExplanationCode": "is-member", "Guard": "seats", "Fate": "offboarded",
	} {
		if !found[name][want] {
			t.Errorf("%s lacks %s: %v", name, want, slices.Sorted(maps.Keys(found[name])))
		}
	}
	if found["ChangeCode"]["is-member"] || found["ChangeCode"]["directory-has"] {
		t.Errorf("codes of others: %v", slices.Sorted(maps.Keys(found["ChangeCode"])))
	}
	for name := range codeTypes {
		if len(found[name]) == 0 {
			t.Errorf("nothing is a %s", name)
		}
	}
}
