package desktop

import "strings"

// words are what the window itself says, in one language: what the pages say is
// in frontend/src/i18n.
type words struct {
	// tag is that of the language.
	tag string
	// The menu.
	file, settings, closeWindow, quit      string
	view, dashboard, history, more         string
	zoomIn, zoomOut, actualSize            string
	help, documentation, dataFolder, about string
	// The system's dialogs.
	chooseFile, saveAs, allFiles                             string
	unsavedTitle, unsavedText, automaticTitle, automaticText string
	// The heading of what keeps the program from starting.
	cantStart string
}

var english = words{
	tag:  "en",
	file: "File", settings: "Settings…", closeWindow: "Close Window", quit: "Quit",
	view: "View", dashboard: "Dashboard", history: "History", more: "More",
	zoomIn: "Zoom In", zoomOut: "Zoom Out", actualSize: "Actual Size",
	help: "Help", documentation: "Documentation", dataFolder: "Data Folder", about: "About Directory Connector",

	chooseFile: "Choose a file", saveAs: "Save as", allFiles: "All files",
	unsavedTitle:   "Settings are not saved",
	unsavedText:    "End Directory Connector and give up the settings that are not saved?",
	automaticTitle: "Automatic sync is running",
	automaticText: "Keep automatic sync running and only hide the window?\n\n" +
		"Yes hides the window; starting Directory Connector again brings it back.\n" +
		"No stops automatic sync and ends the program. Settings that are not saved are lost then.",
	cantStart: "Directory Connector can't start",
}

var german = words{
	tag:  "de",
	file: "Datei", settings: "Einstellungen…", closeWindow: "Fenster schließen", quit: "Beenden",
	view: "Ansicht", dashboard: "Übersicht", history: "Verlauf", more: "Mehr",
	zoomIn: "Vergrößern", zoomOut: "Verkleinern", actualSize: "Originalgröße",
	help: "Hilfe", documentation: "Dokumentation", dataFolder: "Datenordner", about: "Über Directory Connector",

	chooseFile: "Datei auswählen", saveAs: "Speichern unter", allFiles: "Alle Dateien",
	unsavedTitle:   "Einstellungen sind nicht gespeichert",
	unsavedText:    "Directory Connector beenden und die nicht gespeicherten Einstellungen aufgeben?",
	automaticTitle: "Die automatische Synchronisierung läuft",
	automaticText: "Automatische Synchronisierung weiterlaufen lassen und nur das Fenster ausblenden?\n\n" +
		"Ja blendet das Fenster aus; ein neuer Start von Directory Connector bringt es zurück.\n" +
		"Nein stoppt die automatische Synchronisierung und beendet das Programm. Nicht gespeicherte Einstellungen gehen dann verloren.",
	cantStart: "Directory Connector kann nicht starten",
}

// wordsOf are those of a language by its tag ("de", "de-AT", "de_DE.UTF-8");
// English where there are none.
func wordsOf(tag string) words {
	language, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	if language == "de" {
		return german
	}
	return english
}

// systemLanguage is the language of messages, where the environment tells.
func systemLanguage(getenv func(string) string) string {
	for _, name := range []string{"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if first, _, _ := strings.Cut(getenv(name), ":"); first != "" {
			return first
		}
	}
	return ""
}
