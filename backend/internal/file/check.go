package file

import (
	"context"
	"fmt"
	"strings"

	"directoryconnector/backend/directory"
)

// Check finds the file, reads it, and says what is in it.
func (s *Source) Check(ctx context.Context, report func(directory.Step)) error {
	var found []string
	for _, in := range s.inputs {
		text, err := in.find()
		if err != nil {
			return directory.StepReporter(report).Fail("find", fmt.Errorf("file: %s: %w", in.place, err))
		}
		found = append(found, text)
	}
	report(directory.Step{Name: "find", Status: directory.StepOK, Detail: strings.Join(found, " ")})
	snap, notes, err := s.fetch(ctx)
	if err != nil {
		return directory.StepReporter(report).Fail("read", err)
	}
	report(readStep(s, snap, notes))
	return nil
}

// readStep counts, and warns about what a sync would leave out.
func readStep(s *Source, snap *directory.Snapshot, notes []string) directory.Step {
	step := directory.Step{Name: "read", Status: directory.StepOK}
	noEmail := 0
	for _, u := range snap.Users {
		if u.Email == "" && !u.Deleted {
			noEmail++
		}
	}
	step.Detail = fmt.Sprintf("%s and %s found (%s).", directory.Count(len(snap.Users), "user", "users"), directory.Count(len(snap.Groups), "group", "groups"),
		strings.Join(append([]string{string(s.format())}, notes...), ", "))
	switch {
	case len(snap.Warnings) > 0:
		step.Status = directory.StepWarning
		step.Detail += fmt.Sprintf(" %s; the first: %s", directory.Count(len(snap.Warnings), "warning", "warnings"), snap.Warnings[0].Text)
		step.Hint = "A test lists all of them."
	case noEmail > 0 && noEmail == len(snap.Users):
		step.Status = directory.StepWarning
		step.Detail += " No user has an email."
		step.Hint = "Users without an email are left out: add the email to the file."
	case noEmail > 0:
		step.Detail += fmt.Sprintf(" %s without an email would be left out.", directory.Count(noEmail, "user", "users"))
	}
	return step
}
