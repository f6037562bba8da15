package file

import (
	"context"
	"fmt"

	"directoryconnector/backend/directory"
)

// Check finds the file, reads it, and says what is in it.
func (s *Source) Check(ctx context.Context, report func(directory.Step)) error {
	info, err := statRegular(s.path)
	if err != nil {
		return failed(report, "find", fmt.Errorf("file: %s: %w", s.path, err))
	}
	report(directory.Step{
		Name: "find", Status: directory.StepOK,
		Detail: fmt.Sprintf("%s has %d bytes and was last written at %s.", s.path, info.Size(), info.ModTime().UTC().Format("2006-01-02 15:04:05 MST")),
	})
	snap, err := s.Fetch(ctx, nil)
	if err != nil {
		return failed(report, "read", err)
	}
	report(readStep(s, snap))
	return nil
}

func failed(report func(directory.Step), name string, err error) error {
	report(directory.Step{Name: name, Status: directory.StepFailed, Detail: err.Error(), Hint: directory.HintOf(err)})
	return err
}

// readStep counts, and warns about what a sync would leave out.
func readStep(s *Source, snap *directory.Snapshot) directory.Step {
	step := directory.Step{Name: "read", Status: directory.StepOK}
	noEmail := 0
	for _, u := range snap.Users {
		if u.Email == "" && !u.Deleted {
			noEmail++
		}
	}
	step.Detail = fmt.Sprintf("%d users and %d groups were found (%s).", len(snap.Users), len(snap.Groups), s.format)
	switch {
	case len(snap.Warnings) > 0:
		step.Status = directory.StepWarning
		step.Detail += fmt.Sprintf(" There are %d warnings; the first: %s", len(snap.Warnings), snap.Warnings[0].Text)
		step.Hint = "A test lists all of them."
	case noEmail > 0 && noEmail == len(snap.Users):
		step.Status = directory.StepWarning
		step.Detail += " No user has an email."
		step.Hint = "Users without an email are left out: add the email to the file."
	case noEmail > 0:
		step.Detail += fmt.Sprintf(" %d users have no email and would be left out.", noEmail)
	}
	return step
}
