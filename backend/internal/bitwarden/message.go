package bitwarden

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// How much of what a server says is shown.
const (
	maxText   = 300 // characters
	maxFields = 20
)

// message is what a server says about a failure: a text, and texts by field.
type message struct {
	text   string
	fields []fieldError
}

// fieldError is one text about one field, e.g. "Members[3].Email".
type fieldError struct{ name, text string }

// line is everything in one line.
func (m message) line() string {
	parts := make([]string, 0, 1+len(m.fields))
	if m.text != "" {
		parts = append(parts, m.text)
	}
	for _, f := range m.fields {
		if f.text != m.text {
			parts = append(parts, strings.TrimPrefix(f.name+": "+f.text, ": "))
		}
	}
	return strings.Join(parts, "; ")
}

// says reads what a server says. Names are found in any case; official
// servers use message and errors or validationErrors, the identity service
// error and ErrorModel (vaultwarden: errorModel as well), ASP.NET title.
func (a answer) says() message {
	if !a.isJSON() {
		return message{}
	}
	body := decodeObject(bytes.TrimPrefix(a.body, []byte("\xef\xbb\xbf")))
	var m message
	model := decodeObject(body["errormodel"])
	for _, candidate := range []json.RawMessage{
		body["message"], model["message"], body["error_description"], body["error"], body["title"],
	} {
		if m.text == "" {
			m.text = a.tidy(decodeText(candidate))
		}
	}
	for _, candidate := range []json.RawMessage{body["errors"], body["validationerrors"], model["validationerrors"]} {
		if len(m.fields) == 0 {
			m.fields = a.fieldErrors(candidate)
		}
	}
	// vaultwarden says everything twice.
	m.fields = slices.DeleteFunc(m.fields, func(f fieldError) bool { return f.name == "" && f.text == m.text })
	return m
}

// fieldErrors reads texts by field, in the order of their names.
func (a answer) fieldErrors(raw json.RawMessage) []fieldError {
	var byField map[string]json.RawMessage
	if json.Unmarshal(raw, &byField) != nil {
		return nil
	}
	var list []fieldError
	for name, raw := range byField {
		var texts []json.RawMessage
		if json.Unmarshal(raw, &texts) != nil {
			texts = []json.RawMessage{raw}
		}
		for _, raw := range texts {
			if text := a.tidy(decodeText(raw)); text != "" {
				list = append(list, fieldError{a.tidy(name), text})
			}
		}
	}
	slices.SortFunc(list, func(x, y fieldError) int {
		return cmp.Or(compareNatural(x.name, y.name), cmp.Compare(x.name, y.name), cmp.Compare(x.text, y.text))
	})
	return list
}

// compareNatural puts Members[2] before Members[10].
func compareNatural(a, b string) int {
	for a != "" && b != "" {
		x, y := digits(a), digits(b)
		if x > 0 && y > 0 {
			m, n := strings.TrimLeft(a[:x], "0"), strings.TrimLeft(b[:y], "0")
			if c := cmp.Or(cmp.Compare(len(m), len(n)), cmp.Compare(m, n)); c != 0 {
				return c
			}
			a, b = a[x:], b[y:]
			continue
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Compare(len(a), len(b))
}

// digits counts the digits at the start.
func digits(text string) int {
	return len(text) - len(strings.TrimLeft(text, "0123456789"))
}

// decodeObject returns the fields of a JSON object by lower-case name.
func decodeObject(raw json.RawMessage) map[string]json.RawMessage {
	var object map[string]json.RawMessage
	if len(raw) == 0 || json.Unmarshal(raw, &object) != nil {
		return nil
	}
	low := make(map[string]json.RawMessage, len(object))
	for _, name := range slices.Sorted(maps.Keys(object)) {
		low[strings.ToLower(name)] = object[name]
	}
	return low
}

// decodeText returns a JSON text, or "" for anything else.
func decodeText(raw json.RawMessage) string {
	var text string
	if len(raw) == 0 || json.Unmarshal(raw, &text) != nil {
		return ""
	}
	return text
}

// tidy makes one bounded line without control characters and secrets of what
// a server sent.
func (a answer) tidy(text string) string {
	text = strings.Join(strings.FieldsFunc(a.secrets.Text(text), func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsPrint(r)
	}), " ")
	if runes := []rune(text); len(runes) > maxText {
		text = string(runes[:maxText]) + "…"
	}
	return text
}
