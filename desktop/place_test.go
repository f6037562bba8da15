package desktop

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"directoryconnector/backend/app"
)

// screen is one of a system's screens.
func screen(width, height int, current, primary bool) runtime.Screen {
	s := runtime.Screen{IsCurrent: current, IsPrimary: primary}
	s.Size.Width, s.Size.Height = width, height
	return s
}

func placed(width, height, x, y int) app.WindowPrefs {
	return app.WindowPrefs{Width: width, Height: height, X: x, Y: y, Placed: true}
}

func TestWhereTheWindowComesBack(t *testing.T) {
	t.Parallel()
	one := []runtime.Screen{screen(1280, 900, true, true)}
	for name, c := range map[string]struct {
		screens []runtime.Screen
		was     app.WindowPrefs
		want    app.WindowPrefs
		shrinks bool
	}{
		"where it was":                        {screens: one, was: placed(800, 600, 100, 120), want: placed(800, 600, 100, 120)},
		"the first time, in the middle":       {screens: one, was: app.WindowPrefs{Width: 800, Height: 600}, want: app.WindowPrefs{Width: 800, Height: 600}},
		"half outside on the right":           {screens: one, was: placed(800, 600, 900, 0), want: placed(800, 600, 480, 0)},
		"half outside at the bottom":          {screens: one, was: placed(800, 600, 0, 700), want: placed(800, 600, 0, 300)},
		"left of the screen and above":        {screens: one, was: placed(800, 600, -700, -20), want: placed(800, 600, 0, 0)},
		"on a screen that is gone":            {screens: one, was: placed(800, 600, 3000, 200), want: placed(800, 600, 480, 200)},
		"bigger than the screen":              {screens: one, was: placed(3000, 2000, 50, 50), want: placed(1280, 900, 0, 0), shrinks: true},
		"a screen smaller than any window":    {screens: []runtime.Screen{screen(300, 200, true, true)}, was: placed(800, 600, 5, 5), want: placed(minWidth, minHeight, 0, 0), shrinks: true},
		"the screen it is on counts":          {screens: []runtime.Screen{screen(1024, 768, false, true), screen(1920, 1080, true, false)}, was: placed(800, 600, 1100, 400), want: placed(800, 600, 1100, 400)},
		"the main screen, if none is current": {screens: []runtime.Screen{screen(1920, 1080, false, false), screen(1024, 768, false, true)}, was: placed(800, 600, 1100, 0), want: placed(800, 600, 224, 0)},
		"any screen, if nothing is known":     {screens: []runtime.Screen{screen(0, 0, true, true), screen(1024, 768, false, false)}, was: placed(800, 600, 1100, 0), want: placed(800, 600, 224, 0)},
		"no screens: the system decides":      {was: placed(800, 600, 5000, 0), want: app.WindowPrefs{Width: 800, Height: 600, X: 5000}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, fits := placeOn(c.screens, c.was)
			if diff := cmp.Diff(c.want, got); diff != "" || fits == c.shrinks {
				t.Errorf("fits: %v; (-want +got):\n%s", fits, diff)
			}
		})
	}
}

func TestWhatIsRemembered(t *testing.T) {
	t.Parallel()
	was := app.WindowPrefs{Width: 800, Height: 600, X: 10, Y: 20, Placed: true, OnClose: app.OnCloseHide}
	for name, c := range map[string]struct {
		now  geometry
		want app.WindowPrefs
	}{
		"moved and sized": {
			geometry{width: 900, height: 700, x: 1, y: 2},
			app.WindowPrefs{Width: 900, Height: 700, X: 1, Y: 2, Placed: true, OnClose: app.OnCloseHide},
		},
		"maximized: the size before stays": {
			geometry{width: 1280, height: 900, maximized: true},
			app.WindowPrefs{Width: 800, Height: 600, X: 10, Y: 20, Placed: true, Maximized: true, OnClose: app.OnCloseHide},
		},
		"minimized: Windows puts it far away": {geometry{width: 160, height: 28, x: -32000, y: -32000, minimized: true}, was},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, c.now.into(was)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestZoomHasBounds(t *testing.T) {
	t.Parallel()
	if zoomSteps[zoomNormal] != 100 {
		t.Fatalf("normal is %d %%", zoomSteps[zoomNormal])
	}
	at := zoomNormal
	for range 20 {
		at = zoomed(at, 1)
	}
	if zoomSteps[at] != 200 {
		t.Errorf("the biggest is %d %%", zoomSteps[at])
	}
	for range 20 {
		at = zoomed(at, -1)
	}
	if zoomSteps[at] != 75 || zoomed(at, 0) != zoomNormal {
		t.Errorf("the smallest is %d %%, and back to %d", zoomSteps[at], zoomed(at, 0))
	}
}

// TestSettle: the manager of the windows has the last word more than once, or
// never listens.
func TestSettle(t *testing.T) {
	at := app.WindowPrefs{X: 140, Y: 90}
	for name, c := range map[string]struct {
		ignored int // moves that do not count
		moves   int
	}{
		"where it is to be": {ignored: -1, moves: 0},
		"moved late twice":  {ignored: 1, moves: 2},
		"never moved":       {ignored: placeTries, moves: placeTries},
	} {
		t.Run(name, func(t *testing.T) {
			x, y, moves, slept := 281, 172, 0, 0
			if c.ignored < 0 {
				x, y = at.X, at.Y
			}
			settle(at, func() (int, int) { return x, y }, func(toX, toY int) {
				if moves++; moves > c.ignored {
					x, y = toX, toY
				}
			}, func(time.Duration) { slept++ })
			if moves != c.moves || slept > placeTries {
				t.Errorf("moved %d times, want %d, and looked %d times", moves, c.moves, slept)
			}
		})
	}
}
