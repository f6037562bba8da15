package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

func newStore(t *testing.T) *Store {
	t.Helper()
	return New(filepath.Join(t.TempDir(), "profile", "data.db"), Options{})
}

func equal(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestReadingNothingCreatesNothing(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	values, err := s.Values(ctx)
	must(t, err)
	equal(t, "values", config.Values{}, values)
	account, err := s.Account(ctx)
	must(t, err)
	if !account.IsZero() {
		t.Errorf("account = %+v", account)
	}
	state, err := s.Load(ctx)
	must(t, err)
	if !state.IsEmpty() || state.Members == nil || state.Groups == nil || state.Removed == nil {
		t.Errorf("state = %+v", state)
	}
	snapshot, err := s.Snapshot(ctx)
	must(t, err)
	if snapshot != nil {
		t.Errorf("snapshot = %+v", snapshot)
	}
	if _, err := os.Stat(filepath.Dir(s.Path())); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("reading left a folder behind: %v", err)
	}
}

func TestTheFileBelongsToItsOwnerOnly(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows protects by the folder's access list")
	}
	s := newStore(t)
	must(t, s.SetAccount(t.Context(), Account{ClientID: "organization.1"}))
	for path, want := range map[string]fs.FileMode{s.Path(): 0o600, filepath.Dir(s.Path()): fs.ModeDir | 0o700} {
		info, err := os.Stat(path)
		must(t, err)
		if info.Mode() != want {
			t.Errorf("%s has mode %v, want %v", path, info.Mode(), want)
		}
	}
	left, err := os.ReadDir(filepath.Dir(s.Path()))
	must(t, err)
	if len(left) != 1 {
		t.Errorf("drafts were left behind: %v", left)
	}
}

func TestAccountIsKeptAndForgotten(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	want := Account{ClientID: "organization.1", OrganizationID: "1", Server: "https://vault.example.com"}
	must(t, s.SetAccount(ctx, want))
	got, err := s.Account(ctx)
	must(t, err)
	equal(t, "account", want, got)
	must(t, s.DeleteAccount(ctx))
	must(t, s.DeleteAccount(ctx))
	got, err = s.Account(ctx)
	must(t, err)
	equal(t, "account", Account{}, got)
}

func TestIdentifiersAreMadeOnce(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	profile, err := s.ProfileID(ctx)
	must(t, err)
	device, err := s.DeviceID(ctx)
	must(t, err)
	again, err := New(s.Path(), Options{}).ProfileID(ctx)
	must(t, err)
	if profile != again || profile == device || len(profile) != 36 || len(device) != 36 || profile[14] != '4' {
		t.Errorf("profile %q, again %q, device %q", profile, again, device)
	}
}

func TestStatusOfTheAutomaticSync(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	got, err := s.LoadStatus(ctx)
	must(t, err)
	equal(t, "status", AutomaticStatus{}, got)
	want := AutomaticStatus{PID: 17, Since: time.Unix(1, 5).UTC(), State: "waiting", NextRun: time.Unix(300, 0).UTC(), Failures: 2}
	must(t, s.SaveStatus(ctx, want))
	got, err = s.LoadStatus(ctx)
	must(t, err)
	equal(t, "status", want, got)
}

func TestUpdateValues(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	must(t, s.UpdateValues(ctx, func(v config.Values) error {
		v["ldap.hostname"], v["ldap.port"], v["sync.userFilter"] = "dc1", "636", ""
		return nil
	}))
	must(t, s.UpdateValues(ctx, func(v config.Values) error {
		v["ldap.hostname"] = "dc2"
		delete(v, "ldap.port")
		return nil
	}))
	got, err := s.Values(ctx)
	must(t, err)
	want := config.Values{"ldap.hostname": "dc2", "sync.userFilter": ""}
	equal(t, "values", want, got)

	refusal := directory.WithHint(errors.New("port: too high"), "choose a lower one")
	err = s.UpdateValues(ctx, func(v config.Values) error {
		clear(v)
		return refusal
	})
	if err != refusal { //nolint:errorlint // it must be the very error
		t.Errorf("error = %v, want the callback's own", err)
	}
	got, err = s.Values(ctx)
	must(t, err)
	equal(t, "values after a refusal", want, got)
}

func TestASecretIsNeverASetting(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	for _, key := range []string{"ldap.password", "azure.key", "Okta.Token"} {
		err := s.UpdateValues(ctx, func(v config.Values) error {
			v[key], v["ldap.port"] = "hunter2", "1"
			return nil
		})
		if !errors.Is(err, ErrSecret) {
			t.Errorf("%s: error = %v", key, err)
		}
	}
	raw, err := os.ReadFile(s.Path())
	must(t, err)
	if strings.Contains(string(raw), "hunter2") {
		t.Error("the secret is in the file")
	}
}

func TestAPanicOfTheCallerIsNotDamage(t *testing.T) {
	t.Parallel()
	s, ctx := newStore(t), t.Context()
	func() {
		defer func() {
			if r := recover(); r != "caller's bug" {
				t.Errorf("recovered %v", r)
			}
		}()
		_ = s.UpdateValues(ctx, func(config.Values) error { panic("caller's bug") })
	}()
	must(t, s.SetAccount(ctx, Account{ClientID: "still works"}))
}

func TestACancelledContextStopsTheWait(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	must(t, s.SetAccount(t.Context(), Account{}))
	release := holdFile(t, s.Path())
	defer release()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err := s.Values(ctx)
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > 5*time.Second {
		t.Errorf("after %s: %v", time.Since(start), err)
	}
}

func TestALockedFileIsReportedWithAHint(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	must(t, s.SetAccount(t.Context(), Account{ClientID: "kept"}))
	release := holdFile(t, s.Path())
	s.timeout = 300 * time.Millisecond
	_, err := s.Account(t.Context())
	if !errors.Is(err, ErrLocked) || directory.HintOf(err) == "" {
		t.Errorf("read: %v, hint %q", err, directory.HintOf(err))
	}
	if err := s.SetAccount(t.Context(), Account{}); !errors.Is(err, ErrLocked) {
		t.Errorf("write: %v", err)
	}
	release()
	account, err := s.Account(t.Context())
	must(t, err)
	equal(t, "account", Account{ClientID: "kept"}, account)
}
