package bridge_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/bridge"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/sources"
)

// A fixture has an organization server, a directory in a file, a data folder
// and a manager with pages on it: all of it real.
type fixture struct {
	t                 *testing.T
	server            *orgserver.Server
	url, data, people string

	manager *bridge.Manager
	pages   *bridge.Bridge

	mu      sync.Mutex
	events  []event
	changed chan struct{} // closed and replaced at every event
	env     map[string]string
	// hold keeps the directory from answering; fault is what it
	// fails with, or panics with where it is no error.
	hold  chan struct{}
	fault any
	// envFault, where not empty, is what the environment panics with.
	envFault string
	// look is the last job that explained somebody.
	look string
	// services is the service manager.
	services fakeServices
	// password is the bind password that the directory was opened with last.
	password string
}

type event struct {
	name string
	data any
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{
		t: t, server: orgserver.New(orgserver.Options{SelfHosted: true}), changed: make(chan struct{}),
		data: filepath.Join(t.TempDir(), "data"), people: filepath.Join(t.TempDir(), "people.json"), env: map[string]string{"BWDC_NO_KEYRING": "1"},
	}
	url, stop := f.server.Start()
	t.Cleanup(stop)
	f.url = url
	f.staff("ada", "grace", "barbara")
	f.open()
	return f
}

// syncedFixture has pages on a profile that was synced once.
func syncedFixture(t *testing.T) *fixture {
	t.Helper()
	f := newFixture(t)
	f.ready()
	f.syncsFirst(3)
	return f
}

// open starts the program, again where it was closed.
func (f *fixture) open() {
	f.t.Helper()
	manager, err := bridge.New(bridge.Options{
		App: app.Options{DataDir: f.data, Version: "1.0.0", Sources: f.source, Getenv: f.getenv, Services: f.services.open},
		Emit: func(name string, data any) {
			f.mu.Lock()
			defer f.mu.Unlock()
			f.events = append(f.events, event{name, data})
			close(f.changed)
			f.changed = make(chan struct{})
		},
	})
	if err != nil {
		f.t.Fatal(err)
	}
	f.manager, f.pages = manager, manager.Pages()
	f.t.Cleanup(func() { f.ok(manager.Close()) })
}

func (f *fixture) getenv(name string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.envFault != "" {
		panic(f.envFault)
	}
	return f.env[name]
}

// staff makes these the people of the directory, all in one team, which is in
// a department. "joan:ada" is joan with the email of ada, "joan|Joan Clärke" what she is called.
func (f *fixture) staff(names ...string) {
	f.t.Helper()
	type entry map[string]any
	users := make([]entry, 0, len(names))
	for _, n := range names {
		n, called, _ := strings.Cut(n, "|")
		id, email, other := strings.Cut(n, ":")
		if !other {
			email = id
		}
		users = append(users, entry{"id": "id-" + id, "email": email + "@example.com", "name": called, "groups": []string{"Team"}})
	}
	groups := []entry{{"id": "dep", "name": "Department"}, {"id": "team", "name": "Team", "groups": []string{"Department"}}}
	text, err := json.Marshal(entry{"version": 1, "users": users, "groups": groups})
	f.ok(err)
	f.ok(os.WriteFile(f.people, text, 0o600))
}

// source opens the directory, which can be made to wait or to panic.
func (f *fixture) source(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
	source, err := sources.Open(ctx, c)
	if err != nil {
		return nil, err
	}
	password, err := c.Secret(ctx, "ldap.password")
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.password = password.Reveal()
	if err, is := f.fault.(error); is {
		return nil, err
	} else if f.fault != nil {
		panic(f.fault)
	}
	if f.hold == nil {
		return source, nil
	}
	return &heldSource{source, f.hold}, nil
}

type heldSource struct {
	directory.Source
	hold chan struct{}
}

func (s *heldSource) Fetch(ctx context.Context, last *directory.Snapshot) (*directory.Snapshot, error) {
	select {
	case <-s.hold:
		return s.Source.Fetch(ctx, last)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// wait keeps the directory from answering until release.
func (f *fixture) wait() (release func()) {
	hold := make(chan struct{})
	f.mu.Lock()
	defer f.mu.Unlock()
	f.hold = hold
	return sync.OnceFunc(func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.hold = nil
		close(hold)
	})
}

func (f *fixture) ok(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatalf("%v (%#v)", err, bridge.Explain(err))
	}
}

// draft is one that reads the file.
func (f *fixture) draft() bridge.Draft {
	return bridge.Draft{Set: map[string]string{"directory": "file", "file.path": f.people}}
}

// atServer is the draft of the log-in page.
func (f *fixture) atServer() bridge.Draft {
	return bridge.Draft{Set: map[string]string{"server.url": f.url}}
}

// ready sets the profile up that the pages are on, and logs in.
func (f *fixture) ready() {
	f.t.Helper()
	_, err := f.pages.SaveSettings(f.draft())
	f.ok(err)
	f.login()
}

// saves saves settings.
func (f *fixture) saves(values map[string]string) {
	f.t.Helper()
	_, err := f.pages.SaveSettings(bridge.Draft{Set: values})
	f.ok(err)
}

func (f *fixture) login() {
	f.t.Helper()
	f.ok(f.pages.Login(bridge.LoginRequest{ClientID: f.server.ClientID(), ClientSecret: f.server.ClientSecret(), Server: f.atServer()}))
}

func (f *fixture) state() bridge.State {
	f.t.Helper()
	state, err := f.pages.State()
	f.ok(err)
	return state
}

// until waits for something that events announce.
func (f *fixture) until(what string, done func() bool) {
	f.t.Helper()
	timer := time.NewTimer(20 * time.Second)
	defer timer.Stop()
	for {
		f.mu.Lock()
		changed := f.changed
		f.mu.Unlock()
		if done() {
			return
		}
		select {
		case <-changed:
		case <-timer.C:
			f.t.Fatalf("%s did not happen: %+v", what, f.state())
		}
	}
}

// job waits for an event about a job and returns the job.
func (f *fixture) job(what string, is func(bridge.Job) bool) (found bridge.Job) {
	f.t.Helper()
	f.until(what, func() bool {
		f.mu.Lock()
		defer f.mu.Unlock()
		for _, e := range f.events {
			if j, ok := e.data.(bridge.Job); ok && is(j) {
				found = j
				return true
			}
		}
		return false
	})
	return found
}

// ends waits until a job that was started has ended as state.
func (f *fixture) ends(state string) func(bridge.Job, error) bridge.Job {
	return func(started bridge.Job, err error) bridge.Job {
		f.t.Helper()
		f.ok(err)
		if started.State != "running" {
			f.t.Fatalf("a job starts as %q", started.State)
		}
		j := f.job("the end of "+started.Kind, func(j bridge.Job) bool { return j.ID == started.ID && j.State != "running" })
		if j.State != state {
			f.t.Fatalf("%s ended as %s, want %s: %+v", j.Kind, j.State, state, j.Error)
		}
		if (j.Error != nil) != (state != "done") || j.Ended == "" {
			f.t.Errorf("an odd end: %+v", j)
		}
		return j
	}
}

// running waits until a job works on the directory.
func (f *fixture) running(kind string) bridge.Job {
	f.t.Helper()
	return f.job("a running "+kind, func(j bridge.Job) bool { return j.Kind == kind && j.State == "running" })
}

// syncsFirst does a first sync and allows it.
func (f *fixture) syncsFirst(n int) {
	f.t.Helper()
	f.ends("done")(f.pages.Sync(bridge.SyncRequest{AllowFirst: n}))
}

// members are the names in the organization.
func (f *fixture) members() string {
	var list []string
	for _, m := range f.server.Members() {
		list = append(list, strings.TrimSuffix(m.Email, "@example.com"))
	}
	return strings.Join(list, " ")
}

// fails checks an error's code and that its words hold these.
func (f *fixture) fails(err error, code string, words ...string) bridge.Problem {
	f.t.Helper()
	p := bridge.Explain(err)
	told := new(bridge.Error)
	if err == nil || !errors.As(err, &told) || p.Code != code {
		f.t.Fatalf("code %q, want %q: %T %v", p.Code, code, err, err)
	}
	for _, w := range words {
		if !strings.Contains(p.Message+"\n"+p.Hint, w) {
			f.t.Errorf("%q is not in %q, hint %q", w, p.Message, p.Hint)
		}
	}
	return p
}

// age makes the record of what is in flight a minute older, so that nobody has
// to wait.
func (f *fixture) age() {
	f.t.Helper()
	s := store.New(filepath.Join(f.data, "profiles", "default", "bwdc.db"), store.Options{})
	state, err := s.Load(f.t.Context())
	f.ok(err)
	for i := range state.InFlight {
		state.InFlight[i].At = state.InFlight[i].At.Add(-time.Minute)
	}
	f.ok(s.Commit(f.t.Context(), organization.Change{AddFlights: state.InFlight}))
}
