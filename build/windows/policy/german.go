package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"directoryconnector/backend/config"
)

// fieldPattern finds a setting in the pages' German words: key, label, help.
var fieldPattern = regexp.MustCompile(`(?m)^  '?([A-Za-z0-9.]+)'?: \{\s*label:\s*(` + quoted + `),\s*help:\s*(` + quoted + `),?\s*\},$`)

const quoted = `'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"`

// readGerman takes the words of the settings from the pages: they are in those
// files of the folder whose names end in fields.ts.
func readGerman(dir string) (language, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*fields.ts"))
	if err != nil {
		return language{}, err
	}
	found := map[string][2]string{}
	for _, path := range files {
		text, err := os.ReadFile(path) //nolint:gosec // of this repository
		if err != nil {
			return language{}, err
		}
		for _, m := range fieldPattern.FindAllStringSubmatch(string(text), -1) {
			found[m[1]] = [2]string{unquote(m[2]), unquote(m[3])}
		}
	}
	return language{
		code: "de-DE",
		categories: map[string]string{
			"server": "Server und Art des Verzeichnisses", "network": "Netzwerk", "file": "Verzeichnis: Datei", "log": "Protokoll", "update": "Aktualisierungen", "ldap": "Verzeichnis: LDAP und Active Directory",
			"entra": "Verzeichnis: Microsoft Entra ID", "google": "Verzeichnis: Google Workspace", "okta": "Verzeichnis: Okta", "onelogin": "Verzeichnis: OneLogin",
			"sync": "Synchronisierung", "groups": "Gruppen", "notify": "Benachrichtigungen", "mail": "Benachrichtigungen: E-Mail", "webhook": "Benachrichtigungen: Webhook",
		},
		supported: "Directory Connector unter Windows 10, Windows Server 2016 und neuer", setting: "Einstellung:", preset: "Standard:", nothing: "nichts", sample: "Beispiel:",
		enforced: "Was hier festgelegt ist, gilt für jedes Profil auf dem Computer und lässt sich weder im Programm noch auf der Befehlszeile ändern.",
		setup: func(d *config.Definition) (string, string, error) {
			w, ok := found[d.Key]
			if !ok {
				return "", "", fmt.Errorf("%s has no German words for %s in its files fields.ts, or they are not written as the others", dir, d.Key)
			}
			return w[0], w[1], nil
		},
	}, nil
}

var escaped = regexp.MustCompile(`\\(.)`)

// unquote takes the quotes of a text of TypeScript off.
func unquote(text string) string { return escaped.ReplaceAllString(text[1:len(text)-1], "$1") }
