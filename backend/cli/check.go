package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
)

func newCheckCmd(f *Factory) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Test the connections, step by step",
		Long:  "Tests the connection to the directory and to the organization's server step by\nstep, and says what to do about what does not work. It reads a few entries only.",
		RunE:  func(cmd *cobra.Command, _ []string) error { return runCheck(cmd.Context(), f) },
	}
	f.addJSON(cmd)
	return cmd
}

func runCheck(ctx context.Context, f *Factory) error {
	asJSON := f.flags.json || f.response() || f.pretty()
	return f.withApp(func(a *app.App) error {
		steps, part := []app.CheckStep{}, ""
		failed := false
		err := a.Check(ctx, func(s app.CheckStep) {
			steps = append(steps, s)
			failed = failed || s.Status == directory.StepFailed
			if asJSON {
				return
			}
			if s.Part != part {
				part = s.Part
				_ = f.print(paint(f.colours(f.IO.OutTerminal), bold, strings.ToUpper(part[:1])+part[1:]) + "\n")
			}
			f.step(s)
		})
		if !asJSON {
			if failed && err != nil {
				return reported{err} // the step has said it, and what to do
			}
			return err
		}
		if err != nil && f.response() {
			if answerErr := f.fail(err, list(steps)); answerErr != nil {
				return answerErr
			}
			return reported{err}
		}
		if answerErr := f.object(list(steps), nil); answerErr != nil {
			return answerErr
		}
		return err
	})
}

// step prints one step as soon as it is done. A line that can't be written is
// no reason to stop the check.
func (f *Factory) step(s app.CheckStep) {
	mark, word, colour := "✓", "ok", green
	switch s.Status {
	case directory.StepWarning:
		mark, word, colour = "!", "warning", yellow
	case directory.StepFailed:
		mark, word, colour = "✗", "failed", red
	}
	line := fmt.Sprintf("  %s %s: %s", paint(f.colours(f.IO.OutTerminal), colour, mark), s.Name, word)
	if s.Detail != "" {
		line += ": " + s.Detail
	}
	if s.Hint != "" {
		line += "\n    " + s.Hint
	}
	_ = f.print(line + "\n")
}
