package main

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strings"

	"directoryconnector/backend/config"
)

const settingsTarget = "frontend/src/i18n/en/settings.gen.ts"

// writeSettings writes what settings are called and for, which a page says too,
// unless it has better words for those who choose instead of typing.
func writeSettings() error {
	var text bytes.Buffer
	text.WriteString("// Made by tools/sentences of the Go sources; not to be edited.\n\nexport const settings = {\n")
	for _, d := range config.Definitions() {
		fmt.Fprintf(&text, "  %s: {\n    label: %s,\n    help: %s,\n  },\n", literal(d.Key), literal(typeset(d.Label)), literal(typeset(d.Help)))
	}
	text.WriteString("};\n")
	return os.WriteFile(settingsTarget, text.Bytes(), 0o644) //nolint:forbidigo,gosec // a source file, as an editor writes it
}

var quoted = regexp.MustCompile(`"([^"]*)"`)

// typeset writes quotes and apostrophes as a page does.
func typeset(text string) string {
	return strings.ReplaceAll(quoted.ReplaceAllString(text, "“$1”"), "'", "’")
}
