package datajson_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/datajson"
)

func TestFilesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text, want string
		config     bool
	}{
		"empty":                     {" \n", "line 1, column 1: the file is empty", false},
		"cut off":                   {"{\"stateVersion\":8,\n\"sync\":{", "line 2, column 8: unexpected end", false},
		"a comma missing":           {"{\"stateVersion\":8\n\"sync\":{}}", "line 2, column 1: invalid character", false},
		"two objects":               {`{"stateVersion":8}{}`, "line 1, column 19: invalid character", false},
		"a list":                    {"[1]", "this is not an object", false},
		"a film":                    {strings.Repeat("x", 17<<20), "more than 16 MB", true},
		"something else":            {`{"name":"x"}`, "no stateVersion", true},
		"version 1":                 {`{"organizationId":"x","directoryType":0}`, "too old", true},
		"version 2":                 {`{"global":{"stateVersion":2}}`, "too old", true},
		"version 2, flat":           {`{"stateVersion":2}`, "too old", true},
		"no account":                {`{"global":{"stateVersion":4},"activeUserId":"gone"}`, "the settings of 0 accounts", true},
		"two accounts, none active": {`{"global":{"stateVersion":4},"a":{"directoryConfigurations":{}},"b":{"directoryConfigurations":{}}}`, "the settings of 2 accounts", true},
	} {
		_, err := datajson.Parse(strings.NewReader(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) || directory.HintOf(err) == "" {
			t.Errorf("%s: got %v, want %q with a hint", name, err, c.want)
		}
		if _, syntax := errors.AsType[*datajson.SyntaxError](err); syntax == c.config || errors.Is(err, directory.ErrConfig) != c.config {
			t.Errorf("%s: %T %v", name, err, err)
		}
	}
}

func TestFindLooksInTheDefaultPlaces(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	env := map[string]string{"BITWARDEN_CONNECTOR_APPDATA_DIR": filepath.Join(home, "own"), "APPDATA": filepath.Join(home, "Roaming")}
	for goos, want := range map[string][]string{
		"linux":   {"own", "prog/bitwarden-connector-appdata", ".config/Bitwarden Directory Connector"},
		"darwin":  {"own", "prog/bitwarden-connector-appdata", "Library/Application Support/Bitwarden Directory Connector"},
		"windows": {"own", "prog/bitwarden-connector-appdata", "Roaming/Bitwarden Directory Connector"},
	} {
		dirs := datajson.Places(datajson.Environment{GOOS: goos, Home: home, Program: filepath.Join(home, "prog"), Getenv: func(k string) string { return env[k] }})
		for i := range want {
			want[i] = filepath.Join(home, want[i])
		}
		if diff := cmp.Diff(want, dirs); diff != "" {
			t.Errorf("%s (-want +got):\n%s", goos, diff)
		}
		if _, err := datajson.Find(dirs); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), dirs[2]) {
			t.Errorf("%s: got %v", goos, err)
		}
	}
	dir := filepath.Join(home, ".config", "Bitwarden Directory Connector")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "data.json")
	if err := os.WriteFile(path, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := datajson.Find([]string{home, dir}); err != nil || got != path {
		t.Errorf("found %q, %v", got, err)
	}
}

func FuzzParse(f *testing.F) {
	names, err := filepath.Glob("testdata/*.json")
	if err != nil || len(names) == 0 {
		f.Fatal("no fixtures")
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte(`{"stateVersion":"8","directoryLdap":{"rootPath":"\\","password":1},"sync":{"userPath":",,=","groupPath":"\\"}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		got, err := datajson.Parse(strings.NewReader(string(text)))
		if err != nil {
			return
		}
		settings(t, got)
		for _, item := range append(got.Taken, got.Skipped...) {
			if item.TheirKey == "" && item.OurKey == "" {
				t.Fatalf("an item about nothing: %+v", item)
			}
		}
	})
}
