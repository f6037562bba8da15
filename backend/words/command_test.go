package words_test

import (
	"runtime"
	"testing"

	"directoryconnector/backend/words"
)

func TestCommandsNameTheirPlace(t *testing.T) {
	t.Parallel()
	folder := "'/srv/Directory Connector'"
	if runtime.GOOS == "windows" {
		folder = `"/srv/Directory Connector"`
	}
	other := words.Place{DataDir: "/srv/Directory Connector", Profile: "sales"}
	for text, want := range map[string]string{
		"allow it once: bwdc sync --allow-removals 11": "allow it once: bwdc --data-dir " + folder + " --profile sales sync --allow-removals 11",
		"'bwdc history' and 'bwdc test'":               "'bwdc --data-dir " + folder + " --profile sales history' and 'bwdc --data-dir " + folder + " --profile sales test'",
		"'bwdc profile list' shows the profiles":       "'bwdc --data-dir " + folder + " profile list' shows the profiles",
		"bwdc --profile x sync":                        "bwdc --profile x sync",
		"install a newer bwdc release":                 "install a newer bwdc release",
	} {
		if got := other.In(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
		if got := (words.Place{}).In(text); got != text {
			t.Errorf("%q: where all is as it is: %q", text, got)
		}
	}
	if got := (words.Place{Profile: "sales"}).In("bwdc profile list, bwdc sync"); got != "bwdc profile list, bwdc --profile sales sync" {
		t.Errorf("a profile alone: %q", got)
	}
	if got := other.Command(); got != "bwdc --data-dir "+folder+" --profile sales" {
		t.Errorf("the command: %q", got)
	}
}

// What comes from elsewhere may read like a command, and is not changed.
func TestNamesBesideCommands(t *testing.T) {
	t.Parallel()
	sales := words.Place{Profile: "sales"}
	for text, want := range map[string]string{
		"user bwdc sync x (3) was left out":             "user bwdc sync x (3) was left out",
		"/srv/bwdc config/people.csv: no such file":     "/srv/bwdc config/people.csv: no such file",
		"bwdc service stays, until bwdc sync --yes":     "bwdc service stays, until bwdc --profile sales sync --yes",
		"bwdc sync --reinvite 'bwdc run' lets in again": "bwdc --profile sales sync --reinvite 'bwdc run' lets in again",
		"allow it once: bwdc sync --allow-additions 3":  "allow it once: bwdc --profile sales sync --allow-additions 3",
	} {
		if got := sales.Beside(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
		if got := (words.Place{}).Beside(text); got != text {
			t.Errorf("%q: where all is as it is: %q", text, got)
		}
	}
}

func TestShellWords(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		for text, want := range map[string]string{`C:\data`: `C:\data`, `C:\my data\`: `"C:\my data\\"`, "ada@example.com": "ada@example.com", "a&b": `"a&b"`, "": `""`} {
			if got := words.ShellWord(text); got != want {
				t.Errorf("%q: %s, want %s", text, got, want)
			}
		}
		return
	}
	for text, want := range map[string]string{
		"/srv/data": "/srv/data", "ada@example.com": "ada@example.com", "uid=ada,ou=x": "uid=ada,ou=x", "Zürich": "Zürich",
		"it's": `'it'\''s'`, "~ada": "'~ada'", "a#b": "'a#b'", "a\nb": "'a\nb'", "{a,b}": "'{a,b}'", "": "''",
	} {
		if got := words.ShellWord(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
