package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

// Two profiles with directories of their own feed one organization.
func TestTwoProfilesFindTheSamePerson(t *testing.T) {
	t.Parallel()
	f := newFixture(t, orgserver.Options{Vaultwarden: true, VaultwardenGroups: true})
	write := func(name, text string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	csv := func(rows ...string) string { return "id,email\n" + strings.Join(rows, "\n") + "\n" }
	one, two := f.ready("one"), f.ready("two")
	set(t, one, "file.path", write("one.csv", csv("1,p1@example.com", "2,p2@example.com")))
	path := write("two.csv", csv("x1,p1@example.com", "x2,p3@example.com"))
	set(t, two, "file.path", path)
	says := func(run *organization.Run, words ...string) {
		t.Helper()
		for _, w := range run.Warnings {
			all := true
			for _, word := range words {
				all = all && strings.Contains(w.Text, word)
			}
			if all && w.Code == "other-profile" {
				return
			}
		}
		t.Errorf("no warning with %q: %v", words, run.Warnings)
	}
	syncs(t, one)
	says(syncs(t, two), "p1@example.com", `profile "one"`, "as 1")
	says(syncs(t, one), "p1@example.com", `profile "two"`, "x1")
	if err := os.WriteFile(path, []byte(csv("x2,p3@example.com")), 0o600); err != nil {
		t.Fatal(err)
	}
	syncs(t, two)
	for _, m := range f.server.Members() {
		if m.Email == "p1@example.com" && (m.ExternalID != "1" || m.Status == organization.StatusRevoked) {
			t.Errorf("got %+v", m)
		}
	}
	// A profile whose database is damaged is told.
	if err := os.WriteFile(two.DataFile(), []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	says(syncs(t, one), `profile "two"`, "can't be read")
}
