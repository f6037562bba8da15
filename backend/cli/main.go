package cli

import (
	"context"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/service"
)

// A Program is all that a run of the command line is given.
type Program struct {
	// Args are the arguments, without the name of the program.
	Args []string
	IO   IO
	// Getenv reads the environment.
	Getenv func(string) string
	// Environ lists the environment, as os.Environ does; nil lists nothing.
	Environ func() []string
	// Version is the version of the program.
	Version string
	// ReleaseKey is the public key that releases are signed with; may be empty.
	ReleaseKey string
	// Sources opens the directory.
	Sources app.SourceFactory
	// Sleep waits until a server came to rest; nil waits as long as it says.
	Sleep func(ctx context.Context, d time.Duration) error
	// Notify tells the service manager how the service is, in the words of
	// sd_notify; nil where it is systemd, or none.
	Notify func(state string) error
	// Services opens the service manager; nil means service.Open.
	Services func(service.Options) (service.Manager, error)
	// Commands are added to those of this package: what a main brings along.
	Commands []func(*Factory) *cobra.Command
}

// Main runs one command and returns the exit code of the process. ctx ends
// when the person or the system asks to stop.
func Main(ctx context.Context, p Program) int {
	f := NewFactory(p)
	root := newRootCmd(f, p.Commands)
	root.SetArgs(slices.Concat([]string{}, p.Args)) // never nil: cobra would take os.Args
	root.SetIn(f.IO.In)
	root.SetOut(f.IO.Out)
	root.SetErr(f.stderr)
	err := root.ExecuteContext(ctx)
	if is[usageError](err) {
		f.flags.scan(p.Args)
	}
	return f.finish(err)
}
