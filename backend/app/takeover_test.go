package app_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/app"
	"directoryconnector/backend/internal/orgserver"
)

// oldFile is a data.json with secrets in the clear, of the organization that
// the fake server has.
const oldFile = `{"stateVersion":8,"directoryType":0,"organizationId":"` + orgserver.DefaultOrganizationID + `",
 "apiKeyClientId":"organization.` + orgserver.DefaultOrganizationID + `","apiKeyClientSecret":"` + orgserver.DefaultClientSecret + `",
 "environmentUrls":{"base":"https://old.example.com"},
 "directoryLdap":{"hostname":"dc1.example.com","port":389,"rootPath":"dc=example,dc=com","username":"reader","password":"old-bind-password","ad":true},
 "directoryOkta":{"orgUrl":null,"token":"[STORED SECURELY]"},
 "sync":{"users":true,"groups":true,"interval":10,"removeDisabled":true,"inviteUsersAfterProvisioning":true},
 "lastUserSync":"2026-08-01T10:00:00.000Z","lastGroupSync":"2026-08-01T11:00:00.000Z"}`

// bare is the file without its log-in.
func bare(t *testing.T, change func(map[string]any)) string {
	t.Helper()
	var tree map[string]any
	if err := json.Unmarshal([]byte(oldFile), &tree); err != nil {
		t.Fatal(err)
	}
	change(tree)
	text, err := json.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestTakeOverOfAFileWithSecrets(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	dry, err := a.TakeOver(t.Context(), strings.NewReader(oldFile), true)
	if err != nil {
		t.Fatal(err)
	}
	if got := files(t, f.data); len(got) != 0 {
		t.Errorf("a dry run has written %v", got)
	}
	if diff := cmp.Diff([]string{"ldap.password", "server.clientSecret"}, dry.Secrets) + cmp.Diff([]string{"okta.token"}, dry.MissingSecrets); diff != "" || !dry.LoggedIn {
		t.Errorf("%s %+v", diff, dry)
	}
	text, err := json.Marshal(dry)
	if err != nil || strings.Contains(string(text), "old-bind-password") || strings.Contains(string(text), orgserver.DefaultClientSecret) {
		t.Errorf("what it says tells secrets: %s, %v", text, err)
	}

	// For real: what was set before is replaced, all of it.
	set(t, a, "sync.maxRemovals", "3", "okta.token", "token that stays")
	done, err := a.TakeOver(t.Context(), strings.NewReader(oldFile), false)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(dry, done); diff != "" {
		t.Errorf("(-dry run +done):\n%s", diff)
	}
	for key, want := range map[string]string{
		"ldap.hostname": "dc1.example.com (set)", "sync.interval": "10 (set)", "sync.removeMissing": "false (set)", "sync.maxRemovals": " (default)",
		"ldap.password": " (file)", "okta.token": " (file)", "server.clientSecret": " (file)",
	} {
		if got := value(t, a, key); got != want {
			t.Errorf("%s: got %q, want %q", key, got, want)
		}
	}
	times, err := a.LastSync(t.Context())
	if err != nil || !times.Users.Equal(time.Date(2026, 8, 1, 10, 0, 0, 0, time.UTC)) || !times.Groups.Equal(time.Date(2026, 8, 1, 11, 0, 0, 0, time.UTC)) {
		t.Errorf("got %v, %v", times, err)
	}
	account, err := a.Account(t.Context())
	if err != nil || account.OrganizationID != f.server.OrganizationID() || account.Server != "https://old.example.com/api" {
		t.Errorf("got %+v, %v", account, err)
	}
	if where := holds(t, f.data, "old-bind-password"); where != nil {
		t.Errorf("a secret is in %v", where)
	}
	if has, err := a.HasSettings(t.Context()); err != nil || !has {
		t.Errorf("got %t, %v", has, err)
	}
}

// The log-in of the file is good for a sync, without logging in again.
func TestTakeOverGoesOnWithTheLogIn(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	text := bare(t, func(old map[string]any) { old["environmentUrls"] = map[string]any{"base": f.url} })
	if _, err := a.TakeOver(t.Context(), strings.NewReader(text), false); err != nil {
		t.Fatal(err)
	}
	set(t, a, "directory", "file", "file.path", f.people)
	syncs(t, a)
	if f.members() != "ada barbara grace" {
		t.Errorf("members: %s", f.members())
	}
}

func TestTakeOverIntoAProfileThatHasSynced(t *testing.T) {
	t.Parallel()
	f, a := syncedFixture(t)
	before, err := a.LastSync(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	text := bare(t, func(old map[string]any) { old["environmentUrls"] = map[string]any{"base": f.url} })
	if _, err := a.TakeOver(t.Context(), strings.NewReader(text), false); err != nil {
		t.Fatal(err)
	}
	// Its cache is about another directory, which the next sync says; what it
	// knows stays as it is.
	after, err := a.LastSync(t.Context())
	if diff := cmp.Diff(before, after); err != nil || diff != "" {
		t.Errorf("%v, (-want +got):\n%s", err, diff)
	}
	v, err := a.Test(t.Context(), app.TestRequest{})
	if err == nil {
		t.Errorf("dc1.example.com was read: %+v", v)
	}
	_, err = a.Sync(t.Context(), yes())
	fails(t, err, app.CodeIdentity, `directory type was "file" and is "ldap"`)
}

// A file of another organization without its key must not bring its directory
// into the organization that this profile is logged in to.
func TestTakeOverOfAnotherOrganizationLogsOut(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.ready("default")
	text := bare(t, func(f map[string]any) {
		f["organizationId"], f["apiKeyClientId"], f["apiKeyClientSecret"] = otherOrganization, "organization."+otherOrganization, "[STORED SECURELY]"
	})
	found, err := a.TakeOver(t.Context(), strings.NewReader(text), false)
	if err != nil || found.LoggedIn {
		t.Fatalf("got %+v, %v", found, err)
	}
	if diff := cmp.Diff([]string{"okta.token", "server.clientSecret"}, found.MissingSecrets); diff != "" {
		t.Errorf("missing secrets (-want +got):\n%s", diff)
	}
	if _, err := a.Account(t.Context()); !errors.Is(err, app.ErrNotLoggedIn) {
		t.Errorf("still logged in: %v", err)
	}
}

func TestTakeOverThatCannotBeChangesNothing(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.ready("default")
	set(t, a, "ldap.password", "password before")
	before := everything(t, a)
	for text, want := range map[string]string{
		`{"stateVersion": 8,`: "", `[]`: "", ``: "", `{"stateVersion":1}`: "", `{"some":"other file"}`: "",
	} {
		if _, err := a.TakeOver(t.Context(), strings.NewReader(text), false); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v", text, err)
		}
	}
	ctx, free := f.readOnly("default")
	_, err := a.TakeOver(ctx, strings.NewReader(oldFile), false)
	free()
	if err == nil {
		t.Fatal("the database could be written")
	}
	if diff := cmp.Diff(before, everything(t, a)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	syncs(t, a)
}

func TestTakeOverWithABadClientIDSaysSo(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	text := bare(t, func(f map[string]any) { f["apiKeyClientId"] = "user." + otherOrganization })
	found, err := a.TakeOver(t.Context(), strings.NewReader(text), false)
	if err != nil || found.LoggedIn || !strings.Contains(strings.Join(found.Notes, "\n"), "The log-in is not taken over: ") {
		t.Errorf("got %+v, %v", found, err)
	}
}

func TestDataJSONIsFoundInItsPlaces(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	dir := t.TempDir()
	f.setenv("BITWARDEN_CONNECTOR_APPDATA_DIR", dir)
	if runtime.GOOS == "linux" {
		f.setenv("XDG_CONFIG_HOME", dir)
	}
	path := filepath.Join(dir, "data.json")
	if err := os.WriteFile(path, []byte(oldFile), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := a.FindDataJSON(); err != nil || got != path {
		t.Errorf("got %q, %v", got, err)
	}
}

// The other connector has synced into vaultwarden, which can't list its
// members: that is no first sync, and cron has nobody to say yes.
func TestFirstSyncAfterATakeOverAsksNothing(t *testing.T) {
	t.Parallel()
	for _, server := range []orgserver.Options{{Vaultwarden: true, VaultwardenGroups: true}, {}} {
		f := newFixture(t, server)
		a := f.open("default")
		text := bare(t, func(old map[string]any) { old["environmentUrls"] = map[string]any{"base": f.url} })
		if _, err := a.TakeOver(t.Context(), strings.NewReader(text), false); err != nil {
			t.Fatal(err)
		}
		for key, want := range map[string]string{"sync.removedByHand": "invite (set)", "sync.inviteDisabled": "true (set)", "groups.keepFiltered": "true (set)"} {
			if got := value(t, a, key); got != want {
				t.Errorf("%s: got %q, want %q", key, got, want)
			}
		}
		set(t, a, "directory", "file", "file.path", f.people)
		names := make([]string, 40) // more than sync.maxAdditions allows
		for i := range names {
			names[i] = "p" + strconv.Itoa(i)
		}
		if server.Vaultwarden {
			f.staff(names...)
		} else {
			f.staff("ada")
			f.server.AddUser("ada@example.com", "")
		}
		// What survives a clear: nothing was acknowledged yet.
		if err := a.ClearCache(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := a.Sync(t.Context(), app.SyncRequest{}); err != nil {
			t.Fatal(err)
		}
		// Afterwards the guards are as always.
		for i := range 40 {
			names = append(names, "q"+strconv.Itoa(i))
		}
		f.staff(names...)
		_, err := a.Sync(t.Context(), app.SyncRequest{})
		fails(t, err, app.CodeGuard, "sync.maxAdditions")
	}
}
