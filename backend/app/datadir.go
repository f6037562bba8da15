package app

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/atomicfile"
	"directoryconnector/backend/words"
)

// DataDir returns the data folder: the flag, else BWDC_DATA_DIR, else the
// variables of Bitwarden's connector, else "Directory Connector" in the
// operating system's folder for configuration.
func DataDir(flag string, getenv func(string) string) (string, error) {
	for _, dir := range []string{
		flag, getenv("BWDC_DATA_DIR"),
		getenv("BITWARDENCLI_CONNECTOR_APPDATA_DIR"), getenv("BITWARDEN_CONNECTOR_APPDATA_DIR"),
	} {
		// Windows' "Copy as path" brings quotes, and "D:\data\" ends in one: its
		// last backslash makes it a letter.
		if dir = strings.Trim(dir, `"`); dir != "" {
			return filepath.Abs(dir)
		}
	}
	const name = "Directory Connector"
	if dir, err := os.UserConfigDir(); err == nil {
		return filepath.Join(dir, name), nil
	}
	if dir := registeredDir(); dir != "" {
		return filepath.Join(dir, name), nil
	}
	return "", directory.WithHint(errors.New("there is no folder to keep data in: no home folder is known"),
		"Name one with --data-dir or the environment variable BWDC_DATA_DIR.")
}

// DataDirNamed tells whether the environment names a data folder.
func DataDirNamed(getenv func(string) string) bool {
	return cmp.Or(getenv("BWDC_DATA_DIR"), getenv("BITWARDENCLI_CONNECTOR_APPDATA_DIR"), getenv("BITWARDEN_CONNECTOR_APPDATA_DIR")) != ""
}

// Place is what a command must be told so that it acts on this profile, whoever
// types it: what the environment of this process named, too.
func (o Options) Place() words.Place {
	var p words.Place
	standard, err := DataDir("", func(string) string { return "" })
	if err != nil || !samePath(standard, o.DataDir) {
		p.DataDir = o.DataDir
	}
	if !strings.EqualFold(cmp.Or(o.Profile, DefaultProfile), DefaultProfile) {
		p.Profile = o.Profile
	}
	return p
}

func samePath(a, b string) bool {
	a, b = filepath.Clean(a), filepath.Clean(b)
	return a == b || runtime.GOOS == "windows" && strings.EqualFold(a, b)
}

// checkDataDir refuses a folder that everybody may write into: who may can put a
// database or a key there. That there is none yet is no matter, unless it can't
// be there: on a drive that is not connected everything would look new.
func checkDataDir(dir string) error {
	if hint := atomicfile.Missing(dir); hint != "" {
		return directory.WithHint(fmt.Errorf("the data folder %s can't be reached", dir), hint)
	}
	if open, err := atomicfile.WritableByOthers(dir); err != nil || !open {
		return nil //nolint:nilerr // what opens a file there says what is wrong
	}
	return directory.WithHint(fmt.Errorf("everybody on this machine may write into the data folder %s, and so change what is synced", dir),
		fmt.Sprintf("Take that right away: chmod o-w %q. Or name another folder with --data-dir or BWDC_DATA_DIR.", dir))
}

// ErrUnwritable: nothing can be written into the data folder.
var ErrUnwritable = errors.New("can't be written")

// MakeDataDir makes the folder of the profile where there is none, as the first
// thing that is kept would, and writes there for a try: for programs that stay,
// in which somebody would learn at the first Save that nothing can be kept. The
// error is ErrUnwritable where there is a database, which can be shown all the
// same.
func MakeDataDir(o Options) error {
	_, dir, err := Profiles{DataDir: o.DataDir}.find(cmp.Or(o.Profile, DefaultProfile))
	if err != nil {
		return err
	}
	const hint = "Name another folder with --data-dir or BWDC_DATA_DIR, or give the user who runs this the right to write there."
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return directory.WithHint(fmt.Errorf("the data folder %s can't be made: %w", o.DataDir, err), hint)
	}
	try, err := atomicfile.Draft(filepath.Join(dir, databaseName))
	if err == nil {
		return errors.Join(try.Close(), os.Remove(try.Name()))
	}
	if _, missing := os.Stat(filepath.Join(dir, databaseName)); missing != nil {
		return directory.WithHint(fmt.Errorf("nothing can be written into the data folder %s: %w", o.DataDir, err), hint)
	}
	return directory.WithHint(fmt.Errorf("the data folder %s %w: %w", o.DataDir, ErrUnwritable, err), hint)
}

// CheckPrivateKey refuses a file with a private key that everybody may read.
func CheckPrivateKey(path string) error {
	if open, err := atomicfile.ReadableByOthers(path); err != nil || !open {
		return nil //nolint:nilerr // whoever reads it says what is wrong
	}
	return directory.WithHint(fmt.Errorf("everybody on this machine may read the private key %s", path), fmt.Sprintf("Take that right away: chmod o-r %q", path))
}
