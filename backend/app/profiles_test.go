package app_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/locktest"
)

func TestProfilesComeAndGo(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	p := f.profiles()
	if names, err := p.Names(); err != nil || cmp.Diff([]string{"default"}, names) != "" {
		t.Errorf("at first: %v, %v", names, err)
	}
	if err := p.Create("Sales"); err != nil {
		t.Fatal(err)
	}
	for name, code := range map[string]string{
		"Sales": "already", "sALES": "already", "default": "already", "DEFAULT": "already",
		"": "can't be", "..": "can't be", "a/b": "can't be", `a\b`: "can't be", "a b": "can't be", "a.": "can't be", "CON": "can't be", "lpt1.txt": "can't be",
		strings.Repeat("x", 65): "can't be", "ü": "can't be",
	} {
		fails(t, p.Create(name), app.CodeProfile, code)
	}
	// On many systems a and A are one folder, so that they are one profile on
	// all.
	a, err := app.Open(f.options("SALES"))
	if err != nil || a.Profile() != "Sales" || filepath.Base(a.Dir()) != "Sales" {
		t.Fatalf("got %v, %v", a, err)
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
	_, err = app.Open(f.options("sale"))
	fails(t, err, app.CodeProfile, `profile "sale": there is no such profile`, "Did you mean Sales?", "profile create sale")

	fails(t, p.Rename("nobody", "x"), app.CodeProfile, "no such profile")
	fails(t, p.Rename("default", "x"), app.CodeProfile, "no such profile") // it has no folder yet
	fails(t, p.Rename("sales", "a/b"), app.CodeProfile, "can't be")
	if err := p.Create("other"); err != nil {
		t.Fatal(err)
	}
	fails(t, p.Rename("sales", "OTHER"), app.CodeProfile, "already")
	if err := p.Rename("sales", "sales"); err != nil {
		t.Error(err)
	}
	if err := p.Rename("sales", "Default"); err != nil {
		t.Error(err)
	}
	if names, err := p.Names(); err != nil || cmp.Diff([]string{"default", "other"}, names) != "" {
		t.Errorf("got %v, %v", names, err)
	}
	fails(t, p.Delete(t.Context(), "sales", f.options("")), app.CodeProfile, "no such profile")
	if err := p.Delete(t.Context(), "Other", f.options("")); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(f.data, "profiles", "other")); !os.IsNotExist(err) {
		t.Error("the folder is there")
	}
}

func TestProfilesShareNoSecrets(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a, b := f.open("one"), f.open("two")
	set(t, a, "ldap.password", "password-one", "ldap.hostname", "one.example.com")
	set(t, b, "ldap.password", "password-two", "ldap.hostname", "two.example.com")
	for _, c := range []struct {
		app        *app.App
		has, hasNo string
	}{{a, "one", "two"}, {b, "two", "one"}} {
		if text := everything(t, c.app); !strings.Contains(text, "password-"+c.has) || strings.Contains(text, "-"+c.hasNo) {
			t.Errorf("got %s", text)
		}
	}
	want := everything(t, a)
	if err := f.profiles().Rename("one", "first"); err != nil {
		t.Fatal(err)
	}
	renamed := f.open("first")
	if diff := cmp.Diff(want, everything(t, renamed)); diff != "" {
		t.Errorf("renamed (-want +got):\n%s", diff)
	}
	if err := f.profiles().Delete(t.Context(), "two", f.options("")); err != nil {
		t.Fatal(err)
	}
	// A new one of that name knows nothing.
	if text := everything(t, f.open("two")); text != "version: 1\n" {
		t.Errorf("got %s", text)
	}
	if diff := cmp.Diff(want, everything(t, renamed)); diff != "" {
		t.Errorf("after the other was deleted (-want +got):\n%s", diff)
	}
	list, err := f.profiles().List(t.Context())
	if err != nil || len(list) != 3 {
		t.Errorf("got %+v, %v", list, err)
	}
}

func TestProfileInUseIsLeftAlone(t *testing.T) {
	t.Parallel()
	for _, lock := range []string{app.LockName, app.AutomaticLockName} {
		f := newFixture(t, orgserver.Options{})
		a := f.open("busy")
		set(t, a, "ldap.password", "password")
		before := everything(t, a)
		_, stop := locktest.Hold(t, filepath.Join(f.data, "profiles", "busy", lock))
		fails(t, f.profiles().Rename("busy", "idle"), app.CodeProfile, "the profile is in use", "process ")
		fails(t, f.profiles().Delete(t.Context(), "busy", f.options("")), app.CodeProfile, "the profile is in use")
		if diff := cmp.Diff(before, everything(t, a)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		stop()
		if err := f.profiles().Delete(t.Context(), "busy", f.options("")); err != nil {
			t.Error(err)
		}
	}
}

// A profile is deleted or renamed while another window or a service has it
// open: what that does then makes nothing anew, and finds nothing half.
func TestAProfileThatIsGoneStaysGone(t *testing.T) {
	t.Parallel()
	for name, gone := range map[string]func(f *fixture) error{
		"deleted": func(f *fixture) error { return f.profiles().Delete(t.Context(), "one", f.options("")) },
		"renamed": func(f *fixture) error { return f.profiles().Rename("one", "two") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, orgserver.Options{})
			a := f.ready("one")
			if err := gone(f); err != nil {
				t.Fatal(err)
			}
			_, err := a.Sync(t.Context(), app.SyncRequest{})
			fails(t, err, app.CodeProfile, "no such profile")
			fails(t, a.Automatic().Run(t.Context(), nil, nil), app.CodeProfile, "no such profile")
			fails(t, a.ClearCache(t.Context()), app.CodeProfile, "no such profile")
			if _, err := os.Stat(filepath.Join(f.data, "profiles", "one", app.DatabaseName)); err == nil {
				t.Error("there is a database again")
			}
			if n := len(f.server.Imports()); n != 0 {
				t.Errorf("%d imports", n)
			}
		})
	}
}

// Nor is one deleted while its organization is being synced.
func TestAProfileIsNotDeletedWhileItsOrganizationIsSynced(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	if err := f.ready("one").Close(); err != nil { // on Windows an open log keeps its folder
		t.Fatal(err)
	}
	_, stop := locktest.Hold(t, app.OrganizationLockPath(f.data, f.server.OrganizationID()))
	fails(t, f.profiles().Delete(t.Context(), "one", f.options("")), app.CodeProfile, "the profile is in use")
	stop()
	// What a deletion could not remove is no profile, and goes with the next.
	left := filepath.Join(f.data, "profiles", "old~deleted-1")
	if err := os.MkdirAll(left, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := f.profiles().Delete(t.Context(), "one", f.options("")); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(filepath.Join(f.data, "profiles"))
	if err != nil || len(entries) != 0 {
		t.Errorf("left: %v, %v", entries, err)
	}
}

// damage makes the database of a profile unreadable.
func (f *fixture) damage(profile string) {
	f.t.Helper()
	if err := os.WriteFile(filepath.Join(f.data, "profiles", profile, app.DatabaseName), []byte("this is no database"), 0o600); err != nil {
		f.t.Fatal(err)
	}
}

func TestDamagedProfileIsListedAndDeleted(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("broken")
	set(t, a, "directory", "file")
	f.damage("broken")
	list, err := f.profiles().List(t.Context())
	if err != nil || len(list) != 2 || list[0].Name != "broken" {
		t.Errorf("got %+v, %v", list, err)
	}
	for _, err := range []error{
		a.Validate(t.Context()), func() error { _, err := a.Status(t.Context()); return err }(),
		func() error { _, err := a.Config().Set(t.Context(), "directory", "ldap"); return err }(),
	} {
		fails(t, err, app.CodeDatabase, "the database is damaged", "backup")
	}
	if got := files(t, a.Dir())[app.DatabaseName]; got != "this is no database" {
		t.Errorf("it was overwritten: %q", got)
	}
	if err := f.profiles().Delete(t.Context(), "broken", f.options("")); err != nil {
		t.Error(err)
	}
	if !strings.Contains(f.notices(), "may still be in the keyring") {
		t.Errorf("notices: %s", f.notices())
	}
}

// Overwriting removes whatever another profile feeds into the organization.
func TestOverwritingIsRefusedWhereAnotherProfileFeeds(t *testing.T) {
	t.Parallel()
	t.Run("it is logged in", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, orgserver.Options{})
		a := f.ready("one")
		set(t, a, "sync.overwriteExisting", "true")
		if err := a.Validate(t.Context()); err != nil {
			t.Errorf("alone: %v", err)
		}
		b := f.ready("two")
		for _, err := range []error{
			a.Validate(t.Context()),
			func() error { _, err := a.Sync(t.Context(), yes()); return err }(),
			func() error { _, err := a.Test(t.Context(), app.TestRequest{}); return err }(),
			func() error {
				_, err := a.Config().Import(t.Context(), []byte("directory: file\nfile.path: x\nsync.overwriteExisting: true\n"), app.YAML)
				return err
			}(),
		} {
			fails(t, err, app.CodeSettings, `sync.overwriteExisting: is on, but profile "two" feeds the same organization`)
		}
		if err := b.Logout(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := a.Validate(t.Context()); err != nil {
			t.Errorf("alone again: %v", err)
		}
	})
	t.Run("it logs in by its environment", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, orgserver.Options{})
		f.setenv("BW_CLIENTID", f.server.ClientID(), "BW_CLIENTSECRET", f.server.ClientSecret(), "BWDC_SERVER_URL", f.url)
		b := f.open("two")
		set(t, b, "directory", "file", "file.path", f.people)
		syncs(t, b)
		f.setenv("BW_CLIENTID", "", "BW_CLIENTSECRET", "")
		a := f.ready("one")
		set(t, a, "sync.overwriteExisting", "true")
		fails(t, a.Validate(t.Context()), app.CodeSettings, `profile "two" feeds`)
		if err := b.ClearCache(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := a.Validate(t.Context()); err != nil {
			t.Errorf("after its cache was cleared: %v", err)
		}
	})
	t.Run("it can't be asked", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, orgserver.Options{})
		a := f.ready("one")
		f.ready("two")
		f.damage("two")
		if err := a.Validate(t.Context()); err != nil {
			t.Errorf("without overwriting: %v", err)
		}
		set(t, a, "sync.overwriteExisting", "true")
		_, err := a.Sync(t.Context(), yes())
		fails(t, err, app.CodeDatabase, `profile "two"`, "damaged")
		if n := len(f.server.Imports()); n != 0 {
			t.Errorf("%d imports", n)
		}
	})
	t.Run("it feeds another organization", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, orgserver.Options{})
		other := newFixture(t, orgserver.Options{OrganizationID: otherOrganization})
		other.data = f.data
		a := f.ready("one")
		syncs(t, other.ready("two"))
		set(t, a, "sync.overwriteExisting", "true")
		if err := a.Validate(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

// A name that is refused is told with one that is not.
func TestRefusedNamesOfProfiles(t *testing.T) {
	t.Parallel()
	p := app.Profiles{DataDir: t.TempDir()}
	const letters = "Use up to 64 of the letters a to z and A to Z, digits, '-', '_' and '.'."
	for name, want := range map[string]string{
		"Zürich": " Such as Zuerich.", "Zu\u0308rich": " Such as Zuerich.", "Évian les Bains": " Such as Evian-les-Bains.", "a/b": " Such as a-b.", "sales.": " Such as sales.",
		strings.Repeat("x", 70): " Such as " + strings.Repeat("x", 64) + ".", "Łódź": " Such as Lodz.", "Москва": "", "nul": "", "..": "", "": "",
	} {
		err := p.Create(name)
		if hint := directory.HintOf(err); !errors.Is(err, app.ErrProfileName) || hint != letters+want {
			t.Errorf("%q: %v (%s), want %q", name, err, hint, want)
		}
		if near := strings.TrimSuffix(strings.TrimPrefix(want, " Such as "), "."); near != "" {
			if err := p.Create(near); err != nil && !errors.Is(err, app.ErrProfileExists) {
				t.Errorf("%q is proposed, and refused: %v", near, err)
			}
		}
	}
}
