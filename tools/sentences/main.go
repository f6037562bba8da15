// Sentences lists what the program may say in English, for the languages of the
// pages: it reads the Go sources and writes the type of every sentence, which
// the catalogues of other languages must have, and of every code, for which every
// language has words. Run it from the module's root:
//
//	go run ./tools/sentences
package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// rooms are the packages whose words reach a page, and files of others.
var rooms = []string{
	"app.go", "backend/app", "backend/bridge", "backend/config", "backend/directory", "backend/history", "backend/instance", "backend/internal",
	"backend/notify", "backend/organization", "backend/plan", "backend/service", "backend/sources", "backend/syncer",
	"backend/web/call.go", "backend/web/events.go", "backend/web/problem.go", "backend/web/server.go", "backend/words/finding.go",
	"desktop/dialogs.go", "desktop/display.go", "desktop/links.go", "desktop/run.go", "desktop/toolkit.go", "desktop/window.go",
}

// silent are those in them whose words do not: folders, and files by a pattern.
// What settings are called and for is said by the pages themselves.
var silent = []string{
	"backend/config/definitions_*.go", "backend/config/retired.go", "backend/config/timeswords.go",
	"backend/internal/orgserver", "backend/internal/testbed",
}

const target = "frontend/src/i18n/sentences.gen.ts"

func main() {
	if err := errors.Join(write(), writeCodes(), writeSettings()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write() error {
	var text bytes.Buffer
	text.WriteString("// Made by tools/sentences of the Go sources; not to be edited.\n\n/** What the program may say, by where it is said. */\nexport interface Sentences {\n")
	said, folders, err := all()
	if err != nil {
		return err
	}
	told := map[string]bool{}
	for _, folder := range folders {
		list := slices.DeleteFunc(slices.Sorted(maps.Keys(said[folder])), func(s string) bool { return told[s] })
		if len(list) == 0 {
			continue
		}
		fmt.Fprintf(&text, "  %s:", literal(nameOfFolder(folder)))
		for _, s := range list {
			told[s] = true
			fmt.Fprintf(&text, "\n    | %s", literal(s))
		}
		text.WriteString(";\n")
	}
	text.WriteString("}\n")
	return os.WriteFile(target, text.Bytes(), 0o644) //nolint:forbidigo,gosec // a source file, as an editor writes it
}

// all returns the sentences of the rooms by folder, and the folders in the order
// of the rooms.
func all() (said map[string]map[string]bool, folders []string, err error) {
	said = map[string]map[string]bool{}
	for _, room := range rooms {
		found, err := sentencesIn(room)
		if err != nil {
			return nil, nil, err
		}
		for _, folder := range slices.Sorted(maps.Keys(found)) {
			if said[folder] == nil {
				said[folder] = map[string]bool{}
				folders = append(folders, folder)
			}
			maps.Copy(said[folder], found[folder])
		}
	}
	return said, folders, nil
}

// nameOfFolder is what a catalogue calls a folder; "main" is that of the module.
func nameOfFolder(folder string) string {
	if folder == "." {
		return "main"
	}
	return strings.TrimPrefix(folder, "backend/")
}

// literal is a text between single quotes, as TypeScript's formatter writes it.
func literal(s string) string {
	escaped := strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\t", `\t`, "\r", `\r`).Replace(s)
	if strings.Count(s, "'") > strings.Count(s, `"`) {
		return `"` + strings.ReplaceAll(escaped, `"`, `\"`) + `"`
	}
	return "'" + strings.ReplaceAll(escaped, "'", `\'`) + "'"
}
