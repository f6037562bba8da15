package datajson

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"directoryconnector/backend/directory"
)

const (
	folder   = "Bitwarden Directory Connector"
	fileName = "data.json"
)

// An Environment is what the default places depend on.
type Environment struct {
	// GOOS is as runtime.GOOS.
	GOOS string
	// Home is the home folder, Program the folder of this program; either may
	// be empty.
	Home, Program string
	// Getenv is os.Getenv.
	Getenv func(string) string
}

// Places returns the folders in which Bitwarden's connector keeps its
// data.json, the likeliest first.
func Places(e Environment) []string {
	var dirs []string
	add := func(parts ...string) {
		if parts[0] != "" {
			dirs = append(dirs, filepath.Join(parts...))
		}
	}
	add(e.Getenv("BITWARDENCLI_CONNECTOR_APPDATA_DIR"))
	add(e.Getenv("BITWARDEN_CONNECTOR_APPDATA_DIR"))
	add(e.Program, "bitwarden-connector-appdata")
	switch e.GOOS {
	case "windows":
		add(e.Getenv("APPDATA"), folder)
	case "darwin":
		add(e.Home, "Library", "Application Support", folder)
	default:
		add(e.Getenv("XDG_CONFIG_HOME"), folder)
		add(e.Home, ".config", folder)
	}
	return dirs
}

// Find returns the first data.json that is in one of those folders. The error
// names all of them.
func Find(dirs []string) (string, error) {
	for _, dir := range dirs {
		path := filepath.Join(dir, fileName)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return path, nil
		}
	}
	err := fmt.Errorf("there is no data.json in %s: %w", strings.Join(dirs, ", "), fs.ErrNotExist)
	return "", directory.WithHint(err, "Name the file: bwdc import-data FILE")
}
