package main

import (
	"errors"
	"fmt"
	"runtime/debug"

	"directoryconnector/backend/bridge"
	"directoryconnector/backend/directory"
	"directoryconnector/desktop"
)

// App is what only the window can do; a browser lacks it.
type App struct{ desktop *desktop.Desktop }

// Ready shows the window; the page calls it when it has something to show.
func (a *App) Ready() { a.desktop.Ready() }

// Language tells which language the page is in, a BCP 47 tag: the window's menu
// and dialogs follow.
func (a *App) Language(tag string) (err error) {
	defer a.recovered("Language", &err)
	return a.desktop.SetLanguage(tag)
}

// A FileRequest asks for a file by the system's dialog.
type FileRequest struct {
	Title string `json:"title"`
}

// PickFile returns the path of a file; empty when the person chose none.
func (a *App) PickFile(r FileRequest) (path string, err error) {
	defer a.recovered("PickFile", &err)
	return a.desktop.Dialogs.Pick(r.Title)
}

// SaveFile asks for a place and saves a file there; it returns the path, empty
// when the person chose none.
func (a *App) SaveFile(f bridge.File) (path string, err error) {
	defer a.recovered("SaveFile", &err)
	return a.desktop.Dialogs.Save(f)
}

// SaveDownload is SaveFile for a list that need not pass through the page.
func (a *App) SaveDownload(r bridge.DownloadRequest) (path string, err error) {
	defer a.recovered("SaveDownload", &err)
	f, err := a.desktop.Pages.Download(r)
	if err != nil {
		return "", err
	}
	return a.desktop.Dialogs.Save(f)
}

// OpenDataFolder shows the data folder in the system's file manager.
func (a *App) OpenDataFolder() (err error) {
	defer a.recovered("OpenDataFolder", &err)
	return a.desktop.Opener.Folder(a.desktop.DataDir)
}

// OpenLink opens an https address in the system's browser.
func (a *App) OpenLink(url string) (err error) {
	defer a.recovered("OpenLink", &err)
	return a.desktop.Opener.Link(url)
}

// CloseChoice is what closing the window does while automatic sync runs:
// "ask", "hide" or "quit".
func (a *App) CloseChoice() (choice string, err error) {
	defer a.recovered("CloseChoice", &err)
	return a.desktop.Window.CloseChoice(), nil
}

// SetCloseChoice changes it.
func (a *App) SetCloseChoice(choice string) (err error) {
	defer a.recovered("SetCloseChoice", &err)
	return a.desktop.Window.SetCloseChoice(choice)
}

// SetUnsaved says whether the page holds settings that are not saved, about
// which it wants to be asked before the window closes.
func (a *App) SetUnsaved(unsaved bool) (err error) {
	defer a.recovered("SetUnsaved", &err)
	a.desktop.Closing.SetUnsaved(unsaved)
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
	return a.desktop.Closing.Answer(c.Action, c.Remember)
}

var errFault = directory.WithHint(errors.New("a fault of this program ended it"),
	"Look into the log, which has the details, and report them.")

// recovered makes an error of a panic, which would leave the page waiting for
// an answer for ever.
func (a *App) recovered(method string, err *error) {
	if fault := recover(); fault != nil {
		a.desktop.Log.Error("panic in a call", "method", method, "panic", fmt.Sprint(fault), "stack", string(debug.Stack()))
		*err = errFault
	}
}
