package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"

	"directoryconnector/backend/bridge"
	"directoryconnector/backend/directory"
)

// App is what only the window can do; a browser lacks it.
type App struct {
	desk    *bridge.Manager
	log     *slog.Logger
	window  *window
	closing *closing
	dialogs *dialogs
	opener  opener
	dataDir string
}

// Ready shows the window; the page calls it when it has something to show.
func (a *App) Ready() {
	a.closing.pageIsReady()
	a.window.paint()
	a.window.show()
}

// A FileRequest asks for a file by the system's dialog.
type FileRequest struct {
	Title string `json:"title"`
	// Kinds are endings, e.g. "pem"; empty: all files.
	Kinds []string `json:"kinds"`
}

// PickFile returns the path of a file; empty when the person chose none.
func (a *App) PickFile(r FileRequest) (path string, err error) {
	defer a.recovered("PickFile", &err)
	return a.dialogs.pick(a.window.context(), r)
}

// SaveFile asks for a place and saves a file there; it returns the path, empty
// when the person chose none.
func (a *App) SaveFile(f bridge.File) (path string, err error) {
	defer a.recovered("SaveFile", &err)
	return a.dialogs.save(a.window.context(), f)
}

// SaveDownload is SaveFile for a list that need not pass through the page.
func (a *App) SaveDownload(r bridge.DownloadRequest) (path string, err error) {
	defer a.recovered("SaveDownload", &err)
	f, err := a.desk.Pages().Download(r)
	if err != nil {
		return "", err
	}
	return a.dialogs.save(a.window.context(), f)
}

// OpenDataFolder shows the data folder in the system's file manager.
func (a *App) OpenDataFolder() (err error) {
	defer a.recovered("OpenDataFolder", &err)
	return a.opener.folder(a.dataDir)
}

// OpenLink opens an https address in the system's browser.
func (a *App) OpenLink(url string) (err error) {
	defer a.recovered("OpenLink", &err)
	return a.opener.link(url)
}

// CloseChoice is what closing the window does while automatic sync runs:
// "ask", "hide" or "quit".
func (a *App) CloseChoice() (choice string, err error) {
	defer a.recovered("CloseChoice", &err)
	return a.window.closeChoice(), nil
}

// SetCloseChoice changes it.
func (a *App) SetCloseChoice(choice string) (err error) {
	defer a.recovered("SetCloseChoice", &err)
	return a.window.setCloseChoice(choice)
}

// SetUnsaved says whether the page holds settings that are not saved, about
// which it wants to be asked before the window closes.
func (a *App) SetUnsaved(unsaved bool) (err error) {
	defer a.recovered("SetUnsaved", &err)
	a.closing.setUnsaved(unsaved)
	return nil
}

// A CloseAnswer is the answer to the event "close": Action is "hide", "quit"
// or "stay".
type CloseAnswer struct {
	Action   string `json:"action"`
	Remember bool   `json:"remember"`
}

// AnswerClose does what the person chose.
func (a *App) AnswerClose(c CloseAnswer) (err error) {
	defer a.recovered("AnswerClose", &err)
	return a.closing.answer(c)
}

var errFault = directory.WithHint(errors.New("a fault of this program ended it"),
	"Look into the log, which has the details, and report them.")

// recovered makes an error of a panic, which would leave the page waiting for
// an answer for ever.
func (a *App) recovered(method string, err *error) {
	if fault := recover(); fault != nil {
		a.log.Error("panic in a call", "method", method, "panic", fmt.Sprint(fault), "stack", string(debug.Stack()))
		*err = errFault
	}
}

// emit sends an event to the page. Before there is one, nobody listens.
func (a *App) emit(event string, data any) {
	if ctx := a.window.context(); ctx != nil {
		emit(ctx, event, data)
	}
}

// startup is called once, when the toolkit is there.
func (a *App) startup(ctx context.Context) { a.window.startup(ctx) }
