package app_test

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/sources"
	"directoryconnector/backend/syncer"
)

// A fixture has an organization server, a directory in a file, a data folder
// and an environment: all that a story needs, and all of it real.
type fixture struct {
	t      *testing.T
	server *orgserver.Server
	url    string
	// data is the data folder, people the path of the directory.
	data, people string

	mu  sync.Mutex
	env map[string]string
	// said are the notices.
	said []string
}

func newFixture(t *testing.T, opts orgserver.Options) *fixture {
	t.Helper()
	opts.SelfHosted = true
	f := &fixture{t: t, server: orgserver.New(opts), data: filepath.Join(t.TempDir(), "data"), people: filepath.Join(t.TempDir(), "people.json"), env: map[string]string{"BWDC_NO_KEYRING": "1"}}
	url, stop := f.server.Start()
	t.Cleanup(stop)
	f.url = url
	f.staff("ada", "grace", "barbara")
	return f
}

// syncedFixture has a profile that was synced once.
func syncedFixture(t *testing.T) (*fixture, *app.App) {
	t.Helper()
	f := newFixture(t, orgserver.Options{})
	a := f.ready("default")
	syncs(t, a)
	return f, a
}

func (f *fixture) setenv(pairs ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := 0; i < len(pairs); i += 2 {
		f.env[pairs[i]] = pairs[i+1]
	}
}

func (f *fixture) getenv(name string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.env[name]
}

func (f *fixture) notices() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return strings.Join(f.said, "\n")
}

// staff makes these the people of the directory, all in one team. "joan:ada"
// is joan with the email of ada.
func (f *fixture) staff(names ...string) {
	f.t.Helper()
	type user struct {
		ID     string   `json:"id"`
		Email  string   `json:"email"`
		Groups []string `json:"groups"`
	}
	var users []user
	for _, n := range names {
		id, email, other := strings.Cut(n, ":")
		if !other {
			email = id
		}
		users = append(users, user{"id-" + id, email + "@example.com", []string{"Team"}})
	}
	text, err := json.Marshal(map[string]any{"version": 1, "users": users, "groups": []any{map[string]string{"id": "team", "name": "Team"}}})
	if err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(f.people, text, 0o600); err != nil {
		f.t.Fatal(err)
	}
}

func (f *fixture) options(profile string) app.Options {
	return app.Options{
		DataDir: f.data, Profile: profile, Getenv: f.getenv, Version: "1.0.0", Sources: sources.Open,
		Notice: func(text string) {
			f.mu.Lock()
			defer f.mu.Unlock()
			f.said = append(f.said, text)
		},
	}
}

// open opens a profile, which is made if need be.
func (f *fixture) open(profile string) *app.App {
	f.t.Helper()
	_ = f.profiles().Create(profile) // it may be there
	a, err := app.Open(f.options(profile))
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() {
		if err := a.Close(); err != nil {
			f.t.Error(err)
		}
	})
	return a
}

func (f *fixture) profiles() app.Profiles { return app.Profiles{DataDir: f.data} }

// ready opens a profile that reads the file and is logged in.
func (f *fixture) ready(profile string) *app.App {
	f.t.Helper()
	a := f.open(profile)
	set(f.t, a, "directory", "file", "file.path", f.people, "server.url", f.url)
	f.login(a)
	return a
}

func (f *fixture) login(a *app.App) {
	f.t.Helper()
	if _, err := a.Login(f.t.Context(), f.server.ClientID(), config.NewSecret(f.server.ClientSecret())); err != nil {
		f.t.Fatal(err)
	}
}

// members are the emails of the organization.
func (f *fixture) members() string {
	var list []string
	for _, m := range f.server.Members() {
		list = append(list, strings.TrimSuffix(m.Email, "@example.com"))
	}
	return strings.Join(list, " ")
}

func set(t *testing.T, a *app.App, pairs ...string) {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if _, err := a.Config().Set(t.Context(), pairs[i], pairs[i+1]); err != nil {
			t.Fatal(err)
		}
	}
}

// value returns what holds for a setting, and from where.
func value(t *testing.T, a *app.App, key string) string {
	t.Helper()
	s, err := a.Config().Get(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	return s.Value + " (" + string(s.Origin) + ")"
}

// yes is a manual sync that a person allows.
func yes() app.SyncRequest {
	return app.SyncRequest{Request: syncer.Request{Confirm: func(context.Context, syncer.Question) (bool, error) { return true, nil }}}
}

// syncs does a sync that must succeed.
func syncs(t *testing.T, a *app.App) *organization.Run {
	t.Helper()
	run, err := a.Sync(t.Context(), yes())
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// fails checks the code of an error and that its text holds these words.
func fails(t *testing.T, err error, code app.Code, words ...string) {
	t.Helper()
	if err == nil {
		t.Errorf("no error, want %s", code)
		return
	}
	p := app.Describe(err)
	if p.Code != code {
		t.Errorf("code %s, want %s: %v", p.Code, code, err)
	}
	for _, w := range words {
		if !strings.Contains(p.Message+"\n"+p.Hint, w) {
			t.Errorf("%q is not in: %s\nhint: %s", w, p.Message, p.Hint)
		}
	}
}

// lastRun is the newest run of the history, with its lists.
func lastRun(t *testing.T, a *app.App) organization.Run {
	t.Helper()
	runs, err := a.History().Runs(t.Context(), 0, 1)
	if err != nil || len(runs) != 1 {
		t.Fatalf("history: %v, %v", runs, err)
	}
	run, err := a.History().Run(t.Context(), runs[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// files returns what is in each file of a folder, by path below it.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		found[filepath.ToSlash(name)] = string(text)
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return found
}

// holds tells which files of a folder hold a text.
func holds(t *testing.T, dir, text string) []string {
	t.Helper()
	var list []string
	for name, content := range files(t, dir) {
		if strings.Contains(content, text) {
			list = append(list, name)
		}
	}
	return list
}
