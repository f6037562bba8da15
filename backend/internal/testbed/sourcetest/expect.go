package sourcetest

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/directory"
)

// Fetch reads with a Source, as the next sync after base does, and checks what
// holds for every Snapshot.
func Fetch(t testing.TB, source directory.Source, base *directory.Snapshot) *directory.Snapshot {
	t.Helper()
	if base != nil {
		base = Stored(t, base)
	}
	s, err := source.Fetch(t.Context(), base)
	if err != nil {
		t.Fatalf("fetch: %v", err)
	}
	CheckSnapshot(t, s)
	return s
}

// SameAsComplete fails the test where an incremental read is none, or differs
// from the complete one.
func SameAsComplete(t testing.TB, complete, incremental *directory.Snapshot) {
	t.Helper()
	if incremental.Complete {
		t.Error("everything was read, not only what changed")
	}
	if diff := Diff(complete, incremental); diff != "" {
		t.Errorf("the incremental read differs from a complete one (-complete +incremental):\n%s", diff)
	}
}

// IsTruth fails the test where a snapshot is not what the directory holds.
func IsTruth(t testing.TB, truth, got *directory.Snapshot) {
	t.Helper()
	if slices.Equal(truth.Users, got.Users) && slices.EqualFunc(truth.Groups, got.Groups, holdsTheSame) {
		return // a diff of thousands takes its time
	}
	if diff := Diff(truth, got); diff != "" {
		t.Errorf("the snapshot is not what the directory holds (-want +got):\n%s", diff)
	}
}

func holdsTheSame(a, b directory.Group) bool {
	return a.ReferenceID == b.ReferenceID && a.ExternalID == b.ExternalID && a.Name == b.Name &&
		slices.Equal(a.UserMembers, b.UserMembers) && slices.Equal(a.NestedGroups, b.NestedGroups)
}

// WantError fails the test where err does not wrap want, or lacks a part of
// its text or of its hint, or where one of never is shown.
func WantError(t testing.TB, err, want error, text, hint string, never ...string) {
	t.Helper()
	if !errors.Is(err, want) || !strings.Contains(err.Error(), text) || !strings.Contains(directory.HintOf(err), hint) {
		t.Errorf("error %v\nhint %q", err, directory.HintOf(err))
	}
	for _, secret := range never {
		if err != nil && strings.Contains(err.Error()+directory.HintOf(err), secret) {
			t.Errorf("%q is shown: %v", secret, err)
		}
	}
}

// FailsIncomplete fails the test where a read does not fail as incomplete, with
// that in its text and a hint, or where one of never is shown.
func FailsIncomplete(t testing.TB, source directory.Source, base *directory.Snapshot, text string, never ...string) {
	t.Helper()
	s, err := source.Fetch(t.Context(), base)
	if s != nil || directory.HintOf(err) == "" {
		t.Errorf("a base %v, a snapshot %v, a hint %v", base != nil, s != nil, directory.HintOf(err) != "")
	}
	WantError(t, err, directory.ErrIncomplete, text, "", never...)
}

// CheckSteps checks a Source and compares the steps with want, which has for
// each its name, its status and a part of its detail, as "users ok: 3 found".
// The last one must have a hint where it is not ok.
func CheckSteps(t testing.TB, source directory.Checker, want []string, wantErr error) {
	t.Helper()
	var got []string
	var last directory.Step
	err := source.Check(t.Context(), func(s directory.Step) {
		line := s.Name + " " + string(s.Status) + ": "
		if n := len(got); n < len(want) {
			if part, ok := strings.CutPrefix(want[n], line); ok && strings.Contains(s.Detail, part) {
				line = want[n]
			} else {
				line += s.Detail
			}
		}
		got, last = append(got, line), s
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
	if !errors.Is(err, wantErr) || (err == nil) != (wantErr == nil) {
		t.Errorf("error %v", err)
	}
	if last.Status != directory.StepOK && last.Hint == "" {
		t.Errorf("no hint: %+v", last)
	}
}

// NotPrefix is a filter that leaves out groups whose name begins so.
type NotPrefix string

// Match tells whether a group of that name is read.
func (p NotPrefix) Match(name string) bool { return !strings.HasPrefix(name, string(p)) }

func (p NotPrefix) String() string { return string(p) }
