//go:build unix

package service

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"

	"directoryconnector/backend/directory"
)

// ours are names in a data folder by which it is known as one.
var ours = []string{"profiles", "window.json", "window.lock"}

// checkFolder refuses to give a folder to an account that is somebody else's,
// or that holds other things than ours.
func checkFolder(dir, account string) error {
	info, err := os.Stat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil || !info.IsDir() {
		return directory.WithHint(fmt.Errorf("%w: the folder %s can't be used: %w", ErrFolder, dir, errors.Join(err, syscall.ENOTDIR)), "Name another with --data-dir.")
	}
	if owner := ownerOf(info); owner != 0 && owner != idOf(account) {
		return directory.WithHint(fmt.Errorf("%w: %s belongs to %s, and the service runs as %s", ErrFolder, dir, nameOf(owner), account),
			fmt.Sprintf("Run the service as its owner (--account %s), or give it a folder of its own (--data-dir %s).", nameOf(owner), unitFolder))
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFolder, err)
	}
	if len(entries) > 0 && !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return slices.Contains(ours, e.Name()) }) {
		return directory.WithHint(fmt.Errorf("%w: %s holds other files (%s)", ErrFolder, dir, entries[0].Name()), "Name an empty folder, or one of Directory Connector, with --data-dir.")
	}
	return nil
}

// giveFolder makes the data folder and gives to an account what root has made
// in it, also what prepare makes. What somebody else has there stays that one's.
func giveFolder(dir, account string, prepare func() error) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	if err := prepare(); err != nil {
		return err
	}
	u, err := user.Lookup(account)
	if err != nil {
		return noAccount(account)
	}
	uid, _ := strconv.Atoi(u.Uid) // numbers on unix
	gid, _ := strconv.Atoi(u.Gid)
	if uid == 0 {
		return nil
	}
	return filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := os.Lstat(path)
		if err != nil || ownerOf(info) != 0 {
			return err
		}
		if err := os.Lchown(path, uid, gid); err != nil {
			return directory.WithHint(fmt.Errorf("give the data folder to %s: %w", account, err), "Only root can.")
		}
		return nil
	})
}

func ownerOf(info fs.FileInfo) int {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(s.Uid)
	}
	return -1
}

// idOf is -1 for an account that is not there yet.
func idOf(account string) int {
	if u, err := user.Lookup(account); err == nil {
		if id, err := strconv.Atoi(u.Uid); err == nil {
			return id
		}
	}
	return -1
}

func nameOf(uid int) string {
	if u, err := user.LookupId(strconv.Itoa(uid)); err == nil {
		return u.Username
	}
	return "the user with the id " + strconv.Itoa(uid)
}
