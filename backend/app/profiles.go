package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/filelock"
	"directoryconnector/backend/internal/secret"
	"directoryconnector/backend/internal/store"
)

// DefaultProfile is the profile that is used where none is named.
const DefaultProfile = config.DefaultProfile

// Errors about profiles.
var (
	ErrNoProfile     = errors.New("there is no such profile")
	ErrProfileExists = errors.New("there is such a profile already")
	ErrProfileName   = errors.New("that can't be the name of a profile")
	ErrProfileBusy   = errors.New("the profile is in use")
)

// Profiles are the profiles of a data folder: one directory, one organization
// each. Names are found in any case, since some file systems know no other way.
type Profiles struct{ DataDir string }

// A ProfileInfo is one line of the list of profiles.
type ProfileInfo struct {
	Name         string `json:"name"`
	Directory    string `json:"directory"`
	Organization string `json:"organization"`
	// OrganizationName is how people call it; may be empty.
	OrganizationName string `json:"organizationName,omitempty"`
	Server           string `json:"server"`
}

func (p Profiles) root() string { return filepath.Join(p.DataDir, "profiles") }

// checkName allows what is a plain folder name on every system.
func checkName(name string) error {
	odd := func(r rune) bool { return !isPlain(r) }
	if name != "" && len(name) <= 64 && !strings.HasSuffix(name, ".") && !isDevice(name) && !strings.ContainsFunc(name, odd) {
		return nil
	}
	hint := "Use up to 64 of the letters a to z and A to Z, digits, '-', '_' and '.'."
	if near := plainName(name); near != "" {
		hint += " " + fmt.Sprintf("Such as %s.", near)
	}
	return directory.WithHint(fmt.Errorf("%q: %w", name, ErrProfileName), hint)
}

func isPlain(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_.", r)
}

// plainName is a name that is allowed and near to what was meant: Zuerich for
// Zürich. It is empty where too little would be left.
func plainName(name string) string {
	name = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "ß", "ss", "æ", "ae", "Æ", "Ae", "ø", "oe", "Ø", "Oe", "å", "aa", "Å", "Aa", "ł", "l", "Ł", "L").Replace(norm.NFC.String(name))
	var b strings.Builder
	for _, r := range norm.NFD.String(name) {
		switch {
		case isPlain(r):
			b.WriteRune(r)
		case unicode.IsMark(r): // of an é
		case unicode.IsLetter(r):
			return ""
		default:
			b.WriteByte('-')
		}
	}
	plain := b.String()
	plain = strings.Trim(plain[:min(len(plain), 64)], "-.")
	if plain == "" || isDevice(plain) {
		return ""
	}
	return plain
}

// isDevice tells names that Windows keeps for devices, whatever follows a dot.
// See https://learn.microsoft.com/windows/win32/fileio/naming-a-file.
func isDevice(name string) bool {
	base, _, _ := strings.Cut(strings.ToLower(name), ".")
	if slices.Contains([]string{"con", "prn", "aux", "nul"}, base) {
		return true
	}
	port, numbered := strings.CutPrefix(base, "com")
	if !numbered {
		port, numbered = strings.CutPrefix(base, "lpt")
	}
	return numbered && len(port) == 1 && port[0] >= '0' && port[0] <= '9'
}

// find returns the name, as its folder is spelled, and the folder of an
// existing profile, or of DefaultProfile.
func (p Profiles) find(name string) (spelled, dir string, err error) {
	if err := checkName(name); err != nil {
		return "", "", err
	}
	names, err := p.Names()
	if err != nil {
		return "", "", err
	}
	if spelled, found := Spelling(names, name); found {
		return spelled, filepath.Join(p.root(), spelled), nil
	}
	hint := fmt.Sprintf("'bwdc profile list' shows the profiles, 'bwdc profile create %s' makes this one.", name)
	if near := config.Nearest(name, names); len(near) > 0 {
		hint = fmt.Sprintf("Did you mean %s? ", strings.Join(near, ", ")) + hint
	}
	return "", "", directory.WithHint(fmt.Errorf("profile %q: %w", name, ErrNoProfile), hint)
}

// Spelling returns the one of these names that a name in any case stands for.
func Spelling(names []string, name string) (spelled string, found bool) {
	if slices.Contains(names, name) {
		return name, true
	}
	if i := slices.IndexFunc(names, func(n string) bool { return strings.EqualFold(n, name) }); i >= 0 {
		return names[i], true
	}
	return name, false
}

// Names returns the names of all profiles, sorted. DefaultProfile is always
// one of them.
func (p Profiles) Names() ([]string, error) {
	entries, err := os.ReadDir(p.root())
	if info, statErr := os.Stat(p.DataDir); err != nil && statErr == nil && !info.IsDir() {
		err = &fs.PathError{Op: "open", Path: p.DataDir, Err: errors.New("is no folder")} // which Windows calls "not found"
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, directory.WithHint(fmt.Errorf("list profiles: %w", err),
			"The user who runs this program must be able to read the data folder; --data-dir or BWDC_DATA_DIR names another one.")
	}
	names := []string{}
	for _, e := range entries {
		if checkName(e.Name()) != nil {
			continue
		}
		if info, err := os.Stat(filepath.Join(p.root(), e.Name())); err == nil && info.IsDir() {
			names = append(names, e.Name())
		}
	}
	if _, found := Spelling(names, DefaultProfile); !found {
		names = append(names, DefaultProfile)
	}
	slices.Sort(names)
	return names, nil
}

// List describes all profiles. One whose database can't be read is listed by
// its name.
func (p Profiles) List(ctx context.Context) ([]ProfileInfo, error) {
	names, err := p.Names()
	if err != nil {
		return nil, err
	}
	list := make([]ProfileInfo, 0, len(names))
	for _, name := range names {
		info := ProfileInfo{Name: name}
		s := store.New(filepath.Join(p.root(), name, databaseName), store.Options{})
		if account, err := s.Account(ctx); err == nil {
			info.Organization, info.Server = account.OrganizationID, account.Server
		}
		if values, err := s.Values(ctx); err == nil {
			info.OrganizationName = values[organizationNameKey]
			info.Directory = cmp.Or(values["directory"], string(config.DirectoryLDAP))
		}
		list = append(list, info)
	}
	return list, nil
}

// Create makes an empty profile.
func (p Profiles) Create(name string) error {
	if err := checkName(name); err != nil {
		return err
	}
	if strings.EqualFold(name, DefaultProfile) || p.exists(name) {
		return fmt.Errorf("profile %q: %w", name, ErrProfileExists)
	}
	if err := os.MkdirAll(filepath.Join(p.root(), name), 0o700); err != nil {
		return directory.WithHint(fmt.Errorf("create profile %q: %w", name, err),
			"The data folder must be writable for the user who runs this program, and not on a full disk.")
	}
	return nil
}

// exists tells whether something of that name, in any case, is in the folder
// of profiles.
func (p Profiles) exists(name string) bool {
	names, _ := os.ReadDir(p.root())
	return slices.ContainsFunc(names, func(e os.DirEntry) bool { return strings.EqualFold(e.Name(), name) })
}

// Rename gives a profile another name. Secrets stay with it, since they are
// kept under an id that does not change.
func (p Profiles) Rename(from, to string) error {
	from, old, err := p.find(from)
	if err != nil {
		return err
	}
	if err := checkName(to); err != nil {
		return err
	}
	if strings.EqualFold(to, DefaultProfile) {
		to = DefaultProfile
	}
	if p.exists(to) && !strings.EqualFold(from, to) {
		return fmt.Errorf("profile %q: %w", to, ErrProfileExists)
	}
	if err := checkServed(old, from); err != nil {
		return err
	}
	return p.whileIdle(from, old, func() error {
		if err := os.Rename(old, filepath.Join(p.root(), to)); err != nil { //nolint:forbidigo // a folder
			return directory.WithHint(fmt.Errorf("rename profile %q: %w", from, err),
				"Close other windows and commands that use this profile, and try again; the data folder must be writable.")
		}
		return nil
	})
}

// Delete removes a profile with its settings, secrets, cache and history.
// o.Notice is told when a secret may be left in the keyring.
func (p Profiles) Delete(ctx context.Context, name string, o Options) error {
	name, dir, err := p.find(name)
	if err != nil {
		return err
	}
	if err := checkServed(dir, name); err != nil {
		return err
	}
	return p.whileIdle(name, dir, func() error {
		if err := ctx.Err(); err != nil {
			return err
		}
		o.DataDir, o.Profile = p.DataDir, name
		secrets, err := secretsOf(ctx, o)
		if err != nil && ctx.Err() != nil {
			return ctx.Err()
		}
		// The folder goes first: with it the file of secrets, which can't keep
		// those in the keyring from being deleted then.
		aside, asideErr := setAside(dir)
		if asideErr != nil {
			return directory.WithHint(fmt.Errorf("delete profile %q: %w", name, asideErr),
				"Nothing was deleted. Close other windows and commands that use this profile, and try again.")
		}
		p.sweepDeleted()
		if exists(aside) && o.Notice != nil {
			o.Notice(fmt.Sprintf("Profile %s is deleted, but a part of its files is left in %s: delete that folder.", name, aside))
		}
		if err == nil {
			err = deleteAllSecrets(context.WithoutCancel(ctx), secrets, config.NewCatalog())
		}
		if err != nil && o.Notice != nil {
			o.Notice(fmt.Sprintf("Profile %s is deleted, but its secrets may still be in the keyring of the operating system (entries %q): %v", name, "Directory Connector", err))
		}
		return nil
	})
}

// secretsOf returns the secrets of a profile that is not opened.
func secretsOf(ctx context.Context, o Options) (*secret.Store, error) {
	a, err := Open(o)
	if err != nil {
		return nil, err
	}
	secrets, err := a.secrets.read(ctx)
	return secrets, errors.Join(err, a.Close())
}

// whileIdle runs fn while nobody syncs the profile, automatically or not, nor
// into its organization.
func (p Profiles) whileIdle(name, dir string, fn func() error) (err error) {
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("profile %q: %w", name, ErrNoProfile)
	}
	var locks []*filelock.Lock
	defer func() {
		for _, lock := range locks {
			err = errors.Join(err, lock.Release())
		}
	}()
	take := func(file string) error {
		lock, err := filelock.Acquire(file, "profile change")
		if _, held := errors.AsType[*filelock.HeldError](err); held {
			return fmt.Errorf("profile %q: %w: %w", name, ErrProfileBusy, err)
		} else if err != nil {
			return fmt.Errorf("profile %q: %w", name, err)
		}
		locks = append(locks, lock)
		return nil
	}
	// What can't be read has no organization to be kept out of.
	account, err := store.New(filepath.Join(dir, databaseName), store.Options{}).Account(context.Background())
	if err == nil && account.OrganizationID != "" {
		if err := take(organizationLockPath(p.DataDir, account.OrganizationID)); err != nil {
			return err
		}
	}
	for _, file := range []string{automaticLockName, lockName} {
		if err := take(filepath.Join(dir, file)); err != nil {
			return err
		}
	}
	if runtime.GOOS == "windows" { // there a folder with an open file can't be moved, whoever opened it
		inside := locks[len(locks)-2:]
		locks = locks[:len(locks)-2]
		for _, lock := range inside {
			if err := lock.Release(); err != nil {
				return err
			}
		}
	}
	return fn()
}
