//go:build linux

package window_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"directoryconnector/backend/e2e/window"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/needs"
)

// server is the name by which TEST_MUST_RUN asks for these tests.
const server = "window"

// program is the path of the desktop app; the tests end without it.
func program(t testing.TB) string {
	t.Helper()
	for _, name := range window.NeededPrograms {
		needs.Program(t, server, name)
	}
	path := os.Getenv("BWDC_DESKTOP")
	if path == "" {
		path = filepath.Join("..", "..", "..", "bin", "directory-connector")
	}
	path, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		needs.Missing(t, server, path+" is not built (make desktop)")
	}
	return path
}

// automation is built once for all tests.
var automation = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "window-automation-")
	if err != nil {
		return "", err
	}
	return window.BuildAutomation(context.Background(), filepath.Join("testdata", "automation.c"), dir)
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := automation(); err == nil && code >= 0 {
		_ = os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// A fixture is a Display with a data folder, for one test. Its methods end the
// test where something is not as it should be.
type fixture struct {
	*window.Display
	t    testing.TB
	ctx  context.Context
	path string
	// data is the data folder.
	data string
}

func newFixture(t testing.TB) *fixture {
	t.Helper()
	path := program(t)
	// Short, because sockets are in it.
	dir, err := os.MkdirTemp("", "dcw")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	// The context of a test ends before its cleanups, which still need these.
	ctx := context.WithoutCancel(t.Context())
	d, err := window.NewDisplay(ctx, dir, 1280, 900)
	if err != nil {
		t.Fatalf("display: %v", err)
	}
	t.Cleanup(d.Close)
	f := &fixture{Display: d, t: t, ctx: ctx, path: path, data: filepath.Join(dir, "data")}
	t.Cleanup(func() {
		if t.Failed() {
			f.picture("failed-" + strings.ReplaceAll(t.Name(), "/", "-"))
		}
	})
	return f
}

// must ends the test for an error.
func (d *fixture) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// picture keeps what is on the screen, once it has come to rest.
func (d *fixture) picture(name string) {
	d.t.Helper()
	time.Sleep(400 * time.Millisecond)
	dir := os.Getenv("PICTURES_DIR")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "bin", "pictures")
	}
	path, err := filepath.Abs(filepath.Join(dir, "window-"+name+".png"))
	if err == nil {
		err = d.Picture(d.ctx, path)
	}
	if err != nil {
		d.t.Errorf("picture: %v", err)
	}
}

// start starts the program as a person does, and waits for its window.
func (d *fixture) start(env ...string) *window.Program {
	d.t.Helper()
	p, err := d.Start(d.ctx, d.path, d.data, env...)
	d.must(err)
	d.t.Cleanup(func() { d.clean("what the program printed", p.Output()) })
	d.appears()
	return p
}

// open starts the program so that its page can be driven.
func (d *fixture) open(env ...string) *page {
	d.t.Helper()
	needs.Program(d.t, server, "WebKitWebDriver")
	library, err := automation()
	if err != nil {
		needs.Missing(d.t, server, "the automation can't be compiled: "+err.Error())
	}
	p, err := d.Open(d.ctx, library, d.path, d.data, d.t.TempDir(), env...)
	d.must(err)
	d.t.Cleanup(p.Close)
	d.t.Cleanup(func() { d.clean("what the program printed", p.Output()) })
	d.appears()
	return &page{p, d}
}

// appears waits for the window.
func (d *fixture) appears() window.Geometry {
	d.t.Helper()
	g, err := d.WaitWindow(d.ctx, true, 15*time.Second)
	d.must(err)
	return g
}

// comesToRest waits until the window stays as it should be: the window manager
// takes its time, and a busy machine more.
func (d *fixture) comesToRest(what string, right func(window.Geometry) bool) window.Geometry {
	d.t.Helper()
	times, last := 0, window.Geometry{}
	for start := time.Now(); time.Since(start) < 15*time.Second; time.Sleep(100 * time.Millisecond) {
		g := d.appears()
		if g != last || !right(g) {
			times = 0
		} else if times++; times == 4 {
			return g
		}
		last = g
	}
	d.t.Fatalf("the window is not %s, but at %+v", what, last)
	return last
}

// vanishes waits until the window is gone.
func (d *fixture) vanishes() {
	d.t.Helper()
	_, err := d.WaitWindow(d.ctx, false, 15*time.Second)
	d.must(err)
}

// ends waits for the program, which must end well and leave nothing running.
func (d *fixture) ends(p interface {
	Wait(time.Duration) (int, error)
	Output() string
},
) {
	d.t.Helper()
	code, err := p.Wait(20 * time.Second)
	if err != nil || code != 0 {
		d.t.Fatalf("exit code %d, %v; it printed:\n%s", code, err, p.Output())
	}
	var left []string
	for start := time.Now(); time.Since(start) < 20*time.Second; time.Sleep(50 * time.Millisecond) {
		left = nil
		for _, pid := range d.Processes() {
			if name := window.Name(pid); !ofTheTest(name) {
				left = append(left, name)
			}
		}
		if len(left) == 0 {
			return
		}
	}
	d.t.Errorf("left behind: %s", strings.Join(left, ", "))
}

// ofTheTest: what the session bus and the driver start is not the program's.
func ofTheTest(name string) bool {
	return slices.ContainsFunc([]string{"WebKitWebDriver", "at-spi", "dbus-daemon", "gone"}, func(part string) bool {
		return strings.Contains(name, part)
	})
}

// clean fails the test if a text tells a secret or a fault.
func (d *fixture) clean(what, text string) {
	d.t.Helper()
	for _, wrong := range []string{secret, "panic:", "goroutine ", "CRITICAL"} {
		if strings.Contains(text, wrong) {
			d.t.Errorf("%s holds %q:\n%s", what, wrong, text)
		}
	}
}

// logs are all log files in the data folder.
func (d *fixture) logs() string {
	d.t.Helper()
	files, err := filepath.Glob(filepath.Join(d.data, "profiles", "*", "logs", "*"))
	d.must(err)
	var all strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		d.must(err)
		all.Write(text)
	}
	return all.String()
}

// secret is the client secret of the organizations here.
const secret = "window0secret0window0secret000"

// newOrgServer serves an organization that waits as long as the test wants before
// it answers.
func newOrgServer(t testing.TB) (*orgserver.Server, string) {
	t.Helper()
	s := orgserver.New(orgserver.Options{ClientSecret: secret})
	url, stop := s.Start()
	t.Cleanup(stop)
	s.AddOwner("owner@example.test", "")
	return s, url
}

// company writes a directory as a file: people in one team.
func company(t testing.TB, people int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "company.json")
	hire(t, path, people)
	return path
}

// hire makes a company one of so many people.
func hire(t testing.TB, path string, people int) {
	t.Helper()
	type entry map[string]any
	users, members := []entry{}, []string{}
	for i := range people {
		id := fmt.Sprintf("u%04d", i)
		users = append(users, entry{"id": id, "email": fmt.Sprintf("person%04d@example.test", i), "name": fmt.Sprintf("Pérson No %d", i)})
		members = append(members, id)
	}
	groups := []entry{{"id": "t1", "name": "Engineering", "members": members}}
	text, err := json.Marshal(entry{"users": users, "groups": groups})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}
