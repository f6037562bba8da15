package file

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

var (
	jsonTop         = []string{"version", "users", "groups"}
	jsonUserFields  = []string{"id", "email", "name", "disabled", "deleted", "groups"}
	jsonGroupFields = []string{"id", "name", "members", "memberGroups", "groups"}
)

// jsonVersion is the version of the format, which a file may state.
const jsonVersion = "1"

// jsonText decodes one JSON text token by token, so that each error knows its
// line and nothing but the entries is held.
type jsonText struct {
	dec  *json.Decoder
	text *textReader
	out  *records
	// field is the one being read.
	field string
}

func decodeJSON(text *textReader, out *records) error {
	j := &jsonText{dec: json.NewDecoder(transport.JSONReader(text)), text: text, out: out}
	j.dec.UseNumber()
	tok, err := j.token()
	if err != nil {
		return err
	}
	if tok != json.Delim('{') {
		return directory.WithHint(j.wrong(`the file does not start with "{"`), `Write {"users": [...], "groups": [...]}.`)
	}
	lists := 0
	err = j.object(jsonTop, func(name string) error {
		if name != "version" {
			lists++
		}
		return j.topField(name)
	})
	if err != nil {
		return err
	}
	if lists == 0 {
		return directory.WithHint(j.wrong(`there is neither "users" nor "groups"`), `Write {"users": [...], "groups": [...]}.`)
	}
	if _, err := j.dec.Token(); !errors.Is(err, io.EOF) {
		j.field = ""
		return j.wrong("something follows after the end of the object")
	}
	return nil
}

func (j *jsonText) topField(name string) error {
	switch name {
	case "version":
		v, err := j.str()
		if err == nil && v != jsonVersion {
			err = directory.WithHint(j.wrong(fmt.Sprintf("this is version %q of the format, not %s", v, jsonVersion)), "Use a newer release of this program, or leave the version out.")
		}
		return err
	case "users":
		return j.array("this is not a list of objects", j.readUser)
	}
	return j.array("this is not a list of objects", j.readGroup)
}

// object reads the fields of an object whose { was read.
func (j *jsonText) object(known []string, read func(name string) error) error {
	var seen []string
	for j.dec.More() {
		tok, err := j.token()
		if err != nil {
			return err
		}
		name, ok := tok.(string)
		if !ok {
			return j.wrong("a field has no name")
		}
		j.field = name
		line, _ := j.position()
		if !slices.Contains(known, name) {
			return unknownField(LineError{Line: line, Field: name}, known)
		}
		if slices.Contains(seen, name) {
			return j.wrong("this field is there twice")
		}
		seen = append(seen, name)
		if err := read(name); err != nil {
			return err
		}
		j.field = ""
	}
	_, err := j.token()
	return err
}

// array reads a list and hands its elements to each; null is an empty one.
// otherwise says what is wrong where it is none.
func (j *jsonText) array(otherwise string, each func(json.Token) error) error {
	tok, err := j.token()
	if err != nil || tok == nil {
		return err
	}
	if tok != json.Delim('[') {
		return directory.WithHint(j.wrong(otherwise), "Put it into square brackets: [ ].")
	}
	for j.dec.More() {
		tok, err := j.token()
		if err != nil {
			return err
		}
		if err := each(tok); err != nil {
			return err
		}
	}
	_, err = j.token()
	return err
}

func (j *jsonText) readUser(tok json.Token) error {
	line, _ := j.position()
	if tok != json.Delim('{') {
		return j.wrong("a user is not an object in { }")
	}
	u := user{place: j.out.at(line)}
	err := j.fields(jsonUserFields, map[string]any{
		"id": &u.ExternalID, "email": &u.Email, "name": &u.Name, "disabled": &u.Disabled, "deleted": &u.Deleted, "groups": &u.groups,
	})
	if err == nil && j.out.finishUser(&u) {
		j.out.addUser(u)
	}
	return err
}

func (j *jsonText) readGroup(tok json.Token) error {
	line, _ := j.position()
	if tok != json.Delim('{') {
		return j.wrong("a group is not an object in { }")
	}
	g := group{place: j.out.at(line)}
	err := j.fields(jsonGroupFields, map[string]any{
		"id": &g.ExternalID, "name": &g.Name, "members": &g.members, "memberGroups": &g.memberGroups, "groups": &g.groups,
	})
	if err == nil && j.out.finishGroup(&g) {
		j.out.addGroup(g)
	}
	return err
}

// fields reads an object of such fields into the places given by their names.
func (j *jsonText) fields(known []string, places map[string]any) error {
	return j.object(known, func(name string) (err error) {
		switch to := places[name].(type) {
		case *string:
			*to, err = j.str()
		case *bool:
			*to, err = j.boolean()
		case *[]string:
			*to, err = j.strs()
		}
		return err
	})
}

// str reads a text; a number counts as its text, null as none.
func (j *jsonText) str() (string, error) {
	tok, err := j.token()
	if err != nil {
		return "", err
	}
	return j.asText(tok)
}

func (j *jsonText) asText(tok json.Token) (string, error) {
	switch v := tok.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case json.Number:
		return v.String(), nil
	}
	return "", directory.WithHint(j.wrong("this is not a text"), `Put it into double quotes.`)
}

func (j *jsonText) strs() ([]string, error) {
	var list []string
	err := j.array("this is not a list of texts", func(tok json.Token) error {
		s, err := j.asText(tok)
		if err == nil && s != "" {
			list = append(list, s)
		}
		return err
	})
	return list, err
}

func (j *jsonText) boolean() (bool, error) {
	tok, err := j.token()
	if err != nil {
		return false, err
	}
	switch v := tok.(type) {
	case nil:
		return false, nil
	case bool:
		return v, nil
	}
	return false, directory.WithHint(j.wrong("this is neither true nor false"), "Write true or false, without quotes.")
}

// token reads the next token and explains what is no JSON.
func (j *jsonText) token() (json.Token, error) {
	tok, err := j.dec.Token()
	if err == nil {
		return tok, nil
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, truncated(len(j.text.newlines)+1, "in the middle")
	}
	if half, ok := errors.AsType[*transport.JSONError](err); ok {
		line, column := j.text.position(half.Offset)
		return nil, directory.WithHint(&LineError{Line: line, Column: column, Text: half.Escape + " is half of a character"},
			"A program cut this text in the middle of a character: write the whole one, or take the half away.")
	}
	syntax, ok := errors.AsType[*json.SyntaxError](err)
	if !ok {
		return nil, err
	}
	line, column := j.text.position(max(j.dec.InputOffset(), syntax.Offset-1))
	return nil, directory.WithHint(&LineError{Line: line, Column: column, Text: "this is not JSON: " + syntax.Error()}, "Look for a missing comma, quote or bracket in this line or the one before.")
}

func (j *jsonText) position() (line, column int) {
	return j.text.position(max(j.dec.InputOffset()-1, 0))
}

func (j *jsonText) wrong(text string) error {
	line, _ := j.position()
	return &LineError{Line: line, Field: j.field, Text: text}
}
