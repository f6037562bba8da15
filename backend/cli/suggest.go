package cli

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"directoryconnector/backend/config"
)

// onlyLook are the commands that send and change nothing: these are suggested
// for whatever is near. What is not here is suggested only where one slip of
// the finger tells the words apart, since a suggestion is often followed
// unread.
var onlyLook = []string{
	"bwdc status", "bwdc last-sync", "bwdc data-file", "bwdc schedule", "bwdc probe", "bwdc history",
	"bwdc explain", "bwdc try-filter", "bwdc test", "bwdc plan", "bwdc check", "bwdc version", "bwdc help", "bwdc completion",
	"bwdc config", "bwdc config get", "bwdc config list", "bwdc config describe", "bwdc config export", "bwdc config validate",
	"bwdc notify", "bwdc notify history", "bwdc profile", "bwdc profile list",
	"bwdc service", "bwdc service status", "bwdc service logs", "bwdc help exit-codes", "bwdc help environment",
}

// unknownCommand offers what is near, or has the word among those it suggests
// itself for.
func unknownCommand(cmd *cobra.Command, name string) error {
	hint := fmt.Sprintf("'%s --help' lists the commands.", cmd.CommandPath())
	if near := nearCommands(cmd, name); len(near) > 0 {
		hint = fmt.Sprintf("Did you mean %s?", quoted(cmd.CommandPath()+" ", near))
	}
	return Usage(fmt.Sprintf("there is no command '%s %s'", cmd.CommandPath(), name), hint)
}

func nearCommands(cmd *cobra.Command, name string) []string {
	var known, meant []string
	for _, c := range cmd.Commands() {
		if !c.IsAvailableCommand() {
			continue
		}
		if slices.Contains(c.SuggestFor, name) {
			meant = append(meant, c.Name())
		}
		if slices.Contains(onlyLook, c.CommandPath()) || oneSlip(name, c.Name()) {
			known = append(known, c.Name())
		}
	}
	if len(meant) > 0 {
		return meant
	}
	return config.Nearest(name, known)
}

// oneSlip tells whether a letter too many, too few or wrong, or two that
// changed places, tell the words apart.
func oneSlip(a, b string) bool {
	if config.Distance(a, b, 1) <= 1 {
		return true
	}
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) - 1 {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}
