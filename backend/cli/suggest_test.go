package cli_test

import (
	"io"
	"strings"
	"testing"

	"directoryconnector/backend/cli"
	"directoryconnector/backend/directory"
)

func TestCommandsThatOnlyLookAreThere(t *testing.T) {
	t.Parallel()
	root := cli.NewRoot(&cli.Factory{})
	for _, path := range cli.OnlyLook {
		found, rest, err := root.Find(strings.Fields(path)[1:])
		if err != nil || len(rest) > 0 || found.CommandPath() != path {
			t.Errorf("there is no command %q: %v", path, err)
		}
	}
}

// A command that sends or changes something is suggested only where one slip
// of the finger leads to it.
func TestSuggestions(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"notify list":     "Did you mean 'bwdc notify history'?",
		"notify tesst":    "Did you mean 'bwdc notify test'?",
		"notify best-of":  "'bwdc notify --help' lists the commands.",
		"notify hsitory":  "Did you mean 'bwdc notify history'?",
		"snyc":            "Did you mean 'bwdc sync'?",
		"sycn":            "Did you mean 'bwdc sync'?",
		"stync":           "Did you mean 'bwdc sync'?",
		"fund":            "'bwdc --help' lists the commands.",
		"reply":           "'bwdc --help' lists the commands.",
		"shedul":          "Did you mean 'bwdc schedule'?",
		"profile compete": "'bwdc profile --help' lists the commands.",
		"profile creat":   "Did you mean 'bwdc profile create'?",
		"profile lst":     "Did you mean 'bwdc profile list'?",
	} {
		root := cli.NewRoot(&cli.Factory{})
		root.SetArgs(strings.Fields(typed))
		root.SetOut(io.Discard)
		root.SetErr(io.Discard)
		err := root.ExecuteContext(t.Context())
		if got := directory.HintOf(err); got != want {
			t.Errorf("%s: got %q (%v), want %q", typed, got, err, want)
		}
	}
}
