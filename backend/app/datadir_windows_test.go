package app_test

import (
	"strings"
	"testing"

	"directoryconnector/backend/app"
)

func nothing(string) string { return "" }

// The variable is the process's, so that this test is not parallel.
func TestDataFolderWithoutAppData(t *testing.T) {
	want, err := app.DataDir("", nothing)
	if err != nil || !strings.HasSuffix(want, `\AppData\Roaming\Directory Connector`) {
		t.Fatalf("got %q, %v", want, err)
	}
	t.Setenv("APPDATA", "")
	if got, err := app.DataDir("", nothing); got != want || err != nil {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
}

// TestDataFolderThatIsNotThere looks like a new one, were it not said.
func TestDataFolderThatIsNotThere(t *testing.T) {
	t.Parallel()
	for dir, want := range map[string]string{`Q:\data`: "There is no drive Q: for this account.", `\\no-such-server\share\data`: `The share \\no-such-server\share can't be reached.`} {
		_, err := app.Open(app.Options{DataDir: dir, Getenv: nothing})
		if p := app.Describe(err); !strings.HasPrefix(p.Hint, want) || !strings.Contains(p.Message, dir) {
			t.Errorf("%s: %+v, want %q", dir, p, want)
		}
	}
}

// TestDataFolderWithASpaceAtItsEnd: "set BWDC_DATA_DIR=C:\data && bwdc" makes one,
// which Windows does not take for part of a name.
func TestDataFolderWithASpaceAtItsEnd(t *testing.T) {
	t.Parallel()
	if got, err := app.DataDir("", func(name string) string { return map[string]string{"BWDC_DATA_DIR": `C:\data `}[name] }); got != `C:\data` || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}
