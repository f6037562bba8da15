package service

import (
	"path"
	"slices"
	"strconv"
	"strings"

	units "directoryconnector/build/systemd"
)

// What the units in build/systemd are written for.
const (
	unitProgram = "/usr/local/bin/bwdc"
	unitFolder  = "/var/lib/bwdc"
	unitAccount = "bwdc"
)

// unitName is the name of a profile's unit. What a profile may be called is a
// name of an instance, too.
func unitName(profile string) string {
	if profile == DefaultProfile {
		return "bwdc.service"
	}
	return "bwdc@" + profile + ".service"
}

// unitText is the unit of a profile, made from that of build/systemd by
// changing the lines that name a program, an account and a folder.
func unitText(profile string, s Spec) string {
	text := units.Unit
	if profile != DefaultProfile {
		text = strings.Replace(units.Template, "(%i)", "("+profile+")", 1)
	}
	var out strings.Builder
	for line := range strings.Lines(text) {
		key, _, _ := strings.Cut(strings.TrimSpace(line), "=")
		for _, l := range unitLines(key, profile, s) {
			out.WriteString(l + "\n")
		}
		if !slices.Contains(changedKeys, key) {
			out.WriteString(line)
		}
	}
	return out.String()
}

// changedKeys are the lines that unitLines writes anew.
var changedKeys = []string{"ExecStart", "User", "Group", "StateDirectory", "StateDirectoryMode", "Environment", "ProtectHome"}

// unitLines are the lines that stand for the one with a key.
func unitLines(key, profile string, s Spec) []string {
	here, home := s.DataDir == unitFolder, func(path string) bool {
		return slices.ContainsFunc([]string{"/home/", "/root/", "/run/user/"}, func(root string) bool { return strings.HasPrefix(path, root) })
	}
	switch key {
	case "ExecStart":
		words := []string{execWord(s.Program)}
		for _, a := range arguments(profile, s.DataDir) {
			words = append(words, strings.ReplaceAll(execWord(a), "$", "$$"))
		}
		return []string{"ExecStart=" + strings.Join(words, " ")}
	case "User":
		return []string{"User=" + s.Account}
	case "Group":
		if s.Account == unitAccount {
			return []string{"Group=" + unitAccount}
		}
		return nil // the account's own
	case "StateDirectory":
		switch {
		case here:
			return []string{"StateDirectory=bwdc", "StateDirectoryMode=0700"}
		case home(s.DataDir): // of all homes, it sees this folder
			return []string{"BindPaths=" + unitWord(pairPath(s.DataDir))}
		}
		return []string{"ReadWritePaths=" + unitWord(s.DataDir)}
	case "Environment":
		return []string{"Environment=" + unitWord("BWDC_DATA_DIR="+s.DataDir)}
	case "ProtectHome":
		lines := []string{"ProtectHome=yes"}
		if home(s.DataDir) || home(s.Program) {
			lines[0] = "ProtectHome=tmpfs"
		}
		if home(s.Program) {
			lines = append(lines, "BindReadOnlyPaths="+unitWord(pairPath(s.Program)))
		}
		return lines
	}
	return nil
}

// userKeys are the lines of a unit that a person's own service manager, which
// has no rights, can do.
var userKeys = []string{
	"[Unit]", "[Service]", "[Install]", "Description", "Type", "Restart", "RestartSec", "RestartPreventExitStatus", "TimeoutStopSec", "UMask", "LimitCORE",
	"NoNewPrivileges", "LockPersonality", "MemoryDenyWriteExecute", "RestrictRealtime", "RestrictSUIDSGID", "RestrictAddressFamilies",
	"SystemCallArchitectures", "SystemCallFilter", "SystemCallErrorNumber",
}

// userUnitText is the unit of a person's own service.
func userUnitText(profile string, s Spec) string {
	var out strings.Builder
	for line := range strings.Lines(unitText(profile, s)) {
		key, _, _ := strings.Cut(strings.TrimSpace(line), "=")
		switch {
		case key == "ExecStart", key == "Environment", slices.Contains(userKeys, key):
			out.WriteString(line)
		case key == "WantedBy":
			out.WriteString("WantedBy=default.target\n")
		case key == "":
			out.WriteString("\n")
		}
	}
	return out.String()
}

// unitWord quotes a value of a list. See
// https://www.freedesktop.org/software/systemd/man/latest/systemd.syntax.html#Quoting
func unitWord(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `%`, `%%`).Replace(text) + `"`
}

// execWord quotes a word of a command line; one without anything odd stays as it
// is. In all words but the first, $ is a variable, too.
func execWord(text string) string {
	if text != "" && !strings.ContainsAny(text, " \t\"'\\%$;#") {
		return text
	}
	return unitWord(text)
}

// pairPath is a path for a list of "source:target", where a colon is escaped.
func pairPath(p string) string {
	return strings.ReplaceAll(path.Clean(p), ":", `\:`)
}

// readWords reads words that execWord and unitWord have written.
func readWords(line string) []string {
	var words []string
	for line = strings.TrimSpace(line); line != ""; line = strings.TrimSpace(line) {
		if line[0] != '"' {
			word, rest, _ := strings.Cut(line, " ")
			words, line = append(words, word), rest
			continue
		}
		end := 1
		for end < len(line) && line[end] != '"' {
			if line[end] == '\\' {
				end++
			}
			end++
		}
		word := line[1:min(end, len(line))]
		words = append(words, strings.NewReplacer(`\\`, `\`, `\"`, `"`, `%%`, `%`).Replace(word))
		line = line[min(end+1, len(line)):]
	}
	return words
}

// readUnit finds in a unit who runs what. A unit that was put in place by hand
// names the folder in its environment.
func readUnit(text string) (account, program, dataDir, profile string) {
	profile = DefaultProfile
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		words := readWords(value)
		switch {
		case len(words) == 0:
		case key == "User":
			account = words[0]
		case key == "ExecStart":
			program = words[0]
			for i := range words[1:] {
				words[i+1] = strings.ReplaceAll(words[i+1], "$$", "$")
			}
			var dir string
			if dir, profile = readArguments(words[1:]); dir != "" {
				dataDir = dir
			}
		case key == "Environment":
			if dir, found := strings.CutPrefix(words[0], "BWDC_DATA_DIR="); found && dataDir == "" {
				dataDir = strings.ReplaceAll(dir, "%S", "/var/lib")
			}
		}
	}
	return account, program, dataDir, profile
}

// readShow reads what 'systemctl show' says.
func readShow(text string) Status {
	said := map[string]string{}
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimRight(line, "\n"), "=")
		said[key] = value
	}
	s := Status{Manager: "systemd", Boot: said["UnitFileState"] == "enabled"}
	s.PID, _ = strconv.Atoi(said["MainPID"])         // 0 for none
	s.Exit, _ = strconv.Atoi(said["ExecMainStatus"]) // 0 for none
	switch said["ActiveState"] {
	case "active":
		s.State = Running
	case "activating", "reloading":
		s.State = Starting
		if said["SubState"] == "auto-restart" {
			s.State = Failed // it waits to be tried again
		}
	case "deactivating":
		s.State = Stopping
	case "failed":
		s.State = Failed
	default:
		s.State = Stopped
	}
	return s
}
