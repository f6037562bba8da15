package file_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/file"
	"directoryconnector/backend/internal/testbed/needs"
)

// TestAFileThatCantBeHad here says why: a spreadsheet has it open, or its drive
// is one that only the person who logged in has.
func TestAFileThatCantBeHad(t *testing.T) {
	t.Parallel()
	held := filepath.Join(t.TempDir(), "people.csv")
	if err := os.WriteFile(held, []byte("id,email\n1,ada@example.com\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	needs.Hold(t, held)
	for path, want := range map[string]string{held: "Another program has the file", `Q:\people.csv`: "There is no drive Q: for this account."} {
		s, err := file.New(file.Config{Settings: config.File{Path: path}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Fetch(t.Context(), nil); !strings.HasPrefix(directory.HintOf(err), want) {
			t.Errorf("%s: %v, hint %q, want %q", path, err, directory.HintOf(err), want)
		}
	}
}
