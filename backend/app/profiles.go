package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/filelock"
	"directoryconnector/backend/internal/store"
)

// DefaultProfile is the profile that is used where none is named.
const DefaultProfile = "default"

// Errors about profiles.
var (
	ErrNoProfile     = errors.New("there is no such profile")
	ErrProfileExists = errors.New("there is such a profile already")
	ErrProfileName   = errors.New("that can't be the name of a profile")
	ErrProfileBusy   = errors.New("the profile is syncing")
)

// Profiles are the profiles of a data folder: one directory, one organization
// each.
type Profiles struct{ DataDir string }

// A ProfileInfo is one line of the list of profiles.
type ProfileInfo struct {
	Name         string `json:"name"`
	Directory    string `json:"directory"`
	Organization string `json:"organization"`
	Server       string `json:"server"`
}

func (p Profiles) root() string { return filepath.Join(p.DataDir, "profiles") }

// checkName allows what is a plain folder name on every system.
func checkName(name string) error {
	bad := name == "" || len(name) > 64 || strings.Trim(name, ".") == "" || strings.HasSuffix(name, ".")
	for _, r := range name {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-_.", r) {
			bad = true
		}
	}
	if bad {
		return directory.WithHint(fmt.Errorf("%q: %w", name, ErrProfileName), "Use up to 64 letters, digits, '-', '_' and '.'.")
	}
	return nil
}

// folder returns the folder of an existing profile, or of DefaultProfile.
func (p Profiles) folder(name string) (string, error) {
	if err := checkName(name); err != nil {
		return "", err
	}
	dir := filepath.Join(p.root(), name)
	if info, err := os.Stat(dir); err == nil && info.IsDir() || name == DefaultProfile {
		return dir, nil
	}
	return "", directory.WithHint(fmt.Errorf("profile %q: %w", name, ErrNoProfile),
		fmt.Sprintf("'bwdc profile list' shows the profiles, 'bwdc profile create %s' makes this one.", name))
}

// Names returns the names of all profiles, sorted.
func (p Profiles) Names() ([]string, error) {
	entries, err := os.ReadDir(p.root())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list profiles: %w", err)
	}
	names := []string{}
	for _, e := range entries {
		if e.IsDir() && checkName(e.Name()) == nil {
			names = append(names, e.Name())
		}
	}
	if !slices.Contains(names, DefaultProfile) {
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
			info.Directory = values["directory"]
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
	if p.exists(name) {
		return fmt.Errorf("profile %q: %w", name, ErrProfileExists)
	}
	if err := os.MkdirAll(filepath.Join(p.root(), name), 0o700); err != nil {
		return fmt.Errorf("create profile %q: %w", name, err)
	}
	return nil
}

// exists tells whether a profile of that name, in any case, has a folder.
func (p Profiles) exists(name string) bool {
	names, _ := os.ReadDir(p.root())
	return slices.ContainsFunc(names, func(e os.DirEntry) bool { return strings.EqualFold(e.Name(), name) })
}

// Rename gives a profile another name. Secrets stay with it, since they are
// kept under an id that does not change.
func (p Profiles) Rename(from, to string) error {
	old, err := p.folder(from)
	if err != nil {
		return err
	}
	if err := checkName(to); err != nil {
		return err
	}
	if p.exists(to) && !strings.EqualFold(from, to) {
		return fmt.Errorf("profile %q: %w", to, ErrProfileExists)
	}
	return p.alone(from, old, func() error {
		if err := os.Rename(old, filepath.Join(p.root(), to)); err != nil {
			return fmt.Errorf("rename profile %q: %w", from, err)
		}
		return nil
	})
}

// Delete removes a profile with its settings, secrets, cache and history.
func (p Profiles) Delete(ctx context.Context, name string, o Options) error {
	dir, err := p.folder(name)
	if err != nil {
		return err
	}
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("profile %q: %w", name, ErrNoProfile)
	}
	return p.alone(name, dir, func() error {
		o.DataDir, o.Profile = p.DataDir, name
		if a, err := Open(o); err == nil {
			a.deleteSecrets(ctx)
			if err := a.Close(); err != nil {
				return err
			}
		}
		if err := os.RemoveAll(dir); err != nil {
			return fmt.Errorf("delete profile %q: %w", name, err)
		}
		return nil
	})
}

// alone runs fn while nobody syncs the profile.
func (p Profiles) alone(name, dir string, fn func() error) error {
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("profile %q: %w", name, ErrNoProfile)
	}
	lock, err := filelock.Acquire(filepath.Join(dir, lockName), "profile change")
	if err != nil {
		return fmt.Errorf("profile %q: %w: %w", name, ErrProfileBusy, err)
	}
	// An open file can't be renamed or deleted on Windows: let go first.
	if err := lock.Release(); err != nil {
		return err
	}
	return fn()
}
