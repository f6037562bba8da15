package app

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/atomicfile"
)

// WindowPrefs are what the window of the desktop app remembers, for all
// profiles of a data folder. Nothing in it matters to a sync.
type WindowPrefs struct {
	// Width, Height, X and Y are in the units of the window system; X and Y
	// count only where Placed says that the window was somewhere.
	Width     int  `json:"width"`
	Height    int  `json:"height"`
	X         int  `json:"x"`
	Y         int  `json:"y"`
	Placed    bool `json:"placed"`
	Maximized bool `json:"maximized"`
	// OnClose is what closing the window does while automatic sync runs:
	// OnCloseAsk, OnCloseHide or OnCloseQuit.
	OnClose string `json:"onClose"`
	// Language is that of the pages, a BCP 47 tag; empty: as the system has it.
	Language string `json:"language,omitempty"`
	// Profile is the one that the pages were on; it may be gone.
	Profile string `json:"profile,omitempty"`
}

// What closing the window does while automatic sync runs.
const (
	OnCloseAsk  = "ask"
	OnCloseHide = "hide"
	OnCloseQuit = "quit"
)

// windowFile is in the data folder, beside the profiles.
const windowFile = "window.json"

// The size of a window that nobody has sized, and the bounds of one that can
// be seen and used: a file that says otherwise is damaged.
const (
	defaultWidth, defaultHeight = 1120, 760
	leastWidth, leastHeight     = 320, 240
	mostPixels                  = 16384
)

// LoadWindowPrefs returns what was saved, with defaults for what is missing or
// can't be.
func LoadWindowPrefs(dataDir string) WindowPrefs {
	p := WindowPrefs{}
	if text, err := atomicfile.Read(filepath.Join(dataDir, windowFile)); err != nil || json.Unmarshal(text, &p) != nil {
		p = WindowPrefs{}
	}
	return p.sane()
}

// LastProfile is the profile that the pages were on, as far as it is still
// there; empty, as in Options, means the default one.
func (p WindowPrefs) LastProfile(dataDir string) string {
	names, err := Profiles{DataDir: dataDir}.Names()
	if err != nil || !slices.Contains(names, p.Profile) {
		return ""
	}
	return p.Profile
}

// sane replaces what can't be.
func (p WindowPrefs) sane() WindowPrefs {
	if p.Width < leastWidth || p.Width > mostPixels || p.Height < leastHeight || p.Height > mostPixels {
		p.Width, p.Height = defaultWidth, defaultHeight
	}
	if !p.Placed || p.X < -mostPixels || p.X > mostPixels || p.Y < -mostPixels || p.Y > mostPixels {
		p.X, p.Y, p.Placed = 0, 0, false
	}
	if p.OnClose != OnCloseHide && p.OnClose != OnCloseQuit {
		p.OnClose = OnCloseAsk
	}
	return p
}

// Save keeps the preferences: the file is replaced as a whole, so that nobody
// reads half of it.
func (p WindowPrefs) Save(dataDir string) error {
	text, err := json.MarshalIndent(p.sane(), "", "  ")
	if err == nil {
		err = os.MkdirAll(dataDir, 0o700)
	}
	if err == nil {
		atomicfile.Sweep(filepath.Join(dataDir, windowFile)) // a data folder has one window
		err = atomicfile.Write(filepath.Join(dataDir, windowFile), append(text, '\n'), 0o600)
	}
	if err != nil {
		return directory.WithHint(fmt.Errorf("keep the place of the window: %w", err), "The data folder must be writable, and its disk must not be full.")
	}
	return nil
}
