package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/internal/orgserver"
)

// opened is the address that bwdc serve prints.
var opened = regexp.MustCompile(`(https?://[^/\s]+)(/open\?token=[A-Za-z0-9_-]{43})`)

// A visitor is a browser on the pages of bwdc serve.
type visitor struct {
	t      testing.TB
	client *http.Client
	base   string
	cookie *http.Cookie
}

// visit opens the n-th address that a process prints.
func visit(t testing.TB, c *child, n int) *visitor {
	t.Helper()
	var found [][]string
	eventually(t, "an address", patience, func() bool {
		found = opened.FindAllStringSubmatch(c.stdout.String(), -1)
		return len(found) >= n
	})
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	v := &visitor{t: t, base: found[n-1][1], client: &http.Client{
		Transport: transport, Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	if status, text := v.do(http.MethodGet, found[n-1][2], nil); status != http.StatusSeeOther {
		t.Fatalf("open: %d %s", status, text)
	}
	return v
}

func (v *visitor) do(method, path string, body any) (int, string) {
	v.t.Helper()
	var text []byte
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			v.t.Fatal(err)
		}
	}
	req, err := http.NewRequest(method, v.base+path, bytes.NewReader(text))
	if err != nil {
		v.t.Fatal(err)
	}
	req.Header.Set("Origin", v.base)
	req.Header.Set("Content-Type", "application/json")
	if v.cookie != nil {
		req.AddCookie(v.cookie)
	}
	resp, err := v.client.Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	for _, c := range resp.Cookies() {
		v.cookie = c
	}
	return resp.StatusCode, string(answer)
}

// call calls a method, which must work.
func (v *visitor) call(method string, body any) string {
	v.t.Helper()
	status, text := v.do(http.MethodPost, "/api/call/"+method, body)
	if status != http.StatusOK {
		v.t.Fatalf("%s: %d %s", method, status, text)
	}
	return text
}

// rests tells whether no job runs.
func (v *visitor) rests() bool {
	v.t.Helper()
	var state struct {
		Jobs []struct{ State string }
	}
	if err := json.Unmarshal([]byte(v.call("State", nil)), &state); err != nil {
		v.t.Fatal(err)
	}
	for _, job := range state.Jobs {
		if job.State == "running" {
			return false
		}
	}
	return true
}

// TestServeFromBeginningToEnd: log in, set up, sync and start the automatic
// sync in the pages, use the command line beside them, see a second program
// refused, let a second browser in, and stop in the middle of a request.
func TestServeFromBeginningToEnd(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("one process can't send another SIGTERM")
	}
	company := smallCompany()
	d := newInstallation(t, orgserver.Options{SelfHosted: true}, company, nil)
	d.ok("logout")
	c := d.start("serve", "--listen", "127.0.0.1:0")
	v := visit(t, c, 1)
	v.call("Login", map[string]string{"clientId": d.org.ClientID(), "clientSecret": d.org.ClientSecret()})
	v.call("SaveSettings", map[string]any{"set": map[string]string{"sync.interval": "30"}})
	d.ok("config", "sync.interval").says("30")
	v.call("Sync", map[string]int{"allowFirst": len(company.people)})
	eventually(t, "the end of the sync", patience, v.rests)
	d.org.holds(t, company)
	v.call("StartAutomatic", nil)
	eventually(t, "the first automatic run", patience, func() bool { return strings.Contains(v.call("State", nil), `"waiting"`) })
	d.ok("status").says("waiting")

	d.exits(1, "serve", "--listen", strings.TrimPrefix(v.base, "http://")).says("is in use, perhaps by another bwdc serve")
	if a := d.startProgram("/bin/kill", "-USR1", strconv.Itoa(c.cmd.Process.Pid)).wait(patience); a.code != 0 {
		t.Fatal(a.report("no signal"))
	}
	visit(t, c, 2).call("History", map[string]any{})

	// The server sits on an import.
	day := company.clone()
	day.people["new"] = person{email: "new@example.test", id: "new"}
	d.now(day)
	d.org.Fail(orgserver.RouteImport, 5, orgserver.Fault{Delay: 15 * time.Second})
	d.org.ResetCalls()
	v.call("Sync", map[string]int{})
	eventually(t, "an import", patience, func() bool { return len(d.org.CallsTo(orgserver.RouteImport)) > 0 })
	c.terminate()
	a := c.wait(2 * promptly)
	if a.code != 0 || a.killed {
		t.Errorf("%s", a.report("did not end in order"))
	}
	a.saysNot(d.org.ClientSecret())
	if strings.Contains(a.stderr, "token=") {
		t.Errorf("%s", a.report("logs a token"))
	}
	d.ok("status").says("automatic sync       off")
}
