package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/internal/orgserver"
)

// TestTheFilePageShowsWhatIsPrinted: what docs/directories/file.md says that
// bwdc answers is what it answers.
func TestTheFilePageShowsWhatIsPrinted(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "directories", "file.md"))
	if err != nil {
		t.Fatal(err)
	}
	p := newProfile(t)
	path := filepath.Join(t.TempDir(), "people.csv")
	write(t, path, "userPrincipalName,displayName,mail,objectId,accountEnabled,groups\n"+
		"ada@example.com,Ada,ada@example.com,1111,True,Engineering|Everybody\n"+
		"bob@example.com,Bob,bob@example.com,2222,False,Everybody\n")
	written := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	if err := os.Chtimes(path, written, written); err != nil {
		t.Fatal(err)
	}
	p.replaceSettings(settings{"directory": "file", "file.path": path})
	check, _, _ := strings.Cut(p.ok("check").stdout, "\nOrganization")
	printed := "$ bwdc check\n" + strings.ReplaceAll(strings.TrimSpace(check), path, "/srv/hr/people.csv") + "\n```\n"
	if !strings.Contains(string(text), printed) {
		t.Errorf("the page does not show\n%s", printed)
	}
}

// An export that ends in its last cell has as many columns as a whole one: who
// is in Everybody would be in a new group Ever.
func TestAFileCutOffInItsLastCellChangesNothing(t *testing.T) {
	t.Parallel()
	s, p := newOrgServer(t, orgserver.Options{}), newProfile(t)
	path := filepath.Join(t.TempDir(), "people.csv")
	const whole = "id,email,groups\n1,ada@example.com,Eng|Everybody\n2,bob@example.com,Eng|Everybody\n"
	write(t, path, whole)
	p.configure(s, settings{"directory": "file", "file.path": path})
	p.ok("sync", "--yes")
	before := s.Groups()
	write(t, path, strings.TrimSuffix(whole, "ybody\n"))
	for _, args := range [][]string{{"test"}, {"sync"}, {"sync", "--full"}} {
		got := p.exits(1, args...)
		if !strings.Contains(got.stderr, "line 3: the file ends without a line end") || !strings.Contains(got.stderr, "file.openEnd") {
			t.Errorf("%v: %s", args, got.stderr)
		}
	}
	if after := s.Groups(); len(after) != len(before) || len(after) != 2 {
		t.Errorf("groups were %v and are %v", before, after)
	}
}
