package desktop

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"os"
	"regexp"
	goruntime "runtime"
	"sync"
	"time"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
)

// patienceWithPage is how long the window stays hidden while the page has
// nothing to show: a page that is broken must be seen, too.
const patienceWithPage = 3 * time.Second

// A Window is the one window of the program, with what it remembers.
type Window struct {
	toolkit *toolkit
	dataDir string
	log     *slog.Logger
	// profile names the one that the pages are on; nil before there are pages.
	profile func() string

	// mu guards what follows. It is not held while the toolkit is called,
	// which waits for the main thread.
	mu      sync.Mutex
	prefs   app.WindowPrefs
	visible bool
	timer   *time.Timer
	// zoomIndex is in zoomSteps.
	zoomIndex int
}

func newWindow(t *toolkit, dataDir string) *Window {
	return &Window{
		toolkit: t, dataDir: dataDir, log: slog.New(slog.DiscardHandler),
		prefs: app.LoadWindowPrefs(dataDir), zoomIndex: zoomNormal,
	}
}

// startup is called once, by the toolkit.
func (w *Window) startup(ctx context.Context) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.timer = time.AfterFunc(patienceWithPage, w.show)
	w.toolkit.start(ctx)
}

// show brings the window to the front, wherever it was: hidden, minimized,
// behind others or never shown. Before startup it does nothing; the window
// will come by itself.
func (w *Window) show() {
	w.mu.Lock()
	ctx, prefs, first := w.toolkit.context(), w.prefs, !w.visible
	w.visible = true
	if w.timer != nil {
		w.timer.Stop()
	}
	w.mu.Unlock()
	if ctx == nil {
		return
	}
	var at app.WindowPrefs
	if first {
		at = w.place(ctx, prefs)
	}
	if goruntime.GOOS == "darwin" {
		runtime.Show(ctx) // the application, which hide hid
	}
	runtime.WindowShow(ctx)
	switch {
	case first && prefs.Maximized:
		runtime.WindowMaximise(ctx)
	case at.Placed && goruntime.GOOS == "linux":
		settle(at, func() (x, y int) { return runtime.WindowGetPosition(ctx) },
			func(x, y int) { runtime.WindowSetPosition(ctx, x, y) }, time.Sleep)
	}
	// On Windows it is in front already, and this would shrink a maximized one.
	if goruntime.GOOS == "linux" || goruntime.GOOS == "darwin" && runtime.WindowIsMinimised(ctx) {
		runtime.WindowUnminimise(ctx)
	}
}

// place puts a window that is about to be shown where it was, and returns where
// that is.
func (w *Window) place(ctx context.Context, prefs app.WindowPrefs) app.WindowPrefs {
	screens, err := runtime.ScreenGetAll(ctx)
	if err != nil {
		w.log.Debug("screens unknown", "error", err)
	}
	at, fits := placeOn(screens, prefs)
	// GTK keeps a window within its screen by itself.
	if goruntime.GOOS != "linux" && !fits {
		runtime.WindowSetSize(ctx, at.Width, at.Height)
	}
	if at.Placed {
		runtime.WindowSetPosition(ctx, at.X, at.Y)
	}
	return at
}

// hide makes the window invisible; the program goes on.
func (w *Window) hide() {
	w.remember()
	w.mu.Lock()
	w.visible = false
	w.mu.Unlock()
	switch ctx := w.toolkit.context(); {
	case ctx == nil:
	case goruntime.GOOS == "darwin":
		runtime.Hide(ctx) // the application: a click in the Dock brings it back
	default:
		runtime.WindowHide(ctx)
	}
}

// remember saves where the window is, for the next start.
func (w *Window) remember() {
	w.mu.Lock()
	ctx, visible := w.toolkit.context(), w.visible
	w.mu.Unlock()
	if ctx == nil || !visible {
		return // what counts was remembered when it was hidden
	}
	now := geometry{maximized: runtime.WindowIsMaximised(ctx), minimized: runtime.WindowIsMinimised(ctx)}
	now.width, now.height = runtime.WindowGetSize(ctx)
	now.x, now.y = runtime.WindowGetPosition(ctx)

	w.mu.Lock()
	defer w.mu.Unlock()
	w.prefs = now.into(w.prefs)
	if w.profile != nil {
		w.prefs.Profile = w.profile()
	}
	if err := w.prefs.Save(w.dataDir); err != nil {
		w.log.Warn("place of the window not saved", "error", err)
	}
}

// view brings the page to one of its views, by the address that it has there,
// unless a dialog waits for an answer. Unsaved changes are the page's to guard.
func (w *Window) view(name string) {
	w.show()
	w.toolkit.script("if (!document.querySelector('dialog[open]')) location.hash = '#" + name + "'")
}

// zoom makes the page bigger (1), smaller (-1) or normal (0).
func (w *Window) zoom(step int) {
	w.mu.Lock()
	w.zoomIndex = zoomed(w.zoomIndex, step)
	script := zoomScript(w.zoomIndex)
	w.mu.Unlock()
	w.toolkit.script(script)
}

// paint gives the window the colour of the page.
func (w *Window) paint() { w.toolkit.script(paintScript) }

// remembered is what the window knows of the last time, and for the next.
func (w *Window) remembered() app.WindowPrefs {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.prefs
}

// words are what the window says, in the language of its pages; before they told
// it, in that of the system.
func (w *Window) words() words {
	return wordsOf(cmp.Or(w.remembered().Language, systemLanguage(os.Getenv)))
}

// SetLanguage keeps the language of the pages, for the next starts too.
func (w *Window) SetLanguage(tag string) error {
	if !languageTag.MatchString(tag) {
		return directory.WithHint(fmt.Errorf("%q is no language", tag), "It is a tag such as de or en-GB.")
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.prefs.Language == tag {
		return nil
	}
	w.prefs.Language = tag
	return w.prefs.Save(w.dataDir)
}

var languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$`)

// CloseChoice is what closing the window does while automatic sync runs:
// app.OnCloseAsk, -Hide or -Quit.
func (w *Window) CloseChoice() string { return w.remembered().OnClose }

// SetCloseChoice changes it, for the next starts too.
func (w *Window) SetCloseChoice(choice string) error {
	switch choice {
	case app.OnCloseAsk, app.OnCloseHide, app.OnCloseQuit:
	default:
		return directory.WithHint(fmt.Errorf("closing the window can't mean %q", choice),
			"It is ask, hide or quit.")
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.prefs.OnClose = choice
	return w.prefs.Save(w.dataDir)
}
