package main

import (
	"directoryconnector/backend/bridge"
)

// App is what only the window can do; a browser lacks it.
type App struct{}

// Ready shows the window; the page calls it when it has something to show.
func (a *App) Ready() {}

// A FileRequest asks for a file by the system's dialog.
type FileRequest struct {
	Title string `json:"title"`
	// Kinds are endings, e.g. "pem"; empty: all files.
	Kinds []string `json:"kinds"`
}

// PickFile returns the path of a file; empty when the person chose none.
func (a *App) PickFile(r FileRequest) (string, error) { return "", nil }

// SaveFile asks for a place and saves a file there; it returns the path, empty
// when the person chose none.
func (a *App) SaveFile(f bridge.File) (string, error) { return "", nil }

// SaveDownload is SaveFile for a list that need not pass through the page.
func (a *App) SaveDownload(r bridge.DownloadRequest) (string, error) { return "", nil }

// OpenDataFolder shows the data folder in the system's file manager.
func (a *App) OpenDataFolder() error { return nil }

// OpenLink opens an https address in the system's browser.
func (a *App) OpenLink(url string) error { return nil }

// CloseChoice is what closing the window does while automatic sync runs:
// "ask", "hide" or "quit".
func (a *App) CloseChoice() (string, error) { return "", nil }

// SetCloseChoice changes it.
func (a *App) SetCloseChoice(choice string) error { return nil }

// A CloseAnswer is the answer to the event "close": Action is "hide", "quit"
// or "stay".
type CloseAnswer struct {
	Action   string `json:"action"`
	Remember bool   `json:"remember"`
}

// AnswerClose does what the person chose.
func (a *App) AnswerClose(c CloseAnswer) error { return nil }
