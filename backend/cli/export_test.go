package cli

import "github.com/spf13/cobra"

// What the tests look at from outside.
var (
	DefaultWords = defaultWords
	ExitCode     = exitCode
	Notify       = notify
	WriteRuns    = writeRuns
)

// NewRoot returns the command with all its commands, as Main runs it.
func NewRoot(f *Factory) *cobra.Command {
	root := newRootCmd(f, nil)
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	return root
}

// OnlyLook are the commands that are suggested for whatever is near.
var OnlyLook = onlyLook
