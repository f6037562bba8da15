package desktop

import (
	"log/slog"
	"testing"

	"directoryconnector/backend/app"
)

func TestWhatClosingMeans(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		state closeState
		want  closeAction
	}{
		"nothing runs":                           {closeState{choice: app.OnCloseAsk, pageReady: true}, closeQuits},
		"nothing runs, though it would hide":     {closeState{choice: app.OnCloseHide, pageReady: true}, closeQuits},
		"automatic sync runs":                    {closeState{automatic: 1, choice: app.OnCloseAsk, pageReady: true}, closeAsksPage},
		"of two profiles":                        {closeState{automatic: 2, choice: app.OnCloseAsk, pageReady: true}, closeAsksPage},
		"hide was remembered":                    {closeState{automatic: 1, choice: app.OnCloseHide, pageReady: true}, closeHides},
		"quit was remembered":                    {closeState{automatic: 1, choice: app.OnCloseQuit, pageReady: true}, closeQuits},
		"the page never came":                    {closeState{automatic: 1, choice: app.OnCloseAsk}, closeAsksSystem},
		"closed again without an answer":         {closeState{automatic: 1, choice: app.OnCloseAsk, pageReady: true, asked: true}, closeAsksSystem},
		"a word that nobody knows asks":          {closeState{automatic: 1, choice: "", pageReady: true}, closeAsksPage},
		"quit in the menu":                       {closeState{wanted: true, automatic: 1, choice: app.OnCloseAsk, pageReady: true}, closeQuits},
		"quit in the menu, though it would hide": {closeState{wanted: true, automatic: 1, choice: app.OnCloseHide, pageReady: true}, closeQuits},
		"the end of the session":                 {closeState{quitting: true, unsaved: true, automatic: 1, choice: app.OnCloseAsk, pageReady: true}, closeQuits},
		"settings are not saved":                 {closeState{unsaved: true, choice: app.OnCloseAsk, pageReady: true}, closeAsksPage},
		"quit in the menu with unsaved settings": {closeState{wanted: true, unsaved: true, choice: app.OnCloseAsk, pageReady: true}, closeAsksPage},
		"unsaved settings, and it would quit":    {closeState{unsaved: true, automatic: 1, choice: app.OnCloseQuit, pageReady: true}, closeAsksPage},
		"unsaved settings, and it would hide":    {closeState{unsaved: true, automatic: 1, choice: app.OnCloseHide, pageReady: true}, closeHides},
		"unsaved settings and no answer":         {closeState{unsaved: true, choice: app.OnCloseAsk, pageReady: true, asked: true}, closeAsksSystem},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := c.state.action(); got != c.want {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

// TestTheAnswerToClosing: before a window is there, so that nothing is shown.
func TestTheAnswerToClosing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w := newWindow(newToolkit(), dir)
	c := newClosing(w.toolkit, w, slog.New(slog.DiscardHandler), func() []string { return []string{"default"} })
	c.pageIsReady()
	if got, _ := c.decide(); got != closeAsksPage {
		t.Fatalf("the first time: %v", got)
	}
	if got, _ := c.decide(); got != closeAsksSystem {
		t.Errorf("closed again without an answer: %v", got)
	}
	for _, wrong := range []string{"", "Quit", "minimize"} {
		if err := c.Answer(wrong, true); err == nil {
			t.Errorf("%q is taken for an answer", wrong)
		}
	}
	if err := c.Answer("stay", true); err != nil {
		t.Fatal(err)
	}
	if got, _ := c.decide(); got != closeAsksPage {
		t.Errorf("after stay, which is never remembered: %v", got)
	}
	if err := c.Answer("hide", true); err != nil {
		t.Fatal(err)
	}
	if got, _ := c.decide(); got != closeHides {
		t.Errorf("after hide was remembered: %v", got)
	}
	if got := newWindow(newToolkit(), dir).CloseChoice(); got != app.OnCloseHide {
		t.Errorf("the next start does not know it: %q", got)
	}
	if err := w.SetCloseChoice("never"); err == nil {
		t.Error("a choice that nobody knows was taken")
	}
	c.quit()
	if got, _ := c.decide(); got != closeQuits {
		t.Errorf("after quit: %v", got)
	}
}

// TestUnsavedSettingsAreAskedFor, whatever ends the program, until the answer.
func TestUnsavedSettingsAreAskedFor(t *testing.T) {
	t.Parallel()
	syncing := []string{}
	w := newWindow(newToolkit(), t.TempDir())
	c := newClosing(w.toolkit, w, slog.New(slog.DiscardHandler), func() []string { return syncing })
	c.pageIsReady()
	c.SetUnsaved(true)
	if got, question := c.decide(); got != closeAsksPage || question.Automatic {
		t.Fatalf("%v, %+v", got, question)
	}
	if err := c.Answer("stay", false); err != nil {
		t.Fatal(err)
	}
	syncing = []string{"default"}
	if got, question := c.decide(); got != closeAsksPage || !question.Automatic {
		t.Errorf("while automatic sync runs: %v, %+v", got, question)
	}
	if err := c.Answer("stay", false); err != nil {
		t.Fatal(err)
	}
	c.want()
	if got, question := c.decide(); got != closeAsksPage || question.Automatic {
		t.Errorf("quit in the menu: %v, %+v", got, question)
	}
	if err := c.Answer("stay", false); err != nil {
		t.Fatal(err)
	}
	if got, question := c.decide(); got != closeAsksPage || !question.Automatic {
		t.Errorf("closing, after a quit that was taken back: %v, %+v", got, question)
	}
	c.pageIsReady() // it was loaded anew, and holds nothing
	c.want()
	if got, _ := c.decide(); got != closeQuits {
		t.Errorf("with nothing unsaved: %v", got)
	}
}
