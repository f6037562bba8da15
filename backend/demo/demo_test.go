package demo_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"

	"directoryconnector/backend/demo"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/sources"
)

// The folder for temporary files is the process's, so that the tests of this
// package are not parallel.
func tempDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir)
	t.Setenv("HOME", dir)
	return dir
}

func empty(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 0 {
		t.Errorf("the demo leaves %v, %v", left, err)
	}
}

// The story, line by line; what differs from run to run is masked.
const story = `
The company
    300 people, 16 groups, some of them nested: Everybody > Engineering > Platform
  $ bwdc config directory file
  $ bwdc config server.url http://ADDRESS
  $ bwdc config server.organizationName "Example Ltd"
Log in
  $ bwdc login organization.b5a8e7f0-6d1c-4a3e-9f52-0c1d2e3f4a5b ********
  ✓ organization b5a8e7f0-6d1c-4a3e-9f52-0c1d2e3f4a5b at http://ADDRESS/api
Test
  $ bwdc test
  ✓ 295 users to be members, 4 disabled, 1 deleted, 15 groups
    group Everybody    295 members, through all levels
  ! user ada.abbott@example.com (1301) was left out: email ada.abbott@example.com is used by 2 entries
(g-aurora) was left out: its name has 109 characters, the server takes 100
  ! a sync would ask first: this is the first sync into this organization: 294 new members would be invited
First sync
  $ bwdc sync --yes
  ✓ 3 requests: 294 users added, 1 user changed, 15 groups added, 4 entries left out
    ~ user  barbara.abbott@example.com       existing member, external id set
    the organization now has 296 members and 15 groups
A day later
  ✓ 3 requests: 2 users added, 1 user revoked, 7 groups changed, 2 entries left out
    - user  alan.costa@example.com           access revoked: no longer in the directory or the filter
    + user  joan.clarke@example.com
    ~ group Finance                          1 member more
Nothing new
  ✓ 0 requests: nothing differs, so nothing was sent
By hand
  ✓ 2 requests: 1 user restored, 1 group added, 2 groups changed, 2 entries left out
  ! hedy.bauer@example.com was removed from the organization by hand and stays out until bwdc sync --reinvite hedy.bauer@example.com
  ! group "Legal" was deleted by hand and is made anew
    + user  alan.costa@example.com           access restored: back in the directory
    + group Legal
Approved
  $ bwdc plan -o change.json
    Access revoked (1)
      - olga.fischer@example.com (1116): no longer in the directory or the filter
      ~ Legal (g-legal): 1 member more
          + annie.easley@example.com (1501)
    1 person loses access, 1 person gets access, 2 groups change, 2 memberships come.
  $ bwdc apply change.json
  ✗ the plan no longer holds, so nothing was sent: 3 changes are not as planned
      not in the plan: invite user mary.kenneth@example.com (1502)
  $ bwdc plan -o change.json
  $ bwdc apply change.json
  ✓ 3 requests: 2 users added, 1 user revoked, 3 groups changed, 2 entries left out
Swapped names
  ✓ 2 requests: 2 users added, 2 groups added
  ✓ 0 requests
    kim.lee@example.com    is uid=robin,dc=example,dc=com in the directory now, and in the group Board still
    robin.roy@example.com  is uid=kim,dc=example,dc=com in the directory now, and in the group Interns still
A mistake
  ✗ stopped, nothing was sent: 199 members would lose access (revoked, not removed), and sync.maxRemovals allows 29 in 24 hours (2 used up already)
    hint: If this is meant, allow exactly this once: bwdc sync --allow-removals 199
    the organization still has 299 members
Explained
  $ bwdc explain joan.clarke@example.com
    joan.clarke@example.com is to be a member of the organization
      ✓ organization  is the member joan.clarke@example.com
    Groups (5)
      On-call > Incident response > Security
      nothing
joined group "On-call"
That was it
folder, server and organization of this demo are gone again.
`

func TestDemoTellsItsStoryAndLeavesNothing(t *testing.T) {
	dir := tempDir(t)
	// Whatever is set outside is none of its business.
	t.Setenv("BWDC_DIRECTORY", "okta")
	t.Setenv("BW_CLIENTID", "nonsense")
	var out bytes.Buffer
	if err := demo.Run(t.Context(), demo.Options{Out: &out, Sources: sources.Open, Version: "1.0.0"}); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	empty(t, dir)
	rest := regexp.MustCompile(`127\.0\.0\.1:\d+`).ReplaceAllString(out.String(), "ADDRESS")
	for line := range strings.SplitSeq(strings.TrimSpace(story), "\n") {
		_, after, found := strings.Cut(rest, line)
		if !found {
			t.Fatalf("%q is missing, or not in its place, in:\n%s", line, out.String())
		}
		rest = after
	}
	for _, no := range []string{orgserver.DefaultClientSecret, "\x1b", "%!"} {
		if strings.Contains(out.String(), no) {
			t.Errorf("%q is in:\n%s", no, out.String())
		}
	}
	for line := range strings.SplitSeq(out.String(), "\n") {
		if n := len([]rune(line)); n > 160 {
			t.Errorf("a line of %d characters: %s", n, line)
		}
	}
}

func TestDemoInColour(t *testing.T) {
	tempDir(t)
	var out bytes.Buffer
	if err := demo.Run(t.Context(), demo.Options{Out: &out, Sources: sources.Open, Version: "1.0.0", Color: true}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "\x1b[32m✓\x1b[0m") {
		t.Errorf("no colours:\n%s", out.String())
	}
}

// cutter cancels when it has seen a text, as a person does at some moment.
type cutter struct {
	bytes.Buffer
	at     string
	cancel context.CancelFunc
}

func (c *cutter) Write(p []byte) (int, error) {
	if strings.Contains(string(p), c.at) {
		c.cancel()
	}
	return c.Buffer.Write(p)
}

func TestDemoThatIsCancelledLeavesNothing(t *testing.T) {
	for _, at := range []string{"The company", "bwdc login", "bwdc test", "bwdc sync --yes", "A day later", "By hand", "Swapped names", "A mistake", "Explained"} {
		t.Run(at, func(t *testing.T) {
			dir := tempDir(t)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			out := &cutter{at: at, cancel: cancel}
			err := demo.Run(ctx, demo.Options{Out: out, Sources: sources.Open, Version: "1.0.0"})
			if !errors.Is(err, context.Canceled) {
				t.Errorf("got %v\n%s", err, out.String())
			}
			empty(t, dir)
		})
	}
}
