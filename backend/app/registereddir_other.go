//go:build !windows

package app

import (
	"os"
	"os/user"
	"path/filepath"
)

// registeredDir is the folder for configuration of whom the user database knows,
// "" for none: a service may run without HOME.
func registeredDir() string {
	if u, err := user.Current(); err == nil && isHome(u.HomeDir) {
		return filepath.Join(u.HomeDir, ".config")
	}
	return ""
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
