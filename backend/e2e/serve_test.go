package e2e

import (
	"encoding/json"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/web/webtest"
)

// A visitor is a browser on the pages of bwdc serve.
type visitor struct {
	*webtest.Visitor
	t testing.TB
}

// visit opens the n-th address that a process prints.
func visit(t testing.TB, c *child, n int) *visitor {
	t.Helper()
	var found [][]string
	eventually(t, "an address", patience, func() bool {
		found = webtest.Address.FindAllStringSubmatch(c.stdout.String(), -1)
		return len(found) >= n
	})
	return &visitor{webtest.Visit(t, found[n-1][1], found[n-1][2], nil), t}
}

// rests tells whether no job runs.
func (v *visitor) rests() bool {
	v.t.Helper()
	var state struct {
		Jobs []struct{ State string }
	}
	if err := json.Unmarshal([]byte(v.Call("State", nil)), &state); err != nil {
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
	v.Call("Login", map[string]string{"clientId": d.org.ClientID(), "clientSecret": d.org.ClientSecret()})
	v.Call("SaveSettings", map[string]any{"set": map[string]string{"sync.interval": "30"}})
	d.ok("config", "sync.interval").says("30")
	v.Call("Sync", map[string]int{"allowFirst": len(company.people)})
	eventually(t, "the end of the sync", patience, v.rests)
	d.org.holds(t, company)
	v.Call("StartAutomatic", nil)
	eventually(t, "the first automatic run", patience, func() bool { return strings.Contains(v.Call("State", nil), `"waiting"`) })
	d.ok("status").says("waiting")

	d.exits(1, "serve", "--listen", strings.TrimPrefix(v.Base, "http://")).says("is in use, perhaps by another bwdc serve")
	if a := d.startProgram("/bin/kill", "-USR1", strconv.Itoa(c.cmd.Process.Pid)).wait(patience); a.code != 0 {
		t.Fatal(a.report("no signal"))
	}
	visit(t, c, 2).Call("History", map[string]any{})

	// The server sits on an import.
	day := company.clone()
	day.people["new"] = person{email: "new@example.test", id: "new"}
	d.now(day)
	d.org.Fail(orgserver.RouteImport, 5, orgserver.Fault{Delay: 15 * time.Second})
	d.org.ResetCalls()
	v.Call("Sync", map[string]int{})
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
