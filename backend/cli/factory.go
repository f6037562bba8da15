package cli

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"directoryconnector/backend/app"
	"directoryconnector/backend/service"
)

// A Factory gives the commands what they need.
type Factory struct {
	Program

	flags  globalFlags
	stderr *statusLine
	// redact takes the secrets of the open profile out of what is told.
	redact func(string) string
	// answered: the one answer of --response went out.
	answered bool
}

// NewFactory returns the Factory of a Program.
func NewFactory(p Program) *Factory {
	if p.Environ == nil {
		p.Environ = func() []string { return nil }
	}
	p.IO.Out = leavableWriter{p.IO.Out}
	if p.Notify == nil {
		p.Notify = func(state string) error { return notify(p.Getenv, state) }
	}
	if p.Services == nil {
		p.Services = service.Open
	}
	return &Factory{Program: p, stderr: newStatusLine(p.IO), redact: func(text string) string { return text }}
}

// globalFlags stand before or after any command.
type globalFlags struct {
	pretty, raw, response, cleanExit, quiet, noInteraction bool
	dataDir, profile, logLevel                             string
	// detailedExit is a flag of some commands, which has a say in the exit code
	// of a command line that was not understood.
	detailedExit bool
	// json is --json, a flag of the commands that addJSON gives it to.
	json bool
}

// addJSON lets a command print its answer as JSON; see object.
func (f *Factory) addJSON(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.flags.json, "json", false, "print JSON")
}

func (g *globalFlags) add(s *pflag.FlagSet) {
	s.BoolVar(&g.pretty, "pretty", false, "indent JSON (BW_PRETTY)")
	s.BoolVar(&g.raw, "raw", false, "print plain values (BW_RAW)")
	s.BoolVar(&g.response, "response", false, "print one JSON object that says whether it worked (BW_RESPONSE)")
	s.BoolVar(&g.cleanExit, "cleanexit", false, "exit with 0 whatever happens (BW_CLEANEXIT)")
	s.BoolVar(&g.quiet, "quiet", false, "print nothing but errors (BW_QUIET)")
	s.BoolVar(&g.noInteraction, "nointeraction", false, "never ask (BW_NOINTERACTION)")
	s.StringVar(&g.dataDir, "data-dir", "", "`folder` that holds all profiles (BWDC_DATA_DIR)")
	s.StringVar(&g.profile, "profile", "", "`name` of the profile (BWDC_PROFILE)")
	s.StringVar(&g.logLevel, "log-level", "", "also write log lines to standard error: debug, info, warn or error")
}

// scan finds the switches in arguments that could not be understood, so that
// also this error is told as it was asked for.
func (g *globalFlags) scan(args []string) {
	has := func(flag string) bool { return slices.Contains(args, flag) || slices.Contains(args, flag+"=true") }
	g.pretty = g.pretty || has("--pretty")
	g.response = g.response || has("--response")
	g.cleanExit = g.cleanExit || has("--cleanexit")
	g.quiet = g.quiet || has("--quiet")
	g.detailedExit = has("--" + detailedExitFlag)
}

func (f *Factory) envTrue(name string) bool {
	switch strings.ToLower(strings.TrimSpace(f.Getenv(name))) {
	case "true", "1", "yes", "on":
		return true
	}
	return false
}

func (f *Factory) pretty() bool        { return f.flags.pretty || f.envTrue("BW_PRETTY") }
func (f *Factory) raw() bool           { return f.flags.raw || f.envTrue("BW_RAW") }
func (f *Factory) response() bool      { return f.flags.response || f.envTrue("BW_RESPONSE") }
func (f *Factory) cleanExit() bool     { return f.flags.cleanExit || f.envTrue("BW_CLEANEXIT") }
func (f *Factory) quiet() bool         { return f.flags.quiet || f.envTrue("BW_QUIET") }
func (f *Factory) noInteraction() bool { return f.flags.noInteraction || f.envTrue("BW_NOINTERACTION") }

// profile returns the name of the profile that is asked for.
func (f *Factory) profile() string {
	return cmp.Or(f.flags.profile, f.Getenv("BWDC_PROFILE"), app.DefaultProfile)
}

// DataDir returns the data folder.
func (f *Factory) DataDir() (string, error) { return app.DataDir(f.flags.dataDir, f.Getenv) }

// Options returns what an App of this run is opened with, and names variables
// of the environment that mean nothing.
func (f *Factory) Options() (app.Options, error) {
	o, err := f.options()
	if err == nil {
		f.warnEnvironment()
	}
	return o, err
}

// options is Options without a word about the environment.
func (f *Factory) options() (app.Options, error) {
	dir, err := f.DataDir()
	if err != nil {
		return app.Options{}, err
	}
	o := app.Options{
		DataDir: dir, Profile: f.profile(), Getenv: f.Getenv, Version: f.Version, ReleaseKey: f.ReleaseKey, Sources: f.Sources, Sleep: f.Sleep,
		Notice: f.Note, LogLevel: f.flags.logLevel,
	}
	if f.flags.logLevel != "" {
		if !slices.Contains([]string{"debug", "info", "warn", "error"}, f.flags.logLevel) {
			return o, usagef("--log-level is debug, info, warn or error, not %q", f.flags.logLevel)
		}
		o.Console = f.stderr
	}
	return o, nil
}

// withApp opens the profile for the time of fn.
func (f *Factory) withApp(fn func(*app.App) error) (err error) {
	o, err := f.Options()
	if err != nil {
		return err
	}
	return f.withAppOf(o, fn)
}

func (f *Factory) withAppOf(o app.Options, fn func(*app.App) error) (err error) {
	a, err := app.Open(o)
	if err != nil {
		return err
	}
	f.redact = a.Redacted
	defer func() { err = errors.Join(err, a.Close()) }()
	return fn(a)
}

// A givenCount is a flag with a number, which is nil where it is not given.
type givenCount struct{ number **int }

func (g givenCount) String() string { return "" }

func (g givenCount) Type() string { return "int" }

func (g givenCount) Set(text string) error {
	n, err := strconv.ParseInt(text, 0, 0)
	*g.number = new(int(n))
	return err
}
