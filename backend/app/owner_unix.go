//go:build unix

package app

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"

	"directoryconnector/backend/directory"
)

// foreignOwner tells whether a folder belongs to another account, and to which.
func foreignOwner(dir string) (name string, foreign bool) {
	info, err := os.Stat(dir)
	if err != nil {
		return "", false
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok || int(stat.Uid) == os.Geteuid() {
		return "", false
	}
	id := strconv.FormatUint(uint64(stat.Uid), 10)
	if u, err := user.LookupId(id); err == nil {
		return u.Username, true
	}
	return "#" + id, true // as sudo takes it
}

// checkOwner refuses the data folder of another account: to whom may not write
// there because nothing works, and to root, where a service or that account
// works with the profile, because those could not read what root leaves behind.
func checkOwner(dir, profile string) error {
	owner, foreign := foreignOwner(dir)
	if !foreign {
		return nil
	}
	if !(os.Geteuid() == 0 && usedByOthers(filepath.Join(dir, "profiles", profile))) && !errors.Is(unix.Access(dir, unix.W_OK|unix.X_OK), unix.EACCES) {
		return nil
	}
	hint := fmt.Sprintf("Run the command as that user: sudo -u '%s' env BWDC_DATA_DIR='%s' bwdc …", owner, dir)
	if id := os.Geteuid(); id != 0 { // as in a container, with a folder of its machine
		hint += fmt.Sprintf(" Or give the folder to the user who runs this: chown -R %d '%s'.", id, dir)
	}
	return directory.WithHint(fmt.Errorf("the data folder %s belongs to the user %s, who alone may use it", dir, owner),
		hint+" Or name another folder with --data-dir or BWDC_DATA_DIR.")
}

// usedByOthers tells whether a service, or another account, works with the
// profile in a folder.
func usedByOthers(dir string) bool {
	_, foreign := foreignOwner(filepath.Join(dir, databaseName))
	return foreign || serviceMark(dir) != nil
}
