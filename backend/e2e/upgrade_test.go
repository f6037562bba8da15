package e2e

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/proxytest"
	"directoryconnector/backend/organization"
)

// recordedDir is where the program that made testdata/data-1.0.tar.gz ran. Its
// database names that path, so that it is replaced by one of the same length.
const recordedDir = "/tmp/bwdc-fixture-000000000000"

// TestDataFolderOfVersion1 opens a data folder as version 1.0 left it after two
// syncs: settings, log-in, secrets, history and what the organization accepted
// are there, nobody is sent as new or removed, and what is set otherwise in new
// profiles stays as it was.
func TestDataFolderOfVersion1(t *testing.T) {
	t.Parallel()
	server := orgserver.New(orgserver.Options{})
	base, stop := server.Start()
	t.Cleanup(stop)
	for id, email := range map[string]string{"1": "ada@example.com", "2": "bob@example.com", "3": "cyd@example.com"} {
		server.AddUser(email, id)
	}
	server.AddGroup("Engineering", "g-eng", "1", "3")
	server.AddGroup("Everybody", "g-all", "1", "2", "3")
	before := server.Members()
	address, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	p := newProfile(t)
	p.dir = filepath.Join(recorded(t, "data-1.0.tar.gz"), "data")
	p.env["BWDC_NETWORK_PROXY"] = proxytest.Start(t, proxytest.Options{To: address.Host}).URL

	for key, want := range map[string]string{
		"sync.interval": "30", "server.url": "http://bitwarden.test", "sync.inviteDisabled": "true", "sync.removedByHand": "invite", "sync.leavers": "remove",
	} {
		if got := strings.TrimSpace(p.ok("config", "get", key).stdout); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	runs := strings.Split(strings.TrimSpace(p.ok("history", "--csv").stdout), "\n")
	if len(runs) != 3 { // and the head
		t.Errorf("history:\n%s", strings.Join(runs, "\n"))
	}
	if text := p.ok("history", "20261129T142845.676").stdout; !strings.Contains(text, "dee@example.com (4): no longer in the directory or the filter") || !strings.Contains(text, "1 member less") {
		t.Errorf("the history says:\n%s", text)
	}
	// That version did not name who left a group, but who was removed.
	if text := p.ok("history", "--who", "dee@example.com").stdout; !strings.Contains(text, "external id  4") || !strings.Contains(text, "invited as dee@example.com") || !strings.Contains(text, "removed from the organization: no longer in the directory or the filter") {
		t.Errorf("the story of somebody who left:\n%s", text)
	}

	p.ok("sync") // no question: this is no first sync
	run := p.lastRun()
	if run.Result != organization.ResultDone || len(run.Changes) != 0 || len(run.Drift) != 0 {
		t.Errorf("the sync did %+v, drift %+v", run.Changes, run.Drift)
	}
	if diff := cmp.Diff(before, server.Members()); diff != "" {
		t.Errorf("members (-before +after):\n%s", diff)
	}
	state := p.state()
	if len(state.Members) != 3 || len(state.Groups) != 2 || state.Members["3"].Email != "cyd@example.com" {
		t.Errorf("acknowledged: %+v", state.Members)
	}
}

// recorded unpacks a data folder that an earlier version recorded, into a
// folder of its own, and returns that.
func recorded(t *testing.T, name string) string {
	t.Helper()
	dir := ""
	for {
		dir = fmt.Sprintf("%s%012d", strings.TrimSuffix(recordedDir, "000000000000"), rand.Int64N(1e12))
		err := os.Mkdir(dir, 0o700)
		if err == nil {
			break
		}
		if !errors.Is(err, os.ErrExist) {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	packed, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	for archive := tar.NewReader(plain); ; {
		head, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return dir
		}
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, filepath.FromSlash(head.Name))
		if head.FileInfo().IsDir() {
			if err := os.MkdirAll(path, 0o700); err != nil {
				t.Fatal(err)
			}
			continue
		}
		content, err := io.ReadAll(archive)
		if err != nil {
			t.Fatal(err)
		}
		content = bytes.ReplaceAll(content, []byte(recordedDir), []byte(dir))
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
