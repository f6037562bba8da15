package main

import (
	"encoding/xml"
	"math"
	"regexp"
	"strings"

	"directoryconnector/backend/config"
)

// The parts of an ADMX file that are used here. See
// https://learn.microsoft.com/previous-versions/windows/desktop/policy/admx-schema
type (
	definitions struct {
		XMLName    xml.Name   `xml:"http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions policyDefinitions"`
		Revision   string     `xml:"revision,attr"`
		Schema     string     `xml:"schemaVersion,attr"`
		Target     target     `xml:"policyNamespaces>target"`
		Resources  resources  `xml:"resources"`
		Supported  supported  `xml:"supportedOn>definitions>definition"`
		Categories []category `xml:"categories>category"`
		Policies   []rule     `xml:"policies>policy"`
	}
	target struct {
		Prefix    string `xml:"prefix,attr"`
		Namespace string `xml:"namespace,attr"`
	}
	resources struct {
		Revision string `xml:"minRequiredRevision,attr"`
	}
	supported struct {
		Name    string `xml:"name,attr"`
		Display string `xml:"displayName,attr"`
	}
	category struct {
		Name    string     `xml:"name,attr"`
		Display string     `xml:"displayName,attr"`
		Parent  *reference `xml:"parentCategory"`
	}
	reference struct {
		To string `xml:"ref,attr"`
	}
	rule struct {
		Name         string    `xml:"name,attr"`
		Class        string    `xml:"class,attr"`
		Display      string    `xml:"displayName,attr"`
		Explain      string    `xml:"explainText,attr"`
		Presentation string    `xml:"presentation,attr,omitempty"`
		Key          string    `xml:"key,attr"`
		Value        string    `xml:"valueName,attr,omitempty"`
		Parent       reference `xml:"parentCategory"`
		Supported    reference `xml:"supportedOn"`
		Enabled      *constant `xml:"enabledValue"`
		Disabled     *constant `xml:"disabledValue"`
		Elements     *elements `xml:"elements"`
	}
	constant struct {
		Decimal *decimalValue `xml:"decimal"`
		Text    *string       `xml:"string"`
	}
	decimalValue struct {
		Value int `xml:"value,attr"`
	}
	elements struct {
		Text    *element `xml:"text"`
		Decimal *element `xml:"decimal"`
		Enum    *element `xml:"enum"`
	}
	element struct {
		ID       string `xml:"id,attr"`
		Value    string `xml:"valueName,attr"`
		Required bool   `xml:"required,attr"`
		Length   int    `xml:"maxLength,attr,omitempty"`
		Min      *int   `xml:"minValue,attr"`
		Max      *int   `xml:"maxValue,attr"`
		Items    []item `xml:"item"`
	}
	item struct {
		Display string   `xml:"displayName,attr"`
		Value   constant `xml:"value"`
	}
)

const (
	// top is the category of all others, and everything's supportedOn.
	top, everywhere = "DirectoryConnector", "Supported"
	// one is the name of the one element that a policy has.
	one = "value"
	// longest is how long a text may be: templates say 1023 by themselves.
	longest = 8192
)

// template is the ADMX file.
func template(settings []*config.Definition) definitions {
	d := definitions{
		Revision: "1.0", Schema: "1.0", Target: target{"directoryconnector", "DirectoryConnector.Policies"}, Resources: resources{"1.0"},
		Supported:  supported{everywhere, text(everywhere)},
		Categories: []category{{Name: top, Display: text(top)}},
	}
	for _, name := range categories() {
		d.Categories = append(d.Categories, category{Name: name, Display: text(name), Parent: &reference{top}})
	}
	for _, s := range settings {
		d.Policies = append(d.Policies, ruleOf(s))
	}
	return d
}

// ruleOf is the policy of a setting: a switch has no values but on and off.
func ruleOf(s *config.Definition) rule {
	id := idOf(s.Key)
	r := rule{
		Name: id, Class: "Machine", Display: text(id), Explain: text(id + "_help"), Key: config.PolicyKey,
		Parent: reference{categoryOf(s)}, Supported: reference{everywhere},
	}
	if s.Kind == config.KindBool {
		r.Value, r.Enabled, r.Disabled = s.Key, &constant{Decimal: &decimalValue{1}}, &constant{Decimal: &decimalValue{0}}
		return r
	}
	r.Presentation, r.Elements = "$(presentation."+id+")", &elements{}
	e := &element{ID: one, Value: s.Key, Required: true}
	switch s.Kind {
	case config.KindNumber:
		least, most := s.Min, s.Max
		if most == 0 {
			most = math.MaxInt32
		}
		e.Min, e.Max, r.Elements.Decimal = &least, &most, e
	case config.KindChoice:
		for _, value := range s.Allowed {
			e.Items = append(e.Items, item{Display: text(choiceID(s, value)), Value: constant{Text: &value}})
		}
		r.Elements.Enum = e
	default:
		e.Length, r.Elements.Text = longest, e
	}
	return r
}

var notInID = regexp.MustCompile(`[^0-9A-Za-z]+`)

// idOf makes a name for templates of a key: letters, digits and lines.
func idOf(key string) string { return notInID.ReplaceAllString(key, "_") }

func choiceID(s *config.Definition, value string) string { return idOf(s.Key + "_is_" + value) }

func text(id string) string { return "$(string." + id + ")" }

// categoryOf is the first part of a key.
func categoryOf(s *config.Definition) string {
	first, _, found := strings.Cut(s.Key, ".")
	if !found {
		return "server" // the kind of directory
	}
	return first
}

// categories are those of all settings, in their order.
func categories() []string {
	var list []string
	seen := map[string]bool{}
	for _, s := range enforceable() {
		if name := categoryOf(s); !seen[name] {
			seen[name] = true
			list = append(list, name)
		}
	}
	return list
}
