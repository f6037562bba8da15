package main

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"strings"

	"directoryconnector/backend/config"
)

// The parts of an ADML file that are used here.
type (
	resourceFile struct {
		XMLName       xml.Name       `xml:"http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions policyDefinitionResources"`
		Revision      string         `xml:"revision,attr"`
		Schema        string         `xml:"schemaVersion,attr"`
		Display       string         `xml:"displayName"`
		Description   string         `xml:"description"`
		Strings       []entry        `xml:"resources>stringTable>string"`
		Presentations []presentation `xml:"resources>presentationTable>presentation"`
	}
	entry struct {
		ID   string `xml:"id,attr"`
		Text string `xml:",chardata"`
	}
	presentation struct {
		ID      string   `xml:"id,attr"`
		Text    *textBox `xml:"textBox"`
		Decimal *input   `xml:"decimalTextBox"`
		Choice  *input   `xml:"dropdownList"`
	}
	textBox struct {
		Of    string `xml:"refId,attr"`
		Label string `xml:"label"`
	}
	input struct {
		Of      string `xml:"refId,attr"`
		Default string `xml:"defaultValue,attr,omitempty"`
		Sorted  string `xml:"noSort,attr,omitempty"`
		Label   string `xml:",chardata"`
	}
)

// A language has the words of a template.
type language struct {
	code                                        string
	categories                                  map[string]string
	supported, setting, preset, nothing, sample string
	enforced                                    string
	// setup returns label and help of a setting.
	setup func(*config.Definition) (label, help string, err error)
}

// words is the ADML file of a language.
func words(settings []*config.Definition, l language) (resourceFile, error) {
	f := resourceFile{Revision: "1.0", Schema: "1.0", Display: "Directory Connector", Description: l.enforced}
	add := func(id, text string) { f.Strings = append(f.Strings, entry{id, text}) }
	add(top, "Directory Connector")
	add(everywhere, l.supported)
	for _, name := range categories() {
		if l.categories[name] == "" {
			return f, fmt.Errorf("%s: no name of the category %s", l.code, name)
		}
		add(name, l.categories[name])
	}
	for _, s := range settings {
		label, help, err := l.setup(s)
		if err != nil {
			return f, err
		}
		id := idOf(s.Key)
		add(id, label)
		add(id+"_help", strings.Join([]string{
			help, "", l.setting + " " + s.Key, l.preset + " " + cmp.Or(s.DefaultIn(activeDirectory()), l.nothing), l.sample + " " + s.Example, "", l.enforced,
		}, "\n"))
		for _, value := range s.Allowed {
			add(choiceID(s, value), value)
		}
		if s.Kind != config.KindBool {
			f.Presentations = append(f.Presentations, present(s, id, label))
		}
	}
	return f, nil
}

// activeDirectory are the settings by which defaults are told.
func activeDirectory() *config.Settings {
	return &config.Settings{LDAP: config.LDAP{ActiveDirectory: true}}
}

func present(s *config.Definition, id, label string) presentation {
	p := presentation{ID: id}
	switch s.Kind {
	case config.KindNumber:
		p.Decimal = &input{Of: one, Default: cmp.Or(s.Default, "0"), Label: label}
	case config.KindChoice:
		p.Choice = &input{Of: one, Sorted: "true", Label: label}
	default:
		p.Text = &textBox{one, label}
	}
	return p
}

// english has the words of the settings themselves.
func english() language {
	return language{
		code: "en-US",
		categories: map[string]string{
			"server": "Server and kind of directory", "network": "Network", "file": "Directory: file", "log": "Log", "update": "Updates", "ldap": "Directory: LDAP and Active Directory",
			"entra": "Directory: Microsoft Entra ID", "google": "Directory: Google Workspace", "okta": "Directory: Okta", "onelogin": "Directory: OneLogin",
			"sync": "Sync", "groups": "Groups", "notify": "Notifications", "mail": "Notifications: mail", "webhook": "Notifications: webhook",
		},
		supported: "Directory Connector on Windows 10, Windows Server 2016 and newer", setting: "Setting:", preset: "Default:", nothing: "nothing", sample: "Example:",
		enforced: "What is set here counts for every profile on the machine, and can be changed neither in the program nor on the command line.",
		setup:    func(d *config.Definition) (string, string, error) { return d.Label, d.Help, nil },
	}
}
