package cli_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"directoryconnector/backend/cli"
	"directoryconnector/backend/internal/filelock"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

// update rewrites what the stories and the generated pages expect.
var update = flag.Bool("update", false, "write what was found as what is expected")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"bwdc": bwdc, "holdlock": holdLock})
}

// bwdc is the program, in a process of its own.
func bwdc() {
	ctx, stop := untilTerminated()
	streams := cli.SystemIO()
	if os.Getenv("TEST_TERMINAL") != "" {
		streams.OutTerminal, streams.ErrTerminal = true, true
	}
	code := cli.Main(ctx, cli.Program{Args: os.Args[1:], IO: streams, Getenv: os.Getenv, Environ: os.Environ, Version: "1.2.3", Sources: openSource})
	stop()
	os.Exit(code)
}

// holdLock holds a sync lock until it is ended, as another sync would.
func holdLock() {
	lock, err := filelock.Acquire(os.Args[1], "automatic sync")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("held")
	ctx, stop := untilTerminated()
	<-ctx.Done()
	stop()
	if err := lock.Release(); err != nil {
		os.Exit(1)
	}
}

// serverKey finds the organization of a story.
type serverKey struct{}

func TestStories(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               startOrganization,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"org": orgCmd, "exits": exitsCmd, "mask": maskCmd, "manyusers": manyUsersCmd, "quietnow": quietNowCmd, "scrape": scrapeCmd, "receiver": receiverCmd, "received": receivedCmd,
			"waitfor": waitForCmd, "terminate": terminateCmd,
		},
	})
}

// startOrganization gives each story an organization of its own. Nothing else
// of the machine is seen: no keyring, no configuration, no colours.
func startOrganization(env *testscript.Env) error {
	server := orgserver.New(orgserver.Options{})
	url, stop := server.Start()
	env.Defer(stop)
	env.Values[serverKey{}] = server
	env.Setenv("SERVER", url)
	env.Setenv("CLIENT_ID", server.ClientID())
	env.Setenv("CLIENT_SECRET", server.ClientSecret())
	env.Setenv("ORGANIZATION", server.OrganizationID())
	env.Setenv("BWDC_DATA_DIR", filepath.Join(env.WorkDir, "data"))
	env.Setenv("BWDC_NO_KEYRING", "1")
	env.Setenv("TZ", "UTC")
	return nil
}

func server(ts *testscript.TestScript) *orgserver.Server {
	return ts.Value(serverKey{}).(*orgserver.Server)
}

// orgCmd looks at the organization, or does something to it by hand:
//
//	org members | groups | imports | reset
//	org adduser EMAIL EXTERNALID | addowner EMAIL | fail ROUTE STATUS N | stall ROUTE DELAY | limit SEATS MOST
//	org answer ROUTE FILE (from now on, with the status, headers and body of that JSON) | heal
func orgCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: org what …")
	}
	s := server(ts)
	number := func(text string) int {
		n, err := strconv.Atoi(text)
		ts.Check(err)
		return n
	}
	switch args[0] {
	case "members":
		for _, m := range s.Members() {
			fmt.Fprintf(ts.Stdout(), "%s %s\n", m.Email, m.ExternalID)
		}
	case "groups":
		for _, g := range s.Groups() {
			fmt.Fprintf(ts.Stdout(), "%s %s [%s]\n", g.Name, g.ExternalID, strings.Join(g.MemberExternalIDs, " "))
		}
	case "imports":
		fmt.Fprintln(ts.Stdout(), len(s.Imports()))
	case "reset":
		s.ResetCalls()
	case "adduser":
		s.AddUser(args[1], args[2])
	case "addowner":
		s.AddOwner(args[1], "")
	case "removeuser":
		s.RemoveMember(args[1])
	case "addgroup": // by hand, with access to a collection
		g := s.AddGroup(args[1], "", args[2:]...)
		s.GiveGroup(g.ID, orgserver.Access{ID: s.AddCollection(), Manage: true})
	case "edit": // gives the member with that email a permission and a collection
		vault := s.AddCollection()
		s.EditMember(args[1], func(m *orgserver.Member) {
			m.Role, m.Permissions = organization.RoleCustom, map[string]bool{args[2]: true}
			m.Collections = []orgserver.Access{{ID: vault, HidePasswords: true}}
		})
	case "roles":
		for _, m := range s.Members() {
			fmt.Fprintf(ts.Stdout(), "%s %s: type %d %v, %d collections\n", m.Email, m.ExternalID, m.Role, m.Permissions, len(m.Collections))
		}
	case "access":
		for _, g := range s.Groups() {
			fmt.Fprintf(ts.Stdout(), "%s %s: %d\n", g.Name, g.ExternalID, len(g.Collections))
		}
	case "fail":
		s.Fail(orgserver.Route(args[1]), number(args[3]), orgserver.Fault{Status: number(args[2])})
	case "stall":
		delay, err := time.ParseDuration(args[2])
		ts.Check(err)
		s.Fail(orgserver.Route(args[1]), 1, orgserver.Fault{Delay: delay})
	case "answer":
		var a struct {
			Status  int
			Headers map[string]string
			Body    json.RawMessage
		}
		ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[2])), &a))
		s.Fail(orgserver.Route(args[1]), 1000, orgserver.Fault{Status: a.Status, Body: string(a.Body), ContentType: a.Headers["Content-Type"]})
	case "heal":
		s.ClearFaults()
	case "limit":
		s.SetSubscription(number(args[1]), number(args[2]))
	default:
		ts.Fatalf("org: what is %q", args[0])
	}
}

// exitsCmd runs a command and compares its exit code: exits 2 bwdc snyc.
func exitsCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE command …")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit interface{ ExitCode() int }
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("%s ended with exit code %d, not %d", strings.Join(args[1:], " "), got, want)
	}
}

// maskCmd copies a file (or stdout, stderr) with what differs from run to run
// replaced: mask FROM TO.
func maskCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: mask from to")
	}
	text, work := ts.ReadFile(args[0]), ts.Getenv("WORK")
	for _, r := range []struct{ what, by string }{
		{ts.Getenv("SERVER"), "$SERVER"}, {work, "$WORK"}, {strings.ReplaceAll(work, `\`, `\\`), "$WORK"}, // as JSON
	} {
		text = strings.ReplaceAll(text, r.what, r.by)
	}
	text = storyPath.ReplaceAllStringFunc(text, likeUnix)
	for _, m := range masks() {
		text = m.re.ReplaceAllString(text, m.by)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o600))
}

// manyUsersCmd writes a directory of n users: manyusers FILE N.
func manyUsersCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: manyusers file n")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	lines := []string{"id,email"}
	for i := range n {
		lines = append(lines, fmt.Sprintf("u%04d,user%04d@example.com", i, i))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Join(slices.Concat(lines, []string{""}), "\n")), 0o600))
}

// quietNowCmd makes it quiet from an hour ago for three hours: quietnow.
func quietNowCmd(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 0 {
		ts.Fatalf("usage: quietnow")
	}
	now := time.Now()
	if runtime.GOOS != "windows" { // whose clock does not follow TZ
		now = now.UTC()
	}
	ts.Setenv("BWDC_SYNC_QUIET", now.Add(-time.Hour).Format("15:04")+"-"+now.Add(2*time.Hour).Format("15:04"))
}
