package app_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
)

// aboutServer is what a page for the server asks about.
func aboutServer(key string) bool {
	return strings.HasPrefix(key, "server.") || strings.HasPrefix(key, "network.")
}

func TestAFormIsSavedInOneStep(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	ctx := t.Context()
	// The server can be saved before there is a directory, but no nonsense.
	_, err := a.Save(ctx, app.Draft{Set: map[string]string{"server.url": "ftp://x"}}, aboutServer)
	fails(t, err, app.CodeSettings, "server.url: starts with ftp://")
	_, err = a.Save(ctx, app.Draft{Set: map[string]string{"server.url": f.url, "sync.users": "false", "sync.overwriteExisting": "true"}}, nil)
	fails(t, err, app.CodeSettings, "sync.overwriteExisting: is on, but sync.users is off")
	if got := value(t, a, "server.url"); !strings.HasSuffix(got, "(default)") {
		t.Errorf("got %q", got)
	}
	if _, err := a.Save(ctx, app.Draft{Set: map[string]string{"server.url": f.url}}, aboutServer); err != nil {
		t.Fatal(err)
	}

	// Everything together, by any name; a path holds in every folder.
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	notices, err := a.Save(ctx, app.Draft{
		Set:     map[string]string{"Directory": "file", "file.path": "people.json", "sync.interval": " 020 ", "log.level": "error"},
		Unset:   []string{"ldap.port"},
		Secrets: map[string]config.Secret{"azure.key": config.NewSecret("kept-for-later")},
	}, nil)
	if err != nil || len(notices) != 0 {
		t.Fatalf("got %q, %v", notices, err)
	}
	for key, want := range map[string]string{
		"directory": "file (set)", "file.path": filepath.Join(here, "people.json") + " (set)", "sync.interval": "20 (set)",
		"entra.key": " (file)", "server.url": f.url + " (set)",
	} {
		if got := value(t, a, key); got != want {
			t.Errorf("%s: got %q, want %q", key, got, want)
		}
	}
	// The level of the log follows.
	a.Log().Warn("this is not written")
	if where := holds(t, f.data, "this is not written"); where != nil {
		t.Errorf("it is in %v", where)
	}
	if _, err := a.Save(ctx, app.Draft{Unset: []string{"log.level"}, Forget: []string{"entra.key"}}, nil); err != nil {
		t.Error(err)
	}
	a.Log().Info("this is written")
	if where := holds(t, f.data, "this is written"); where == nil {
		t.Error("it is not in the log")
	}
	if got := value(t, a, "entra.key"); got != " (none)" {
		t.Errorf("got %q", got)
	}
}

func TestSavingTellsWhatTheEnvironmentOverrides(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.ready("default")
	f.setenv("BWDC_SYNC_INTERVAL", "60", "BWDC_OKTA_TOKEN", "of-the-environment")
	notices, err := a.Save(t.Context(), app.Draft{
		Set: map[string]string{"sync.interval": "20", "sync.users": "true"}, Secrets: map[string]config.Secret{"okta.token": config.NewSecret("typed-token")},
	}, nil)
	text := strings.Join(notices, "\n")
	if err != nil || len(notices) != 2 || !strings.Contains(text, "BWDC_SYNC_INTERVAL overrides it") || !strings.Contains(text, "okta.token is set by BWDC_OKTA_TOKEN") {
		t.Errorf("got %q, %v", notices, err)
	}
	notices, err = a.Save(t.Context(), app.Draft{Forget: []string{"okta.token"}}, nil)
	if err != nil || len(notices) != 1 || !strings.Contains(notices[0], "the environment still gives it") {
		t.Errorf("got %q, %v", notices, err)
	}
	// A wrong value of the environment is nothing that another page must mend.
	f.setenv("BWDC_SYNC_INTERVAL", "often")
	_, err = a.Save(t.Context(), app.Draft{Set: map[string]string{"sync.users": "true"}}, nil)
	fails(t, err, app.CodeSettings, "BWDC_SYNC_INTERVAL")
	if _, err := a.Save(t.Context(), app.Draft{Set: map[string]string{"server.url": f.url + "/"}}, aboutServer); err != nil {
		t.Error(err)
	}
}

// As on the command line, what is only missing is told and keeps nothing from being saved.
func TestWhatIsHalfDoneIsSaved(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	if _, err := a.Save(t.Context(), app.Draft{Set: map[string]string{"directory": "ldap", "ldap.rootPath": "dc=example,dc=com", "sync.useEmailPrefixSuffix": "true"}}, nil); err != nil {
		t.Fatal(err)
	}
	err := a.Validate(t.Context())
	problems, _ := errors.AsType[config.Problems](err)
	var keys []string
	for _, p := range problems {
		if keys = append(keys, p.Key); !p.Incomplete {
			t.Errorf("%s is not only missing", p.Key)
		}
	}
	if diff := cmp.Diff([]string{"ldap.hostname", "ldap.username", "sync.emailSuffix"}, keys); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
	fails(t, a.Ready(t.Context()), app.CodeSettings, "ldap.hostname: is not set")
}

// What can't be saved as a whole changes nothing: no value and no secret.
func TestSavingThatFailsChangesNothing(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.ready("default")
	set(t, a, "okta.token", "old-token", "ldap.password", "old-password", "sync.interval", "30")
	before := everything(t, a)
	unchanged := func(when string) {
		t.Helper()
		if diff := cmp.Diff(before, everything(t, a)); diff != "" {
			t.Errorf("%s (-before +after):\n%s", when, diff)
		}
	}
	draft := app.Draft{
		Set: map[string]string{"sync.interval": "20"}, Secrets: map[string]config.Secret{"okta.token": config.NewSecret("new-token"), "entra.key": config.NewSecret("new-key")},
		Forget: []string{"ldap.password"},
	}
	draft.Set["file.url"] = "https://hr.example.com/people.csv"
	_, err := a.Save(t.Context(), draft, nil)
	fails(t, err, app.CodeSettings, "file.url: is set, and so is file.path")
	unchanged("a problem")
	delete(draft.Set, "file.url")

	// The secrets are written, and then the settings can't be.
	ctx, free := f.readOnly("default")
	if _, err := a.Save(ctx, draft, nil); err == nil {
		t.Error("it is saved in a database that can't be written")
	}
	free()
	unchanged("a database that can't be written")
	if got := value(t, a, "entra.key"); got != " (none)" {
		t.Errorf("a new secret stayed: %q", got)
	}
	if _, err := a.Save(t.Context(), draft, nil); err != nil {
		t.Error(err)
	}
}

// The window saves one page while the command line sets something else.
func TestTwoWhoSaveLoseNothing(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	window, line := f.ready("default"), f.open("default")
	var wg sync.WaitGroup
	const rounds = 8
	wg.Go(func() {
		for n := range rounds {
			d := app.Draft{Set: map[string]string{"sync.interval": fmt.Sprint(10 + n), "sync.emailSuffix": fmt.Sprintf("@w%d.example", n)}, Secrets: map[string]config.Secret{"okta.token": config.NewSecret(fmt.Sprintf("token-%d", n))}}
			if _, err := window.Save(t.Context(), d, nil); err != nil {
				t.Error(err)
			}
		}
	})
	wg.Go(func() {
		for n := range rounds {
			set(t, line, "ldap.port", fmt.Sprint(1000+n), "ldap.hostname", fmt.Sprintf("dc%d", n), "entra.key", fmt.Sprintf("key-%d", n))
		}
	})
	wg.Go(func() {
		for n := range rounds {
			if _, err := line.Save(t.Context(), app.Draft{Set: map[string]string{"google.domain": fmt.Sprintf("d%d.example", n)}, Secrets: map[string]config.Secret{"ldap.password": config.NewSecret(fmt.Sprintf("word-%d", n))}}, nil); err != nil {
				t.Error(err)
			}
		}
	})
	wg.Wait()
	text := everything(t, window)
	for _, want := range []string{"17", "@w7.example", "token-7", "1007", "dc7", "key-7", "d7.example", "word-7"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is lost:\n%s", want, text)
		}
	}
}

// Two pages that are right alone may be wrong together: the second is told.
func TestTwoWhoSaveWhatDoesNotFit(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a, b := f.ready("default"), f.open("default")
	results := make([]error, 2)
	var wg sync.WaitGroup
	wg.Go(func() {
		_, results[0] = a.Save(t.Context(), app.Draft{Set: map[string]string{"sync.users": "false"}}, nil)
	})
	wg.Go(func() {
		_, results[1] = b.Save(t.Context(), app.Draft{Set: map[string]string{"sync.groups": "false"}}, nil)
	})
	wg.Wait()
	if (results[0] == nil) == (results[1] == nil) {
		t.Errorf("got %v and %v", results[0], results[1])
	}
	if err := a.Validate(t.Context()); err != nil {
		t.Error(err)
	}
}

// A page must not become a shell: what runs a program is set by who may run
// commands anyway.
func TestPagesDoNotSetWhatRunsAProgram(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{})
	a := f.open("default")
	ctx := t.Context()
	const words = "file.command: is not set in pages, but by who may run commands on this machine"
	draft := app.Draft{Set: map[string]string{"directory": "file", "FILE.command": "/bin/sh", "file.format": "csv"}}
	_, err := a.Save(ctx, draft, nil)
	fails(t, err, app.CodeSettings, words)
	_, err = a.Try(draft).Test(ctx, app.TestRequest{})
	fails(t, err, app.CodeSettings, words)
	const text = "directory: file\nfile.format: csv\nfile.command: "
	_, err = a.Config().ImportFromPage(ctx, []byte(text+"/bin/sh\n"), app.YAML)
	fails(t, err, app.CodeSettings, words)
	// One that is set stays, with the same file and in an import.
	set(t, a, "directory", "file", "file.command", "/usr/bin/true", "file.format", "csv")
	if _, err := a.Save(ctx, app.Draft{Set: map[string]string{"file.timeout": "1m"}}, nil); err != nil {
		t.Error(err)
	}
	if _, err := a.Config().ImportFromPage(ctx, []byte(text+"/usr/bin/true\n"), app.YAML); err != nil {
		t.Error(err)
	}
	if got := value(t, a, "file.command"); got != "/usr/bin/true (set)" {
		t.Errorf("got %q", got)
	}
}
