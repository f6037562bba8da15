//go:build linux

package window_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"directoryconnector/backend/internal/orgserver"
)

// buildCommand builds bwdc for one test.
func buildCommand(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bwdc")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-o", path, "./cmd/bwdc")
	cmd.Dir, cmd.Env = filepath.Join("..", "..", ".."), append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build bwdc: %v\n%s", err, out)
	}
	return path
}

// A shell runs bwdc on the data folder of a fixture.
type shell struct {
	*fixture
	bwdc string
}

func (s shell) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, s.bwdc, args...)
	cmd.Env = append(s.Environ(), "BWDC_DATA_DIR="+s.data)
	return cmd
}

// runs runs bwdc to its end, which must be good.
func (s shell) runs(args ...string) string {
	s.t.Helper()
	out, err := s.command(s.ctx, args...).CombinedOutput()
	if err != nil {
		s.t.Errorf("bwdc %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// people replaces the company in a file: that many people.
func people(t testing.TB, path string, n int) {
	t.Helper()
	text, err := os.ReadFile(company(t, n))
	if err == nil {
		err = os.WriteFile(path+".new", text, 0o600)
	}
	if err == nil {
		err = os.Rename(path+".new", path)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A counter stands before an organization and counts who is inside.
type counter struct {
	*orgserver.Server
	// inside are the imports at work, most how many ever were.
	mu           sync.Mutex
	inside, most int
}

func newCounter(t testing.TB) (*counter, string) {
	t.Helper()
	k := &counter{Server: orgserver.New(orgserver.Options{ClientSecret: secret})}
	k.AddOwner("owner@example.test", "")
	server := httptest.NewServer(k)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
		k.Wait()
	})
	return k, server.URL
}

// ServeHTTP implements http.Handler. An import takes a while, so that another
// one could meet it.
func (k *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/organization/import") {
		k.count(1)
		defer k.count(-1)
		time.Sleep(200 * time.Millisecond)
	}
	k.Server.ServeHTTP(w, r)
}

func (k *counter) count(n int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.inside += n
	k.most = max(k.most, k.inside)
}

func (k *counter) mostInside() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.most
}

// TestWindowServiceAndCommands on one data folder: no setting is lost, nothing
// is damaged, one sync runs at a time, and the window shows what the others do.
func TestWindowServiceAndCommands(t *testing.T) {
	d := newFixture(t)
	org, url := newCounter(t)
	file := company(t, 3)
	sh := shell{d, buildCommand(t)}
	p := d.open()
	p.setUp(url, org.Server, file)
	p.call("bridge.Bridge.Sync", nil, map[string]any{"allowFirst": 3})
	p.until("the first sync is over", func(s state) bool { return s.LastUsers != "" })

	ctx, stop := context.WithCancel(d.ctx)
	defer stop()
	service := sh.command(ctx, "run")
	service.Cancel = func() error { return service.Process.Signal(syscall.SIGTERM) }
	d.must(service.Start())
	p.until("the window shows the service", func(s state) bool { return s.Automatic != nil && s.Automatic.State == "waiting" })

	// The window, a shell and the service at once.
	var hands sync.WaitGroup
	hands.Go(func() {
		for n := range 8 {
			sh.runs("config", "sync.maxAdditions", fmt.Sprint(6000+n))
			sh.runs("config", "ldap.hostname", fmt.Sprintf("dc%d.example.test", n))
		}
	})
	hands.Go(func() {
		for n := range 4 {
			people(t, file, 10+n)
			// Who comes while another one syncs is told so, and nothing else.
			cmd := sh.command(d.ctx, "sync")
			if out, err := cmd.CombinedOutput(); err != nil && cmd.ProcessState.ExitCode() != 11 {
				t.Errorf("bwdc sync: %v\n%s", err, out)
			}
		}
	})
	for n := range 12 {
		p.call("bridge.Bridge.SaveSettings", nil, map[string]any{"set": map[string]string{"sync.maxRemovals": fmt.Sprint(7000 + n)}})
		if err := p.Call(d.ctx, "bridge.Bridge.Sync", nil, map[string]any{}); err != nil && !strings.Contains(err.Error(), "runs") {
			t.Errorf("Sync Now: %v", err)
		}
	}
	hands.Wait()
	idle := func(s state) bool {
		return !slices.ContainsFunc(s.Jobs, func(j struct{ Kind, State string }) bool { return j.State == "running" })
	}
	p.until("all syncs are over", idle)
	sh.runs("sync")

	exported := sh.runs("config", "export", "--format", "json")
	for _, want := range []string{"6007", "dc7.example.test", "7011", file} {
		if !strings.Contains(exported, want) {
			t.Errorf("the setting %s is lost:\n%s", want, exported)
		}
	}
	if got := members(org.Server); len(got) != 13 {
		t.Errorf("%d members: %v", len(got), got)
	}
	if n := org.mostInside(); n != 1 {
		t.Errorf("%d imports were at work at once", n)
	}
	sh.runs("config", "validate")
	type run struct{ Result string }
	var history struct{ Data []run }
	d.must(json.Unmarshal([]byte(sh.runs("history", "--limit", "100", "--json")), &history))
	if len(history.Data) < 3 || slices.ContainsFunc(history.Data, func(r run) bool { return r.Result != "done" }) {
		t.Errorf("the history has %+v", history)
	}
	d.must(p.Eval(d.ctx, `location.hash = "#dashboard"`, nil))
	p.says("13 members")

	stop()
	if err := service.Wait(); err != nil && service.ProcessState.ExitCode() != 0 {
		t.Errorf("the service ended with %v", err)
	}
	p.until("the service is over", func(s state) bool { return s.Automatic != nil && s.Automatic.State == "stopped" })
	d.terminate()
	d.ends(p)
}
