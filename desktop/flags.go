package desktop

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A command is what was asked for on the command line and in the environment.
type command struct {
	dataDir, profile string
	version, help    bool
}

// usage is the help.
const usage = `Directory Connector keeps a Bitwarden organization in step with a directory.

Usage: directory-connector [flags]

  --data-dir folder   folder that holds all profiles (BWDC_DATA_DIR)
  --profile name      name of the profile that is shown first (BWDC_PROFILE)
  --version           print the version
  --help              print this

A second start shows the window that is open already. bwdc does the same work
on a command line.
`

// parse reads the command line. Its errors are about how it was typed.
func parse(args []string, getenv func(string) string) (command, error) {
	c := command{profile: getenv("BWDC_PROFILE")}
	set := flag.NewFlagSet("directory-connector", flag.ContinueOnError)
	set.SetOutput(io.Discard) // the caller prints
	set.Usage = func() {}
	set.StringVar(&c.dataDir, "data-dir", "", "")
	set.StringVar(&c.profile, "profile", c.profile, "")
	set.BoolVar(&c.version, "version", false, "")
	err := set.Parse(withoutSerial(args))
	switch {
	case errors.Is(err, flag.ErrHelp):
		c.help = true
		return c, nil
	case err != nil:
		return c, err
	case set.NArg() > 0:
		return c, fmt.Errorf("unexpected argument %q", set.Arg(0))
	}
	return c, nil
}

// withoutSerial takes out the process serial number that older versions of
// macOS pass to a program that was started from the Finder.
func withoutSerial(args []string) []string {
	return slices.DeleteFunc(slices.Clone(args), func(arg string) bool { return strings.HasPrefix(arg, "-psn_") })
}
