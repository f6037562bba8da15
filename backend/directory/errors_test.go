package directory_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/directory"
)

func TestMarkNamesTheKindOnce(t *testing.T) {
	t.Parallel()
	reason := errors.New("80090308")
	err := directory.Mark(reason, directory.ErrAuth, "Check the password.")
	if err.Error() != "authentication failed: 80090308" || !errors.Is(err, directory.ErrAuth) || !errors.Is(err, reason) {
		t.Errorf("got %v", err)
	}
	if again := directory.Mark(err, directory.ErrAuth, ""); again.Error() != err.Error() || directory.HintOf(again) != "Check the password." {
		t.Errorf("again: %v, hint %q", again, directory.HintOf(again))
	}
}

func TestStepsOfACheck(t *testing.T) {
	t.Parallel()
	var got []directory.Step
	report := directory.StepReporter(func(s directory.Step) { got = append(got, s) })
	failure := directory.WithHint(directory.ErrPermission, "Ask for it.")
	report.OK("Connection", "%d ms", 3)
	report.Warn("Encryption", "Switch it on.", "none to %s", "dc1")
	report.Nobody("Look elsewhere.", "no user found in %s", "ou=x")
	if err := report.Fail("Read", failure); !errors.Is(err, directory.ErrPermission) {
		t.Errorf("error %v", err)
	}
	want := []directory.Step{
		{Name: "Connection", Status: directory.StepOK, Detail: "3 ms"},
		{Name: "Encryption", Status: directory.StepWarning, Detail: "none to dc1", Hint: "Switch it on."},
		{Name: "users", Status: directory.StepWarning, Detail: "no user found in ou=x", Hint: "Look elsewhere.", Nobody: true},
		{Name: "Read", Status: directory.StepFailed, Detail: "permission denied", Hint: "Ask for it."},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
}
