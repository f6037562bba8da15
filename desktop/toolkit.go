package desktop

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// A toolkit is Wails, once it has started and until it has ended. Before and
// after, nothing is asked of it: it would never answer.
type toolkit struct {
	started chan struct{}
	window  atomic.Pointer[context.Context]
}

func newToolkit() *toolkit { return &toolkit{started: make(chan struct{})} }

// start is called once, with what Wails' functions ask for.
func (t *toolkit) start(ctx context.Context) {
	t.window.Store(&ctx)
	close(t.started)
}

func (t *toolkit) end() { t.window.Store(nil) }

// context is what Wails' functions ask for; nil before start and after end.
func (t *toolkit) context() context.Context {
	if ctx := t.window.Load(); ctx != nil {
		return *ctx
	}
	return nil
}

// emit sends an event to the page.
func (t *toolkit) emit(event string, data any) {
	ctx := t.context()
	switch {
	case ctx == nil:
	case data == nil:
		runtime.EventsEmit(ctx, event)
	default:
		runtime.EventsEmit(ctx, event, data)
	}
}

// script runs a script in the page.
func (t *toolkit) script(text string) {
	if ctx := t.context(); ctx != nil {
		runtime.WindowExecJS(ctx, text)
	}
}

// quit asks what is to happen first (options.App.OnBeforeClose), as the
// window's button does.
func (t *toolkit) quit() {
	if ctx := t.context(); ctx != nil {
		runtime.Quit(ctx)
	}
}

// A leave lets the toolkit quit once. It asks twice where a signal ends the
// program, which it listens for too, and GTK complains of a second quit.
type leave struct{ once sync.Once }

// before is for options.App.OnBeforeClose: true keeps the window open.
func (l *leave) before(context.Context) (keep bool) {
	keep = true
	l.once.Do(func() { keep = false })
	return keep
}

// runToolkit runs the window. Where GTK finds no display, Wails panics.
func runToolkit(o *options.App) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("the window can't be opened: %v", fault)
		}
	}()
	return wails.Run(o)
}
