package app

import (
	"errors"
	"os"
	"os/user"
	"path/filepath"

	"directoryconnector/backend/directory"
)

// DataDir returns the data folder: the flag, else BWDC_DATA_DIR, else the
// variables of Bitwarden's connector, else "Directory Connector" in the
// operating system's folder for configuration.
func DataDir(flag string, getenv func(string) string) (string, error) {
	for _, dir := range []string{
		flag, getenv("BWDC_DATA_DIR"),
		getenv("BITWARDENCLI_CONNECTOR_APPDATA_DIR"), getenv("BITWARDEN_CONNECTOR_APPDATA_DIR"),
	} {
		if dir != "" {
			return filepath.Abs(dir)
		}
	}
	const name = "Directory Connector"
	if dir, err := os.UserConfigDir(); err == nil {
		return filepath.Join(dir, name), nil
	}
	// A service may run without HOME: ask the user database.
	if u, err := user.Current(); err == nil && isHome(u.HomeDir) {
		return filepath.Join(u.HomeDir, ".config", name), nil
	}
	return "", directory.WithHint(errors.New("there is no folder to keep data in: no home folder is known"),
		"Name one with --data-dir or the environment variable BWDC_DATA_DIR.")
}

// isHome tells whether a folder of the user database is a home: accounts of
// services have "/" or one that does not exist.
func isHome(dir string) bool {
	if dir == "" || dir == "/" {
		return false
	}
	info, err := os.Stat(dir)
	return err == nil && info.IsDir()
}
