package cli_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"directoryconnector/backend/internal/filelock"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/needs"
)

// eventually waits until something is so, longer than anything takes here.
func eventually(ts *testscript.TestScript, limit time.Duration, what string, so func() bool) {
	for deadline := time.Now().Add(limit); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if so() {
			return
		}
	}
	ts.Fatalf("not within %s: %s", limit, what)
}

const soon = time.Minute

// waitForCmd waits until something is so:
//
//	waitfor call ROUTE     the organization works on such a request
//	waitfor lock           somebody syncs the default profile
//	waitfor state STATE    the automatic sync says so
func waitForCmd(ts *testscript.TestScript, neg bool, args []string) {
	switch {
	case !neg && len(args) == 2 && args[0] == "call":
		eventually(ts, soon, "a call to "+args[1], func() bool {
			calls := server(ts).CallsTo(orgserver.Route(args[1]))
			return len(calls) > 0 && calls[len(calls)-1].Status == 0
		})
	case !neg && len(args) == 1 && args[0] == "lock":
		path := filepath.Join(ts.Getenv("BWDC_DATA_DIR"), "profiles", "default", "sync.lock")
		eventually(ts, soon, "the lock is held", func() bool {
			info, err := filelock.Holder(path)
			return err == nil && info != nil && info.PID != 0
		})
	case !neg && len(args) == 2 && args[0] == "state":
		eventually(ts, soon, "state "+args[1], func() bool { return automatic(ts).State == args[1] })
	default:
		ts.Fatalf("usage: waitfor call ROUTE | lock | state STATE")
	}
}

type automaticStatus struct {
	PID   int    `json:"pid"`
	State string `json:"state"`
}

// automatic asks the program how the automatic sync is.
func automatic(ts *testscript.TestScript) automaticStatus {
	var status struct {
		Automatic automaticStatus `json:"automatic"`
	}
	ts.Check(ts.Exec("bwdc", "status", "--json"))
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &status))
	return status.Automatic
}

// terminateCmd sends a signal to the automatic sync, which must end in time:
// terminate SIGTERM 5s.
func terminateCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: terminate signal time")
	}
	limit, err := time.ParseDuration(args[1])
	ts.Check(err)
	pid := automatic(ts).PID
	ts.Check(terminate(pid, args[0]))
	eventually(ts, limit, "the process has ended", func() bool { return !needs.Alive(pid) })
}

// scrapeCmd asks the automatic sync as a program that watches does, and shows
// the answer: scrape PATH STATUS. It leaves the address in $WATCHED.
func scrapeCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: scrape path status")
	}
	log, err := os.ReadFile(filepath.Join(ts.Getenv("BWDC_DATA_DIR"), "profiles", "default", "logs", "bwdc.log"))
	ts.Check(err)
	found := regexp.MustCompile(`"answering programs that watch","address":"([^"]+)"`).FindAllSubmatch(log, -1)
	if len(found) == 0 {
		ts.Fatalf("the log names no address:\n%s", log)
	}
	address := string(found[len(found)-1][1])
	ts.Setenv("WATCHED", address)
	response, err := http.Get("http://" + address + args[0])
	ts.Check(err)
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	ts.Check(err)
	fmt.Fprintf(ts.Stdout(), "%s", body)
	if got := strconv.Itoa(response.StatusCode); got != args[1] {
		ts.Fatalf("GET %s: HTTP %s, want %s", args[0], got, args[1])
	}
}
