package cli

import (
	"io"

	"directoryconnector/backend/app"
)

// What the commands need that a main brings along (Program.Commands).

// Options returns what an App of this run is opened with, and names variables
// of the environment that mean nothing.
func (f *Factory) Options() (app.Options, error) {
	o, err := f.options()
	if err == nil {
		f.warnEnvironment()
	}
	return o, err
}

// Note tells something that is good to know.
func (f *Factory) Note(text string) { f.note(text) }

// Object answers with data as JSON where --raw, --pretty or --response ask for
// that, else with what human prints.
func (f *Factory) Object(data any, human func(w io.Writer)) error {
	return f.object(data, f.raw(), human)
}

// Usage returns an error that says that the command line was not understood.
func Usage(text, hint string) error { return usage(text, hint) }

// Notify tells the service manager how the service is, where there is one.
func (f *Factory) Notify(state string) error {
	if f.notifyHost != nil {
		return f.notifyHost(state)
	}
	return notify(f.Getenv, state)
}
