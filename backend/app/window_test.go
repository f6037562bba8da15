package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/app"
)

func TestTheWindowIsRemembered(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	fresh := app.LoadWindowPrefs(dir)
	if fresh.Width < 800 || fresh.Height < 600 || fresh.Placed || fresh.Maximized || fresh.OnClose != app.OnCloseAsk {
		t.Errorf("got %+v", fresh)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Error("looking made a folder")
	}
	want := app.WindowPrefs{Width: 1400, Height: 900, X: -300, Y: 40, Placed: true, Maximized: true, OnClose: app.OnCloseHide, Profile: "Bonn"}
	for range 2 { // the second time there is one to replace
		if err := want.Save(dir); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(want, app.LoadWindowPrefs(dir)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("got %v, %v", entries, err)
	}
	// It is no profile.
	if names, err := (app.Profiles{DataDir: dir}).Names(); err != nil || !cmp.Equal(names, []string{"default"}) {
		t.Errorf("got %v, %v", names, err)
	}
}

func TestADamagedFileOfTheWindowDoesNoHarm(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	fresh := app.LoadWindowPrefs(dir)
	for _, text := range []string{
		"", "{", "[]", "null", `{"width":"wide"}`, `{"width":0,"height":900}`, `{"width":1e9,"height":900}`, `{"width":99999,"height":99999}`,
		`{"x":7,"y":7}`, `{"x":123456,"placed":true}`, `{"onClose":"explode"}`, strings.Repeat("\x00", 64),
	} {
		if err := os.WriteFile(filepath.Join(dir, "window.json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(fresh, app.LoadWindowPrefs(dir)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	// What is right of it counts.
	if err := os.WriteFile(filepath.Join(dir, "window.json"), []byte(`{"width":10,"height":10,"onClose":"quit","later":1}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := app.LoadWindowPrefs(dir); got.OnClose != app.OnCloseQuit || got.Width != fresh.Width {
		t.Errorf("got %+v", got)
	}
	// A folder that can't be is told, with a way out.
	err := fresh.Save(filepath.Join(dir, "window.json", "data"))
	fails(t, err, app.CodeFailed, "keep the place of the window", "must be writable")
}

func TestTheProfileOfTheLastTime(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := (app.Profiles{DataDir: dir}).Create("Bonn"); err != nil {
		t.Fatal(err)
	}
	for was, want := range map[string]string{"Bonn": "Bonn", "Paris": "", "": "", "../Bonn": "", "default": "default"} {
		if got := (app.WindowPrefs{Profile: was}).LastProfile(dir); got != want {
			t.Errorf("%q: got %q, want %q", was, got, want)
		}
	}
}
