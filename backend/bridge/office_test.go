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
	"directoryconnector/backend/sources"
)

// An office has an organization server, a directory in a file, a data folder
// and a desk with pages on it: all of it real.
type office struct {
	t                 *testing.T
	server            *orgserver.Server
	url, data, people string

	desk  *bridge.Desk
	pages *bridge.Bridge

	mu     sync.Mutex
	events []event
	news   chan struct{} // closed and replaced at every event
	env    map[string]string
	// hold keeps the directory from answering; fault is what it
	// fails with, or panics with where it is no error.
	hold  chan struct{}
	fault any
	// envFault, where not empty, is what the environment panics with.
	envFault string
	// password is the bind password that the directory was opened with last.
	password string
}

type event struct {
	name string
	data any
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{
		t: t, server: orgserver.New(orgserver.Options{SelfHosted: true}), news: make(chan struct{}),
		data: filepath.Join(t.TempDir(), "data"), people: filepath.Join(t.TempDir(), "people.json"), env: map[string]string{"BWDC_NO_KEYRING": "1"},
	}
	url, stop := o.server.Start()
	t.Cleanup(stop)
	o.url = url
	o.staff("ada", "grace", "barbara")
	o.open()
	return o
}

// open starts the program, again where it was closed.
func (o *office) open() {
	o.t.Helper()
	desk, err := bridge.New(bridge.Options{
		App: app.Options{DataDir: o.data, Version: "1.0.0", Sources: o.source, Getenv: o.getenv},
		Emit: func(name string, data any) {
			o.mu.Lock()
			defer o.mu.Unlock()
			o.events = append(o.events, event{name, data})
			close(o.news)
			o.news = make(chan struct{})
		},
	})
	if err != nil {
		o.t.Fatal(err)
	}
	o.desk, o.pages = desk, desk.Pages()
	o.t.Cleanup(func() { o.ok(desk.Close()) })
}

func (o *office) getenv(name string) string {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.envFault != "" {
		panic(o.envFault)
	}
	return o.env[name]
}

// staff makes these the people of the directory, all in one team, which is in
// a department. "joan:ada" is joan with the email of ada.
func (o *office) staff(names ...string) {
	o.t.Helper()
	type entry map[string]any
	users := make([]entry, 0, len(names))
	for _, n := range names {
		id, email, other := strings.Cut(n, ":")
		if !other {
			email = id
		}
		users = append(users, entry{"id": "id-" + id, "email": email + "@example.com", "groups": []string{"Team"}})
	}
	groups := []entry{{"id": "dep", "name": "Department"}, {"id": "team", "name": "Team", "groups": []string{"Department"}}}
	text, err := json.Marshal(entry{"version": 1, "users": users, "groups": groups})
	o.ok(err)
	o.ok(os.WriteFile(o.people, text, 0o600))
}

// source opens the directory, which can be made to wait or to panic.
func (o *office) source(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
	source, err := sources.Open(ctx, c)
	if err != nil {
		return nil, err
	}
	password, err := c.Secret(ctx, "ldap.password")
	if err != nil {
		return nil, err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.password = password.Reveal()
	if err, is := o.fault.(error); is {
		return nil, err
	} else if o.fault != nil {
		panic(o.fault)
	}
	if o.hold == nil {
		return source, nil
	}
	return &heldSource{source, o.hold}, nil
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
func (o *office) wait() (release func()) {
	hold := make(chan struct{})
	o.mu.Lock()
	defer o.mu.Unlock()
	o.hold = hold
	return sync.OnceFunc(func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.hold = nil
		close(hold)
	})
}

func (o *office) ok(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatalf("%v (%#v)", err, bridge.Explain(err))
	}
}

// draft is one that reads the file.
func (o *office) draft() bridge.Draft {
	return bridge.Draft{Set: map[string]string{"directory": "file", "file.path": o.people}}
}

// atServer is the draft of the log-in page.
func (o *office) atServer() bridge.Draft {
	return bridge.Draft{Set: map[string]string{"server.url": o.url}}
}

// ready sets the profile up that the pages are on, and logs in.
func (o *office) ready() {
	o.t.Helper()
	_, err := o.pages.SaveSettings(o.draft())
	o.ok(err)
	o.login()
}

func (o *office) login() {
	o.t.Helper()
	o.ok(o.pages.Login(bridge.LoginRequest{ClientID: o.server.ClientID(), ClientSecret: o.server.ClientSecret(), Server: o.atServer()}))
}

func (o *office) state() bridge.State {
	o.t.Helper()
	s, err := o.pages.State()
	o.ok(err)
	return s
}

// until waits for something that events announce.
func (o *office) until(what string, done func() bool) {
	o.t.Helper()
	timer := time.NewTimer(20 * time.Second)
	defer timer.Stop()
	for {
		o.mu.Lock()
		news := o.news
		o.mu.Unlock()
		if done() {
			return
		}
		select {
		case <-news:
		case <-timer.C:
			o.t.Fatalf("%s did not happen: %+v", what, o.state())
		}
	}
}

// job waits for an event about a job and returns the job.
func (o *office) job(what string, is func(bridge.Job) bool) (found bridge.Job) {
	o.t.Helper()
	o.until(what, func() bool {
		o.mu.Lock()
		defer o.mu.Unlock()
		for _, e := range o.events {
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
func (o *office) ends(state string) func(bridge.Job, error) bridge.Job {
	return func(started bridge.Job, err error) bridge.Job {
		o.t.Helper()
		o.ok(err)
		if started.State != "running" {
			o.t.Fatalf("a job starts as %q", started.State)
		}
		j := o.job("the end of "+started.Kind, func(j bridge.Job) bool { return j.ID == started.ID && j.State != "running" })
		if j.State != state {
			o.t.Fatalf("%s ended as %s, want %s: %+v", j.Kind, j.State, state, j.Error)
		}
		if (j.Error != nil) != (state != "done") || j.Ended == "" {
			o.t.Errorf("an odd end: %+v", j)
		}
		return j
	}
}

// running waits until a job works on the directory.
func (o *office) running(kind string) bridge.Job {
	o.t.Helper()
	return o.job("a running "+kind, func(j bridge.Job) bool { return j.Kind == kind && j.State == "running" })
}

// syncsFirst does a first sync and allows it.
func (o *office) syncsFirst(n int) {
	o.t.Helper()
	o.ends("done")(o.pages.Sync(bridge.SyncRequest{AllowFirst: n}))
}

// members are the names in the organization.
func (o *office) members() string {
	var list []string
	for _, m := range o.server.Members() {
		list = append(list, strings.TrimSuffix(m.Email, "@example.com"))
	}
	return strings.Join(list, " ")
}

// fails checks an error's code and that its words hold these.
func (o *office) fails(err error, code string, words ...string) bridge.Problem {
	o.t.Helper()
	p := bridge.Explain(err)
	told := new(bridge.Error)
	if err == nil || !errors.As(err, &told) || p.Code != code {
		o.t.Fatalf("code %q, want %q: %T %v", p.Code, code, err, err)
	}
	for _, w := range words {
		if !strings.Contains(p.Message+"\n"+p.Hint, w) {
			o.t.Errorf("%q is not in %q, hint %q", w, p.Message, p.Hint)
		}
	}
	return p
}
