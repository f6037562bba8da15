// Command policy writes the templates with which group policies enforce settings:
// an ADMX file, and an ADML file with the words of each language. They are made
// of the settings themselves (backend/config), without the secrets, since
// everybody may read a policy.
//
// usage, in the folder of this repository: go run ./build/windows/policy FOLDER
package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"directoryconnector/backend/config"
)

// name is that of the files.
const name = "directory-connector"

func main() {
	err := errors.New("usage: policy FOLDER")
	if len(os.Args) == 2 {
		err = run(".", os.Args[1])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "policy:", err)
		os.Exit(1)
	}
}

// run reads below root, the folder of this repository, and writes into dir.
func run(root, dir string) error {
	german, err := readGerman(filepath.Join(root, "frontend", "src", "i18n", "de"))
	if err != nil {
		return err
	}
	settings := enforceable()
	files := map[string]any{name + ".admx": template(settings)}
	for _, l := range []language{english(), german} {
		if files[filepath.Join(l.code, name+".adml")], err = words(settings, l); err != nil {
			return err
		}
	}
	for path, content := range files {
		if err := write(filepath.Join(dir, path), content); err != nil {
			return err
		}
	}
	return nil
}

// enforceable are the settings that group policy can set.
func enforceable() []*config.Definition {
	return slices.DeleteFunc(config.Definitions(), func(d *config.Definition) bool { return d.Kind == config.KindSecret })
}

func write(path string, content any) error {
	text, err := xml.MarshalIndent(content, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // what is published
		return err
	}
	return os.WriteFile(path, []byte(xml.Header+string(text)+"\n"), 0o644) //nolint:gosec // what is published
}
