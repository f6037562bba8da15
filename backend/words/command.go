package words

import (
	"regexp"
	"runtime"
	"strings"
	"unicode"
)

// A Place is what a command must be told so that it acts on the same data; empty
// is what it takes where it is told nothing.
type Place struct{ DataDir, Profile string }

// commandOf finds commands in a text, those first that are about a profile.
var commandOf = regexp.MustCompile(`\bbwdc (?:(adopt|apply|check|clear-cache|config|data-file|explain|history|import-data|last-sync|login|logout|notify|offboard|plan|rekey|run|schedule|serve|service|status|sync|test|try-filter)|profile)\b`)

// Command is how this program is called there.
func (p Place) Command() string { return p.command(true) }

func (p Place) command(profile bool) string {
	command := "bwdc"
	if p.DataDir != "" {
		command += " --data-dir " + ShellWord(p.DataDir)
	}
	if profile && p.Profile != "" {
		command += " --profile " + ShellWord(p.Profile)
	}
	return command
}

// In names the place in the commands of a text: copied, they act on the same
// data. Those that are told a place already stay.
func (p Place) In(text string) string {
	if p == (Place{}) {
		return text
	}
	return commandOf.ReplaceAllStringFunc(text, func(command string) string {
		name := strings.TrimPrefix(command, "bwdc ")
		return p.command(name != "profile") + " " + name
	})
}

// lets finds commands with what lets something happen. No name reads like them.
var lets = regexp.MustCompile(`\bbwdc (sync --(?:reinvite|allow-[a-z]+|yes)\b)`)

// Beside is In for a text with names from elsewhere, which may read like a
// command: only commands that let something happen are told the place.
func (p Place) Beside(text string) string {
	if p == (Place{}) {
		return text
	}
	return lets.ReplaceAllStringFunc(text, func(command string) string {
		return p.Command() + strings.TrimPrefix(command, "bwdc")
	})
}

// ShellWord quotes what a shell of this system would take apart.
func ShellWord(text string) string {
	plain := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune("@+=:,./_-%", r)
	}
	if runtime.GOOS == "windows" {
		plain = func(r rune) bool {
			return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune(`@+:./_-\`, r)
		}
	}
	switch {
	case text != "" && strings.IndexFunc(text, func(r rune) bool { return !plain(r) }) < 0 && text[0] != '=' && text[0] != '@':
		return text
	case runtime.GOOS == "windows": // as cmd and PowerShell both read it
		text = strings.ReplaceAll(text, `"`, `\"`)
		if strings.HasSuffix(text, `\`) {
			text += `\`
		}
		return `"` + text + `"`
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
