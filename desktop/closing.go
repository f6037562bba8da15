package desktop

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
)

// What closing the window comes to.
type closeAction int

const (
	closeQuits closeAction = iota
	closeHides
	// closeAsksPage: the page shows a dialog; closeAsksSystem: the page is not
	// able to.
	closeAsksPage
	closeAsksSystem
)

// A closeState is what the decision depends on.
type closeState struct {
	// quitting: it is decided that the program ends. wanted: a person wants it
	// to end, not the window to be hidden.
	quitting, wanted bool
	// unsaved: the page holds settings that are not saved.
	unsaved bool
	// automatic is how many profiles this program syncs automatically.
	automatic int
	// choice is what was remembered: app.OnCloseAsk, -Hide or -Quit.
	choice string
	// pageReady: the page has shown something. asked: it was asked already, and
	// the window was closed again without an answer.
	pageReady, asked bool
}

// action decides. A window that is hidden loses nothing.
func (s closeState) action() closeAction {
	switch {
	case s.quitting:
		return closeQuits
	case s.mayHide() && s.choice == app.OnCloseHide:
		return closeHides
	case !s.unsaved && !s.mayHide():
		return closeQuits
	case s.pageReady && !s.asked:
		return closeAsksPage
	}
	return closeAsksSystem
}

// mayHide: automatic sync would end, and nobody has said that it shall.
func (s closeState) mayHide() bool {
	return s.automatic > 0 && !s.wanted && s.choice != app.OnCloseQuit
}

// Closing is what happens when somebody closes the window: while automatic
// sync runs a person may mean to hide the window, or to end the program; and
// settings that are not saved would be lost.
type Closing struct {
	toolkit   *toolkit
	window    *Window
	log       *slog.Logger
	automatic func() []string

	mu                        sync.Mutex
	quitting, wanted, unsaved bool
	pageReady, asked          bool
	leave                     leave
	alive                     chan struct{} // gets the page's sign of life
}

func newClosing(t *toolkit, w *Window, log *slog.Logger, automatic func() []string) *Closing {
	return &Closing{toolkit: t, window: w, log: log, automatic: automatic, alive: make(chan struct{}, 1)}
}

// pageIsReady: the page can show a dialog. It asks nothing yet, also where it
// was loaded anew in the middle of a question.
func (c *Closing) pageIsReady() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pageReady, c.asked, c.unsaved = true, false, false
}

// SetUnsaved says whether the page holds settings that are not saved.
func (c *Closing) SetUnsaved(unsaved bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.unsaved = unsaved
}

// before is called by the toolkit when the window is about to be closed, by
// its button, the menu, quit or the end of the session. True keeps it open.
func (c *Closing) before(ctx context.Context) (keep bool) {
	switch action, question := c.decide(); action {
	case closeHides:
		go c.window.hide()
		return true
	case closeAsksPage:
		go c.askPage(ctx, question)
		return true
	case closeAsksSystem:
		go c.askSystem(ctx, question)
		return true
	default:
		if keep = c.leave.before(ctx); !keep {
			c.window.remember() // later there is no window any more
		}
		return keep
	}
}

// A CloseQuestion is the data of the event "close", by which the page is asked
// what closing the window shall do. Where it holds settings that are not saved
// it asks about them, too.
type CloseQuestion struct {
	// Automatic says that the window may be hidden instead, since automatic
	// sync runs.
	Automatic bool `json:"automatic"`
}

func (c *Closing) decide() (closeAction, CloseQuestion) {
	automatic, choice := len(c.automatic()), c.window.CloseChoice()
	c.mu.Lock()
	defer c.mu.Unlock()
	s := closeState{
		quitting: c.quitting, wanted: c.wanted, unsaved: c.unsaved,
		automatic: automatic, choice: choice, pageReady: c.pageReady, asked: c.asked,
	}
	action := s.action()
	if action == closeAsksPage {
		c.asked = true
	}
	return action, CloseQuestion{Automatic: s.mayHide()}
}

// quit ends the program, whatever runs.
func (c *Closing) quit() { c.end(&c.quitting) }

// want ends the program, unless that would lose settings that are not saved.
func (c *Closing) want() { c.end(&c.wanted) }

func (c *Closing) end(why *bool) {
	c.mu.Lock()
	*why = true
	c.mu.Unlock()
	c.toolkit.quit()
}

// Answer does what the person chose, "hide", "quit" or "stay", and remembers
// that for the next time where it may.
func (c *Closing) Answer(action string, remember bool) error {
	switch action {
	case "hide", "quit", "stay":
	default:
		return directory.WithHint(fmt.Errorf("closing the window can't be answered by %q", action), "It is hide, quit or stay.")
	}
	c.mu.Lock()
	c.asked, c.wanted = false, false
	c.mu.Unlock()
	if remember && action != "stay" {
		if err := c.window.SetCloseChoice(action); err != nil {
			return err
		}
	}
	switch action {
	case "hide":
		c.window.hide()
	case "quit":
		go c.quit() // after the page got its answer
	}
	return nil
}

// signOfLife is the event by which a page says that it is not hung.
const signOfLife = "close-heard"

// patienceWithDialog is how long a page may take to show that it is alive.
const patienceWithDialog = 2 * time.Second

// askPage has the page show its dialog, and the system ask where the page
// gives no sign of life: it may have crashed.
func (c *Closing) askPage(ctx context.Context, question CloseQuestion) {
	c.window.show() // it may be minimized
	select {
	case <-c.alive: // a late sign of an earlier question
	default:
	}
	forget := runtime.EventsOnce(ctx, signOfLife, func(...any) {
		select {
		case c.alive <- struct{}{}:
		default:
		}
	})
	defer forget()
	c.toolkit.emit("close", question)
	c.toolkit.script(`window.runtime.EventsEmit("` + signOfLife + `")`)
	select {
	case <-c.alive:
	case <-ctx.Done():
	case <-time.After(patienceWithDialog):
		c.log.Warn("the page does not answer")
		c.askSystem(ctx, question)
	}
}

// askSystem asks by a dialog of the system. It has two buttons everywhere.
func (c *Closing) askSystem(ctx context.Context, question CloseQuestion) {
	c.window.show()
	ask, yes, no := questionOf(question, c.window.words())
	said, err := runtime.MessageDialog(ctx, ask)
	if err != nil {
		c.log.Warn("question not asked", "error", err)
		return
	}
	action := "stay"
	switch said {
	case "Yes":
		action = yes
	case "No":
		action = no
	}
	if err := c.Answer(action, false); err != nil {
		c.log.Warn("answer not taken", "error", err)
	}
}

// questionOf is a question as the system asks it, with what its two answers
// mean.
func questionOf(question CloseQuestion, say words) (ask runtime.MessageDialogOptions, yes, no string) {
	ask = runtime.MessageDialogOptions{Type: runtime.QuestionDialog, Buttons: []string{"Yes", "No"}}
	if !question.Automatic {
		ask.Title, ask.DefaultButton = say.unsavedTitle, "No"
		ask.Message = say.unsavedText
		return ask, "quit", "stay"
	}
	ask.Title, ask.DefaultButton = say.automaticTitle, "Yes"
	ask.Message = say.automaticText
	return ask, "hide", "quit"
}
