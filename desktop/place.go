package desktop

import (
	"time"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"directoryconnector/backend/app"
)

// The least size in which the pages can be used.
const minWidth, minHeight = 320, 480

// A geometry is where a window is now.
type geometry struct {
	width, height, x, y  int
	maximized, minimized bool
}

// into returns preferences that remember g. A maximized window keeps the size
// and the place that it has when it no longer is; those of a minimized one mean
// nothing.
func (g geometry) into(p app.WindowPrefs) app.WindowPrefs {
	if g.minimized {
		return p
	}
	p.Maximized = g.maximized
	if !g.maximized {
		p.Width, p.Height, p.X, p.Y, p.Placed = g.width, g.height, g.x, g.y, true
	}
	return p
}

// placeOn returns p so that the whole window is on the screen that it appears
// on, where it fits there, and its title bar if not. A screen may be gone, or
// smaller, since it was remembered. fits is false where the size had to shrink.
//
// Wails tells the size of screens, not where they are beside each other, and
// takes a place as an offset from the corner of the screen that the window is
// on. A window that was on a second screen so comes back on the first.
func placeOn(screens []runtime.Screen, p app.WindowPrefs) (at app.WindowPrefs, fits bool) {
	width, height, known := screenSize(screens)
	if !known {
		p.Placed = false // the window system knows better
		return p, true
	}
	at = p
	at.Width = max(minWidth, min(p.Width, width))
	at.Height = max(minHeight, min(p.Height, height))
	at.X = max(0, min(p.X, width-at.Width))
	at.Y = max(0, min(p.Y, height-at.Height))
	return at, at.Width == p.Width && at.Height == p.Height
}

// screenSize is the size of the screen that the window is on; of the main one
// where that is not known.
func screenSize(screens []runtime.Screen) (width, height int, known bool) {
	for _, is := range []func(runtime.Screen) bool{
		func(s runtime.Screen) bool { return s.IsCurrent },
		func(s runtime.Screen) bool { return s.IsPrimary },
		func(runtime.Screen) bool { return true },
	} {
		for _, s := range screens {
			if is(s) && s.Size.Width > 0 && s.Size.Height > 0 {
				return s.Size.Width, s.Size.Height, true
			}
		}
	}
	return 0, 0, false
}

// How often a window that has just been shown is looked at, and for how long.
const (
	placePause = 40 * time.Millisecond
	placeTries = 12
	placeCalm  = 3
)

// settle keeps a window that has just been shown where it is to be. Managers of
// X windows choose a place for new ones themselves, and some a moment after the
// program has moved it: the wish counts once it holds. Under Wayland nobody
// grants it, so that it ends in any case.
func settle(at app.WindowPrefs, where func() (x, y int), move func(x, y int), sleep func(time.Duration)) {
	calm := 0
	for range placeTries {
		sleep(placePause)
		if x, y := where(); x != at.X || y != at.Y {
			move(at.X, at.Y)
			calm = 0
		} else if calm++; calm == placeCalm {
			return
		}
	}
}
