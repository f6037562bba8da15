package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/app"
	"directoryconnector/backend/internal/orgserver"
)

func TestProfilesComeAndGo(t *testing.T) {
	t.Parallel()
	o := newOffice(t, orgserver.Options{})
	p := o.profiles()
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
	a, err := app.Open(o.options("SALES"))
	if err != nil || a.Profile() != "Sales" || filepath.Base(a.Dir()) != "Sales" {
		t.Fatalf("got %v, %v", a, err)
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
	_, err = app.Open(o.options("sale"))
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
	fails(t, p.Delete(t.Context(), "sales", o.options("")), app.CodeProfile, "no such profile")
	if err := p.Delete(t.Context(), "Other", o.options("")); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(o.data, "profiles", "other")); !os.IsNotExist(err) {
		t.Error("the folder is there")
	}
}

func TestProfilesShareNoSecrets(t *testing.T) {
	t.Parallel()
	o := newOffice(t, orgserver.Options{})
	a, b := o.open("one"), o.open("two")
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
	if err := o.profiles().Rename("one", "first"); err != nil {
		t.Fatal(err)
	}
	renamed := o.open("first")
	if diff := cmp.Diff(want, everything(t, renamed)); diff != "" {
		t.Errorf("renamed (-want +got):\n%s", diff)
	}
	if err := o.profiles().Delete(t.Context(), "two", o.options("")); err != nil {
		t.Fatal(err)
	}
	// A new one of that name knows nothing.
	if text := everything(t, o.open("two")); text != "version: 1\n" {
		t.Errorf("got %s", text)
	}
	if diff := cmp.Diff(want, everything(t, renamed)); diff != "" {
		t.Errorf("after the other was deleted (-want +got):\n%s", diff)
	}
	list, err := o.profiles().List(t.Context())
	if err != nil || len(list) != 3 {
		t.Errorf("got %+v, %v", list, err)
	}
}

func TestProfileInUseIsLeftAlone(t *testing.T) {
	t.Parallel()
	for _, lock := range []string{app.LockName, app.AutomaticLockName} {
		o := newOffice(t, orgserver.Options{})
		a := o.open("busy")
		set(t, a, "ldap.password", "password")
		before := everything(t, a)
		_, stop := child(t, "lock", filepath.Join(o.data, "profiles", "busy", lock))
		fails(t, o.profiles().Rename("busy", "idle"), app.CodeProfile, "the profile is in use", "process ")
		fails(t, o.profiles().Delete(t.Context(), "busy", o.options("")), app.CodeProfile, "the profile is in use")
		if diff := cmp.Diff(before, everything(t, a)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		stop()
		if err := o.profiles().Delete(t.Context(), "busy", o.options("")); err != nil {
			t.Error(err)
		}
	}
}

// damage makes the database of a profile unreadable.
func (o *office) damage(profile string) {
	o.t.Helper()
	if err := os.WriteFile(filepath.Join(o.data, "profiles", profile, app.DatabaseName), []byte("this is no database"), 0o600); err != nil {
		o.t.Fatal(err)
	}
}

func TestDamagedProfileIsListedAndDeleted(t *testing.T) {
	t.Parallel()
	o := newOffice(t, orgserver.Options{})
	a := o.open("broken")
	set(t, a, "directory", "file")
	o.damage("broken")
	list, err := o.profiles().List(t.Context())
	if err != nil || len(list) != 2 || list[0].Name != "broken" {
		t.Errorf("got %+v, %v", list, err)
	}
	for _, err := range []error{
		a.Validate(t.Context()), func() error { _, err := a.Status(t.Context()); return err }(),
		func() error { _, err := a.Set(t.Context(), "directory", "ldap"); return err }(),
	} {
		fails(t, err, app.CodeDatabase, "the database is damaged", "backup")
	}
	if got := files(t, a.Dir())[app.DatabaseName]; got != "this is no database" {
		t.Errorf("it was overwritten: %q", got)
	}
	if err := o.profiles().Delete(t.Context(), "broken", o.options("")); err != nil {
		t.Error(err)
	}
	if !strings.Contains(o.notices(), "may still be in the keyring") {
		t.Errorf("notices: %s", o.notices())
	}
}

// Overwriting removes whatever another profile feeds into the organization.
func TestOverwritingIsRefusedWhereAnotherProfileFeeds(t *testing.T) {
	t.Parallel()
	t.Run("it is logged in", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t, orgserver.Options{})
		a := o.ready("one")
		set(t, a, "sync.overwriteExisting", "true")
		if err := a.Validate(t.Context()); err != nil {
			t.Errorf("alone: %v", err)
		}
		b := o.ready("two")
		for _, err := range []error{
			a.Validate(t.Context()),
			func() error { _, err := a.Sync(t.Context(), yes()); return err }(),
			func() error { _, err := a.Test(t.Context(), app.TestRequest{}); return err }(),
			func() error {
				_, err := a.Import(t.Context(), []byte("directory: file\nfile.path: x\nsync.overwriteExisting: true\n"), app.YAML)
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
		o := newOffice(t, orgserver.Options{})
		o.setenv("BW_CLIENTID", o.server.ClientID(), "BW_CLIENTSECRET", o.server.ClientSecret(), "BWDC_SERVER_URL", o.url)
		b := o.open("two")
		set(t, b, "directory", "file", "file.path", o.people)
		syncs(t, b)
		o.setenv("BW_CLIENTID", "", "BW_CLIENTSECRET", "")
		a := o.ready("one")
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
		o := newOffice(t, orgserver.Options{})
		a := o.ready("one")
		o.ready("two")
		o.damage("two")
		if err := a.Validate(t.Context()); err != nil {
			t.Errorf("without overwriting: %v", err)
		}
		set(t, a, "sync.overwriteExisting", "true")
		_, err := a.Sync(t.Context(), yes())
		fails(t, err, app.CodeDatabase, `profile "two"`, "damaged")
		if n := len(o.server.Imports()); n != 0 {
			t.Errorf("%d imports", n)
		}
	})
	t.Run("it feeds another organization", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t, orgserver.Options{})
		other := newOffice(t, orgserver.Options{OrganizationID: otherOrganization})
		other.data = o.data
		a := o.ready("one")
		syncs(t, other.ready("two"))
		set(t, a, "sync.overwriteExisting", "true")
		if err := a.Validate(t.Context()); err != nil {
			t.Error(err)
		}
	})
}
