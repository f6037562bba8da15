package app_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
)

// The home folder is the process's, so that this test is not parallel.
func TestDataFolderIsTheNearestThatIsNamed(t *testing.T) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		t.Skip("the folder of the system has another name there")
	}
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", "")
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	const ours, theirsCLI, theirs = "BWDC_DATA_DIR", "BITWARDENCLI_CONNECTOR_APPDATA_DIR", "BITWARDEN_CONNECTOR_APPDATA_DIR"
	for name, c := range map[string]struct {
		flag string
		env  map[string]string
		want string
	}{
		"the flag wins":              {"/flag", map[string]string{ours: "/ours", theirsCLI: "/cli"}, "/flag"},
		"then our variable":          {"", map[string]string{ours: "/ours", theirsCLI: "/cli", theirs: "/app"}, "/ours"},
		"then the command line's":    {"", map[string]string{theirsCLI: "/cli", theirs: "/app"}, "/cli"},
		"then the window's":          {"", map[string]string{theirs: "/app"}, "/app"},
		"a relative one is absolute": {"sub/folder", nil, filepath.Join(here, "sub", "folder")},
		"without quotes":             {`"/the flag"`, nil, "/the flag"},
		"without the end of quotes":  {`/flag"`, nil, "/flag"},
		"else the system's":          {"", nil, filepath.Join(home, ".config", "Directory Connector")},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := app.DataDir(c.flag, func(name string) string { return c.env[name] })
			if err != nil || got != c.want {
				t.Errorf("got %q, %v, want %q", got, err, c.want)
			}
		})
	}

	t.Run("without HOME the user database knows", func(t *testing.T) {
		t.Setenv("HOME", "")
		got, err := app.DataDir("", func(string) string { return "" })
		switch {
		case err != nil && !strings.Contains(directory.HintOf(err), "BWDC_DATA_DIR"):
			t.Errorf("the error does not say what to do: %v", err)
		case err == nil && !strings.HasSuffix(got, filepath.Join(".config", "Directory Connector")):
			t.Errorf("got %q", got)
		}
	})
	t.Run("XDG_CONFIG_HOME", func(t *testing.T) {
		t.Setenv("XDG_CONFIG_HOME", "/xdg")
		if got, err := app.DataDir("", func(string) string { return "" }); err != nil || got != "/xdg/Directory Connector" {
			t.Errorf("got %q, %v", got, err)
		}
	})
}

func TestDataFolderThatCannotBe(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := app.Open(app.Options{DataDir: file, Getenv: func(string) string { return "" }})
	fails(t, err, app.CodeFailed, "list profiles", "--data-dir")
}

func TestADataFolderThatCantBeWrittenIsToldAtTheStart(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	o := app.Options{DataDir: filepath.Join(folder, "new", "data")}
	if err := app.MakeDataDir(o); err != nil {
		t.Fatal(err)
	}
	if entries, err := os.ReadDir(filepath.Join(o.DataDir, "profiles", "default")); err != nil || len(entries) != 0 {
		t.Errorf("the folder of the profile: %v, %v", entries, err)
	}
	if err := os.WriteFile(filepath.Join(folder, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	impossible := []string{filepath.Join(folder, "file", "data")}
	if runtime.GOOS == "linux" {
		impossible = append(impossible, "/proc/none/x")
	}
	for _, dir := range impossible {
		err := app.MakeDataDir(app.Options{DataDir: dir})
		if err == nil || errors.Is(err, app.ErrUnwritable) || !strings.Contains(err.Error(), dir) || !strings.Contains(directory.HintOf(err), "--data-dir") {
			t.Errorf("%s: %v (%s)", dir, err, directory.HintOf(err))
		}
	}
}
